import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import { diskErrorCode, readRegular } from '../files/disk';
import { slashed } from '../files/paths';
import { walk } from '../files/walk';
import { LEARNER_FOLDER } from '../program/root';

/** The reason of a copy, by which its folder is called: a step with this id passed, or files were about to be replaced. */
export type CopyReason = `passed-${string}` | 'before-reset';

/** A copy of the learner's files. */
export interface Copy {
  readonly reason: CopyReason;
  /** The name of its folder: the time, as in ISO 8601, with `-` in the place of `:`. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
}

/** Copies that are kept of each reason: the newest. */
const KEPT = 3;
const FILES_MAX = 2_000;
const FILE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Keeps a copy of the learner's files in `.codealong/copies`, and of its reason only the newest three.
 * @throws CodedError `copy-not-kept` {file, reason}
 */
export async function keepCopy(root: string, reason: CopyReason, files: readonly JobFile[], now: Date): Promise<Copy> {
  const name = now.toISOString().replaceAll(':', '-');
  const folder = path.join(copiesOf(root, reason), name);
  // A copy that was broken off is none: it has its name only when it is whole.
  const parts = `${folder}.part`;
  await mkdir(parts, { recursive: true }).catch(notKept(folder));
  for (const file of files) await put(path.join(parts, ...file.path.split('/')), file.bytes);
  await rename(parts, folder).catch(notKept(folder));
  await forgetOld(root, reason);
  return { reason, name, folder };
}

/** The newest copy of this reason; null when there is none. */
export async function newestCopy(root: string, reason: CopyReason): Promise<Copy | null> {
  const found = await newest(root, reason);
  return found === null ? null : { reason, ...found };
}

async function newest(root: string, reason: string): Promise<Pick<Copy, 'name' | 'folder'> | null> {
  const [name] = (await namesOf(root, reason)).reverse();
  return name === undefined ? null : { name, folder: path.join(copiesOf(root, reason), name) };
}

/** A file as it was in the newest copy of all that has it; null when none has. */
export async function keptFile(root: string, name: string): Promise<Uint8Array | null> {
  const reasons = await readdir(path.join(root, LEARNER_FOLDER, 'copies')).catch(() => []);
  const copies = await Promise.all(reasons.map(async (reason) => (await newest(root, reason)) ?? []));
  for (const { folder } of copies.flat().sort((left, right) => right.name.localeCompare(left.name))) {
    const bytes = await readRegular(path.join(folder, ...name.split('/')), FILE_BYTES_MAX).catch(() => null);
    if (bytes !== null) return bytes;
  }
  return null;
}

/** The files of a copy. A file of it that cannot be read is left out. */
export async function filesOfCopy({ folder }: Copy): Promise<readonly JobFile[]> {
  const enter = async () => true;
  const { files } = await walk(folder, { enter, take: () => true, maxEntries: FILES_MAX });
  const read = files.map(async ({ absolute, relative }) => {
    const bytes = await readRegular(absolute, FILE_BYTES_MAX).catch(() => null);
    return bytes === null ? [] : [{ path: slashed(relative), bytes }];
  });
  return (await Promise.all(read)).flat();
}

/** Puts files into the learner's folder, over those that are there. @throws CodedError `copy-not-kept` {file, reason} */
export async function putFiles(root: string, files: readonly JobFile[]): Promise<void> {
  for (const file of files) await put(path.join(root, ...file.path.split('/')), file.bytes);
}

function copiesOf(root: string, reason: string): string {
  return path.join(root, LEARNER_FOLDER, 'copies', reason);
}

/** From the oldest to the newest. */
async function namesOf(root: string, reason: string): Promise<string[]> {
  const entries = await readdir(copiesOf(root, reason), { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isDirectory() && !entry.name.endsWith('.part') ? [entry.name] : [])).sort();
}

async function forgetOld(root: string, reason: CopyReason): Promise<void> {
  const old = (await namesOf(root, reason)).slice(0, -KEPT);
  for (const name of old)
    await rm(path.join(copiesOf(root, reason), name), { recursive: true, force: true }).catch(() => undefined);
}

async function put(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true }).catch(notKept(file));
  await writeFile(file, bytes).catch(notKept(file));
}

function notKept(file: string): (error: unknown) => never {
  return (error) => {
    throw new CodedError('copy-not-kept', { file, reason: diskErrorCode(error) }, { cause: error });
  };
}
