import path from 'node:path';
import type { Entry, JobFile } from '../../contract/job';
import { exists, readRegular } from '../files/disk';
import { pythonLines, pythonText } from './python-lines';
import { standardModules } from './standard-modules';

/**
 * How a file is started. It runs as a module of its folder if its imports could not work otherwise: relative imports, and imports of
 * modules that only the root contains. The `__main__.py` of a package runs as a module too. `version` of Python: null where nobody
 * knows it.
 */
export function entryOf(path: string, files: readonly JobFile[], version: string | null): Entry {
  const file = files.find((candidate) => candidate.path === path);
  const module = moduleName(path);
  const asModule = file !== undefined && module !== null && needsFolder(path, file.bytes, files, version);
  return asModule ? { kind: 'module', path, module } : { kind: 'file', path, module: null };
}

/** `app.main` for `app/main.py`, `app` for `app/__main__.py`; null when a part is not a valid Python name. */
function moduleName(path: string): string | null {
  const parts = path.replace(/\.py$/, '').split('/');
  const named = parts.at(-1) === '__main__' ? parts.slice(0, -1) : parts;
  const isName = named.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part));
  return path.endsWith('.py') && parts.length > 1 && isName ? named.join('.') : null;
}

function needsFolder(path: string, bytes: Uint8Array, files: readonly JobFile[], version: string | null): boolean {
  const standard = standardModules(version);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const isThere = (start: string) =>
    files.some((file) => file.path === `${start}.py` || file.path.startsWith(`${start}/`));
  if (path.endsWith('/__main__.py') && isThere(`${folder}__init__`)) return true;
  const onlyAbove = (name: string) => isThere(name) && !isThere(`${folder}${name}`) && !standard.has(name);
  return importsRelatively(bytes) || importedNames(bytes).some(onlyAbove);
}

/** The outermost names of a file's absolute imports, wherever they are, ignoring strings and comments. */
export function importedNames(bytes: Uint8Array): readonly string[] {
  return statementsOf(pythonText(bytes)).flatMap((statement) => {
    const [, from, list] = /^\s*(?:from\s+(\w[\w.]*)\s+import\b|import\s+(.+))/s.exec(statement) ?? [];
    const modules = from === undefined ? (list ?? '').split(',') : [from];
    return modules.map((module) => module.trim().split(/[\s.]/)[0] ?? '').filter((name) => name !== '');
  });
}

/** Whether a file contains `from . import x` or `from .a import b` anywhere, ignoring strings and comments. */
export function importsRelatively(bytes: Uint8Array): boolean {
  const text = pythonText(bytes);
  // A cheap test first: it saves parsing a large file.
  if (!/\bfrom[\s\\]*\./.test(text)) return false;
  return statementsOf(text).some((statement) => /^\s*from\s*\./.test(statement));
}

function statementsOf(text: string): readonly string[] {
  return pythonLines(text).flatMap(({ code }) => code.split(/[;:]/));
}

/** Of a larger file, the imports are not looked at. */
const PROGRAM_BYTES = 1024 * 1024;

/** The file's own folder, climbing out of packages, and out of a folder from which the file imports by that folder's name. */
export async function outsidePackages(file: string): Promise<string> {
  let folder = path.dirname(file);
  if (await namesFolder(file, folder)) return path.dirname(folder);
  while (path.dirname(folder) !== folder && (await exists(path.join(folder, '__init__.py'))))
    folder = path.dirname(folder);
  return folder;
}

/** Whether the file imports from its own folder by the folder's name, which works from the folder around it alone. */
async function namesFolder(file: string, folder: string): Promise<boolean> {
  const name = path.basename(folder);
  if (await exists(path.join(folder, '__init__.py'))) return false; // a package, in which the loop climbs as far as it goes
  if ((await exists(path.join(folder, `${name}.py`))) || (await exists(path.join(folder, name)))) return false;
  const bytes = await readRegular(file, PROGRAM_BYTES).catch(() => null);
  return bytes !== null && importedNames(bytes).includes(name);
}
