import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import { diskErrorCode } from '../../course/files/disk';

/**
 * Writes files that are not there yet. When one cannot be written, all that was made is removed again.
 * @returns what removes them
 * @throws CodedError `not-written`
 */
export async function writeNew(folder: string, files: readonly JobFile[]): Promise<() => Promise<void>> {
  const made: string[] = [];
  const undo = async () => {
    for (const one of made.reverse()) await rm(one, { recursive: true, force: true }).catch(() => undefined);
  };
  for (const { path: name, bytes } of files) {
    const file = path.join(folder, ...name.split('/'));
    try {
      // The outermost folder that was missing.
      const first = await mkdir(path.dirname(file), { recursive: true });
      if (first !== undefined) made.push(first);
      await writeFile(file, bytes, { flag: 'wx' });
      made.push(file);
    } catch (error) {
      await undo();
      throw notWritten(file, error);
    }
  }
  return undo;
}

/** Puts a new text into the place of a file at once: nobody ever reads half of it. @throws CodedError `not-written` */
export async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    const { mode } = await stat(file);
    await writeFile(beside, text, { flag: 'wx', mode });
    await rename(beside, file).catch(async (error: unknown) => {
      await rm(beside, { force: true });
      throw error;
    });
  } catch (error) {
    throw notWritten(file, error);
  }
}

function notWritten(file: string, error: unknown): unknown {
  const reason = diskErrorCode(error);
  return reason === '' ? error : new CodedError('not-written', { file, reason }, { cause: error });
}
