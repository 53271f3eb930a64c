import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(__dirname, '..', '..', 'src');
/** `from '…'`, `import('…')` and `import '…'`, of types too; a string of a test that looks like one would be found as well. */
const RELATIVE = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'(\.[^']*)'/gm;

/** Paths from src, with `/`. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every file of src with TypeScript in it, a path from src. */
export function sourceFiles(): readonly string[] {
  const all = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return all.filter((file) => file.endsWith('.ts')).sort();
}

/** Every import of a file of src in another one, types included. */
export function importsOfSrc(): readonly Import[] {
  return sourceFiles().flatMap((from) => {
    const text = readFileSync(path.join(SRC, from), 'utf8');
    const found = [...text.matchAll(RELATIVE)].map(([, specifier = '']) => specifier);
    return found.flatMap((specifier) => resolved(from, specifier)).map((to) => ({ from, to }));
  });
}

/** The room of a file: its folder in src, or its own name. */
export function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** Nothing for a file that is not TypeScript of src, such as the JSON schema. */
function resolved(from: string, specifier: string): readonly string[] {
  const to = path.posix.join(path.posix.dirname(from), specifier);
  return [`${to}.ts`, `${to}/index.ts`].filter((file) => existsSync(path.join(SRC, file))).slice(0, 1);
}
