import path from 'node:path';
import { exists, readRegular } from '../files/disk';
import { importedNames } from './module-entry';

/** The imports of a larger file are not examined. */
const PROGRAM_BYTES = 1024 * 1024;

/** The nearest folder above the file that is not a package and whose name the file does not use to import from it. */
export async function outsidePackages(file: string): Promise<string> {
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
