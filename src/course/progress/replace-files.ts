import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import { diskErrorCode } from '../files/disk';

/** What is done to the learner's folder. */
export interface Replacement {
  /** Only files that are not there yet as they are here: a file that stays as it is may be read-only. */
  readonly put: readonly JobFile[];
  /** Paths relative to the root, with `/`. */
  readonly remove: readonly string[];
}

/** What has to be done so that the folder, which has `present`, has these files, and no longer those to be removed. */
export function replacementOf(
  present: readonly JobFile[],
  files: readonly JobFile[],
  removed: readonly string[] = [],
): Replacement {
  const there = new Map(present.map(({ path: name, bytes }) => [name, bytes]));
  const wanted = new Set(files.map(({ path: name }) => name));
  return {
    put: files.filter(({ path: name, bytes }) => !isSameBytes(there.get(name), bytes)),
    // What is not among the present files is nobody's of this folder, and no copy would have it.
    remove: removed.filter((name) => there.has(name) && !wanted.has(name)),
  };
}

function isSameBytes(left: Uint8Array | undefined, right: Uint8Array): boolean {
  return left !== undefined && Buffer.compare(left, right) === 0;
}

/** @throws CodedError `files-not-replaced` {file, reason, changed} at the first file that cannot be changed */
export async function replaceFiles(root: string, { put, remove }: Replacement): Promise<void> {
  const changed: string[] = [];
  const change = async (name: string, how: (file: string) => Promise<void>) => {
    await how(path.join(root, ...name.split('/'))).catch((error: unknown) => {
      throw new CodedError(
        'files-not-replaced',
        { file: name, reason: diskErrorCode(error), changed },
        { cause: error },
      );
    });
    changed.push(name);
  };
  for (const { path: name, bytes } of put) await change(name, (file) => write(file, bytes));
  for (const name of remove) await change(name, (file) => rm(file, { force: true }));
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
}
