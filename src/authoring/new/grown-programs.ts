import type { JobFile } from '../../contract/job';
import { insertOnTop } from '../../course/python/insert-on-top';

/** The folder of a program in a step: `solution`, `wrong/no-comma`. */
const PROGRAM = /^(?:solution|wrong\/[^/]+)(?=\/)/;

/**
 * A step's files of which each program is the one before with what the template adds: a further file, or statements on top of the entry.
 * @param template paths relative to the step
 * @param before the program of the step before
 */
export function grownPrograms(
  template: readonly JobFile[],
  before: readonly JobFile[],
  entry: string,
): readonly JobFile[] {
  const folders = new Set(template.flatMap((file) => PROGRAM.exec(file.path)?.[0] ?? []));
  const texts = template.filter((file) => !PROGRAM.test(file.path));
  return [...texts, ...[...folders].flatMap((folder) => programIn(folder, template, before, entry))];
}

function programIn(
  folder: string,
  template: readonly JobFile[],
  before: readonly JobFile[],
  entry: string,
): readonly JobFile[] {
  const prefix = `${folder}/`;
  const added = template.filter((file) => file.path.startsWith(prefix));
  const files = grown(
    before,
    added.map((file) => ({ ...file, path: file.path.slice(prefix.length) })),
    entry,
  );
  // A wrong program of one file needs no folder.
  if (files.length === 1 && folder !== 'solution') return files.map((file) => ({ ...file, path: `${folder}.py` }));
  return files.map((file) => ({ ...file, path: prefix + file.path }));
}

function grown(before: readonly JobFile[], added: readonly JobFile[], entry: string): readonly JobFile[] {
  const onTop = added.find((file) => file.path === entry);
  if (onTop === undefined) return [...before, ...added];
  const addition = Buffer.from(onTop.bytes).toString('latin1');
  const changed = before.map((file) =>
    file.path === entry ? { ...file, bytes: insertOnTop(file.bytes, addition) } : file,
  );
  return [...changed, ...added.filter((file) => file !== onTop)];
}
