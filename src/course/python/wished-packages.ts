import type { JobFile } from '../../contract/job';
import { packageName } from '../packages/wheel-name';
import { fieldsOf, projectOf } from './wanted-version';

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

/** The packages that such a file says the project needs, each as it is written: a name, perhaps with versions behind it. */
function projectDependencies(text: string): readonly string[] {
  const { project, tool, 'dependency-groups': groups } = fieldsOf(projectOf(text));
  const { dependencies, 'optional-dependencies': optional } = fieldsOf(project);
  const lists = [dependencies, ...Object.values(fieldsOf(optional)), ...Object.values(fieldsOf(groups))];
  const poetry = Object.keys(fieldsOf(fieldsOf(fieldsOf(tool).poetry).dependencies));
  return [...lists.flatMap(stringsOf), ...poetry.filter((name) => name !== 'python')];
}

function stringsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}
