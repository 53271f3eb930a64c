import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { exists, isFolder, readRegular } from '../files/disk';
import { isWithin } from '../files/paths';
import { importedNames } from './entry';

/** Our folder in the learner's folder. The folder that contains it is the root of a learner's program. */
export const LEARNER_FOLDER = '.codealong';

/** The imports of a larger file are not examined. */
const PROGRAM_BYTES = 1024 * 1024;

export interface Root {
  /** Absolute. */
  readonly directory: string;
  /** Whether it contains `.codealong/`: the course then names the entry. */
  readonly marked: boolean;
  /** The file relative to the root, with `/`. */
  readonly file: string;
}

/**
 * The root that a file belongs to: the given one, else the nearest folder with `.codealong/`, else the file's own folder. From there
 * it climbs out of packages, and out of a folder whose name the file uses to import from it. `file` and `given` are absolute; the
 * file need not exist.
 * @throws CodedError `file-outside-root` {file, root}
 */
export async function findRoot(file: string, given: string | null, platform: Platform): Promise<Root> {
  const directory = given ?? (await markedFolder(path.dirname(file))) ?? (await outsidePackages(file));
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

async function outsidePackages(file: string): Promise<string> {
  let folder = path.dirname(file);
  if (await namesFolder(file, folder)) return path.dirname(folder);
  while (path.dirname(folder) !== folder && (await exists(path.join(folder, '__init__.py'))))
    folder = path.dirname(folder);
  return folder;
}

/** Whether the file imports from its own folder by the folder's name. That works only from the folder above. */
async function namesFolder(file: string, folder: string): Promise<boolean> {
  const name = path.basename(folder);
  if (await exists(path.join(folder, '__init__.py'))) return false; // a package: the loop climbs to its top anyway
  if ((await exists(path.join(folder, `${name}.py`))) || (await exists(path.join(folder, name)))) return false;
  const bytes = await readRegular(file, PROGRAM_BYTES).catch(() => null);
  return bytes !== null && importedNames(bytes).includes(name);
}
