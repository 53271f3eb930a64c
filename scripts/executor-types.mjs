// Writes dist/types: the declarations that `import … from 'codealong'` needs, and no others.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals, run } from './process.mjs';

const TSC_SECONDS = 120;
const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist/types');

/** Declarations of `src/executor.ts` and of every file that it imports. */
async function emit(folder) {
  const args = [join(root, 'node_modules/typescript/bin/tsc'), '--project', join(root, 'scripts/executor-types.json')];
  const { code, output } = await run(process.execPath, [...args, '--outDir', folder], { seconds: TSC_SECONDS });
  if (code !== 0) throw new Error(output);
}

/** That declaration and those it imports, directly or not. */
function reachable(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g))
    reachable(join(dirname(file), `${path}.d.ts`), found);
  return found;
}

endChildrenOnSignals();
const folder = mkdtempSync(join(tmpdir(), 'codealong-types-'));
try {
  await emit(folder);
  rmSync(target, { recursive: true, force: true });
  for (const file of reachable(join(folder, 'executor.d.ts'))) {
    const copy = join(target, relative(folder, file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
