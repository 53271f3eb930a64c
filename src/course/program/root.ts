import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { isFolder } from '../files/disk';
import { isWithin } from '../files/paths';
import { languageOfFile } from '../languages';

/** Our folder in the learner's folder. The folder that contains it is the root of a learner's program. */
export const LEARNER_FOLDER = '.codealong';

export interface Root {
  /** Absolute. */
  readonly directory: string;
  /** Whether it contains `.codealong/`: the course then names the entry. */
  readonly marked: boolean;
  /** The file relative to the root, with `/`. */
  readonly file: string;
}

/**
 * The root that a file belongs to: the given one, else the nearest folder with `.codealong/`, else the
 * folder in which its language starts it. `file` and `given` are absolute; the file need not exist.
 * @throws CodedError `file-outside-root` {file, root}
 */
export async function findRoot(file: string, given: string | null, platform: Platform): Promise<Root> {
  const directory = given ?? (await markedFolder(path.dirname(file))) ?? (await languageOfFile(file).rootOf(file));
  const relative = isWithin(directory, file, platform);
  if (relative === null) throw new CodedError('file-outside-root', { file, root: directory });
  return { directory, marked: await isFolder(path.join(directory, LEARNER_FOLDER)), file: relative };
}

/** The nearest folder with `.codealong/`: the folder itself or one above it. Absolute paths. */
export async function markedFolder(start: string): Promise<string | null> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (await isFolder(path.join(folder, LEARNER_FOLDER))) return folder;
    if (path.dirname(folder) === folder) return null;
  }
}
