import { randomBytes } from 'node:crypto';
import { constants, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, type Message } from '../../contract/codes';
import { diskErrorCode, readRegular } from '../files/disk';
import type { Problem } from '../format/format';
import { LEARNER_FOLDER } from '../program/root';
import { type DamageCode, type Progress, parseProgress } from './progress';

const MAX_BYTES = 1024 * 1024;

export interface ProgressRead {
  /** Null when there is none that we can read. */
  readonly progress: Progress | null;
  readonly problem: Problem | null;
  /** The id of the course, which a damaged file may still tell. */
  readonly course: string | null;
}

export function progressFile(root: string): string {
  return path.join(root, LEARNER_FOLDER, 'progress.json');
}

/**
 * Reads the progress of a root. Changes nothing and never rejects, unless `writing` is given by somebody who writes it next: then a
 * file that we cannot understand is kept first, as a copy that is named by this moment and by the problem, so that nothing is lost.
 * @throws CodedError `progress-unreadable`, `progress-unwritable` when `writing`, and it cannot be kept
 */
export async function readProgress(root: string, writing: Date | null = null): Promise<ProgressRead> {
  const file = progressFile(root);
  const bytes = await readRegular(file, MAX_BYTES).catch(diskErrorCode);
  if (typeof bytes === 'string') return unread(file, bytes, writing);
  const { fault, ...read } = parseProgress(bytes);
  if (fault === null) return { ...read, problem: null };
  const copy = writing === null ? null : await keep(file, writing);
  return { ...read, problem: { file, line: null, ...(copy === null ? fault : withCopy(fault, copy)) } };
}

function withCopy<K extends DamageCode>({ code, args }: Message<K>, copy: string): Message<K> {
  return { code, args: { ...args, copy } };
}

function unread(file: string, reason: string, writing: Date | null): ProgressRead {
  const none = { progress: null, course: null };
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return { ...none, problem: null };
  // What cannot be read cannot be kept either.
  if (writing !== null) throw new CodedError('progress-unreadable', { file, reason });
  return { ...none, problem: { file, line: null, code: 'progress-unreadable', args: { reason } } };
}

/** @returns the path of the copy; that of another writer at the same moment is as good */
async function keep(file: string, now: Date): Promise<string> {
  const copy = `${file}.broken-${now.toISOString().replaceAll(':', '-')}`;
  const reason = await copyFile(file, copy, constants.COPYFILE_EXCL).then(() => null, diskErrorCode);
  if (reason !== null && reason !== 'EEXIST') throw new CodedError('progress-unwritable', { file, reason });
  return copy;
}

/**
 * Writes the progress in one stroke: whoever reads at the same moment sees the old file or the new one.
 * @throws CodedError `progress-unwritable` {file, reason}
 */
export async function writeProgress(root: string, progress: Progress): Promise<void> {
  const file = progressFile(root);
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(temporary, `${JSON.stringify(progress, null, 2)}\n`, { flag: 'wx' });
    await replace(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new CodedError('progress-unwritable', { file, reason: diskErrorCode(error) }, { cause: error });
  }
}

/** Windows refuses for a moment while somebody reads the file. */
const BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);

async function replace(from: string, to: string): Promise<void> {
  for (let left = 4; ; left--) {
    const failed = await rename(from, to).then(
      () => null,
      (error: unknown) => error,
    );
    if (failed === null) return;
    if (left === 0 || !BUSY.has(diskErrorCode(failed))) throw failed;
    await sleep(20);
  }
}
