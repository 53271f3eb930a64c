import type { JobFile } from '../../contract/job';
import { packageName } from '../packages/wheel-name';

/** Lists are written by hand or by a tool; what is beyond is not read. */
const CHARACTERS = 64 * 1024;
/** The name at the beginning of a requirement. */
const NAME = /^\s*([A-Za-z0-9][\w.-]*)/;

/** How the lists of packages are read that a learner may have in the folder of the program. */
const READERS: Readonly<Record<string, (text: string) => readonly string[]>> = {
  'requirements.txt': (text) => text.split('\n'),
  'pyproject.toml': projectDependencies,
};

/**
 * The packages that the learner's own lists name, by the one spelling of their names, with the file. Nothing is ever installed from them:
 * they explain why a module is missing.
 */
export function wishedPackages(files: readonly JobFile[]): Readonly<Record<string, string>> {
  const found = files.flatMap(({ path, bytes }) => {
    const read = Object.hasOwn(READERS, path) ? READERS[path] : undefined;
    const lines = read?.(Buffer.from(bytes).toString('utf8').slice(0, CHARACTERS)) ?? [];
    const names = lines.map((line) => NAME.exec(line)?.[1]).filter((name) => name !== undefined);
    return names.map((name) => [packageName(name), path] as const);
  });
  return Object.fromEntries([...found].reverse());
}

/** The requirements of a project: strings of its lists of dependencies, or the names that poetry has. */
function projectDependencies(text: string): readonly string[] {
  const tables = `\n${text}`.split(/\n[ \t]*\[+[ \t]*([^\]\n]+?)[ \t]*\]+/);
  return tables.flatMap((table, index) => {
    if (index % 2 === 1) return [];
    const head = tables[index - 1] ?? '';
    if (/^tool\.poetry\.(?:group\.[\w-]+\.)?dependencies$/.test(head)) return keysOf(table);
    if (head === 'project') return stringsOf(table.replace(/[\s\S]*?(?:^|\n)[ \t]*dependencies[ \t]*=/, ''), table);
    return head === 'project.optional-dependencies' || head === 'dependency-groups' ? stringsOf(table, '') : [];
  });
}

function keysOf(table: string): readonly string[] {
  const keys = [...table.matchAll(/^[ \t]*([\w.-]+)[ \t]*=/gm)].map(([, key = '']) => key);
  return keys.filter((key) => key !== 'python');
}

/**
 * The strings up to the bracket that ends a list. An extra such as `[standard]` is inside of a string.
 * @param none the table that has no such list
 */
function stringsOf(table: string, none: string): readonly string[] {
  if (table === none) return [];
  const strings: string[] = [];
  for (const [token, double, single] of table.matchAll(/#[^\n]*|"([^"\n]*)"|'([^'\n]*)'|\]/g)) {
    if (token === ']' && none !== '') break;
    const string = double ?? single;
    if (string !== undefined) strings.push(string);
  }
  return strings;
}
