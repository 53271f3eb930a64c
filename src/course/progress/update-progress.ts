import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskErrorCode } from '../files/disk';
import type { Course } from '../format/format';
import { noProgress, type Progress, withKnown } from './progress';
import { type ProgressRead, progressFile, readProgress, writeProgress } from './progress-file';

/** Milliseconds to wait for another window that writes at the same moment. It needs a few. */
const PATIENCE_MS = 2_000;
const AGAIN_MS = 15;
/** A lock of this age was left by a window that was killed; milliseconds. */
const ABANDONED_MS = 10_000;

/**
 * Reads the progress of a learner's folder, changes it and writes it, as one step: of two windows on one folder, neither loses what the
 * other has written. Of damaged progress a copy is kept. Progress of another course or of a newer version is left as it is.
 * @returns what was read
 * @throws CodedError `progress-unreadable`, `progress-unwritable`
 */
export async function updateProgress(
  root: string,
  course: Pick<Course, 'id'> & Partial<Pick<Course, 'steps'>>,
  change: (progress: Progress) => Progress,
  now = new Date(),
): Promise<ProgressRead> {
  const lock = `${progressFile(root)}.lock`;
  const locked = await takeLock(lock);
  try {
    const read = await readProgress(root, now);
    const isOthers = read.progress !== null && read.progress.course !== course.id;
    if (isOthers || read.problem?.code === 'progress-newer') return read;
    const before = read.progress ?? noProgress(course.id);
    // Until now nobody has noted the steps: those that there are count as known.
    const ids = before.known === undefined ? course.steps?.map(({ id }) => id) : undefined;
    await writeProgress(root, change(ids === undefined ? before : withKnown(before, ids)));
    return read;
  } finally {
    if (locked) await rm(lock, { force: true }).catch(() => undefined);
  }
}

/** @returns false when the lock cannot be taken: writing without it is better than losing what the learner has done. */
async function takeLock(lock: string): Promise<boolean> {
  await mkdir(path.dirname(lock), { recursive: true }).catch(() => undefined);
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(AGAIN_MS)) {
    const reason = await open(lock, 'wx').then((file) => file.close().then(() => null), diskErrorCode);
    if (reason === null) return true;
    if (reason !== 'EEXIST') return false;
    if (await isAbandoned(lock)) await rm(lock, { force: true }).catch(() => undefined);
  }
  return false;
}

async function isAbandoned(lock: string): Promise<boolean> {
  const made = await stat(lock).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - made > ABANDONED_MS;
}
