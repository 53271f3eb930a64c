import { randomBytes } from 'node:crypto';
import { constants, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../contract/codes';
import { diskErrorCode, readRegular } from '../files/disk';
import type { Problem } from '../format/format';
import { LEARNER_FOLDER } from '../program/root';
import { type Progress, parseProgress } from './progress';

const MAX_BYTES = 1024 * 1024;

export interface ProgressRead {
  /** Null when there is no file that we can read. */
  readonly progress: Progress | null;
  readonly problem: Problem | null;
  /** The id of the course, which even a damaged file may contain. */
  readonly course: string | null;
  /** The id of the runtime that the learner works in; the same holds for it. Null before the first pass, if none was chosen. */
  readonly runtime: string | null;
}

export function progressFile(root: string): string {
  return path.join(root, LEARNER_FOLDER, 'progress.json');
}

/**
 * Reads the progress of a root. Without `writing` it changes nothing and never rejects. A caller that is about to write passes the
 * current time as `writing`: a damaged file is then first copied, under a name with that time and the problem, so that nothing is lost. The
 * file of a newer version is not damaged: a caller leaves it as it is.
 * @throws CodedError `progress-unreadable`, `progress-unwritable` when `writing` is given and the file cannot be kept
 */
export async function readProgress(root: string, writing: Date | null = null): Promise<ProgressRead> {
  const file = progressFile(root);
  const bytes = await readRegular(file, MAX_BYTES).catch(diskErrorCode);
  if (typeof bytes === 'string') return unread(file, bytes, writing);
  const { fault, ...read } = parseProgress(bytes);
  if (fault === null) return { ...read, problem: null };
  if (writing === null || fault.code === 'progress-newer') return { ...read, problem: { file, line: null, ...fault } };
  const args = { ...fault.args, copy: await keep(file, writing) };
  return { ...read, problem: { file, line: null, code: fault.code, args } };
}

function unread(file: string, reason: string, writing: Date | null): ProgressRead {
  const none = { progress: null, course: null, runtime: null };
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return { ...none, problem: null };
  // A file that cannot be read cannot be copied either.
  if (writing !== null) throw new CodedError('progress-unreadable', { file, reason });
  return { ...none, problem: { file, line: null, code: 'progress-unreadable', args: { reason } } };
}

/** @returns the path of the copy. A copy that another writer made at the same moment is as good. */
async function keep(file: string, now: Date): Promise<string> {
  const copy = `${file}.broken-${now.toISOString().replaceAll(':', '-')}`;
  const reason = await copyFile(file, copy, constants.COPYFILE_EXCL).then(() => null, diskErrorCode);
  if (reason !== null && reason !== 'EEXIST') throw new CodedError('progress-unwritable', { file, reason });
  return copy;
}

/**
 * Writes the progress atomically: a reader at the same moment sees the old file or the new one.
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

/** Windows refuses to replace a file for a moment while another process reads it. */
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
