import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../contract/codes';
import { count, DecodeError, nullable, object, record, text } from '../contract/decode';
import { errorCode, readRegular } from './disk';
import type { Problem } from './format';
import type { Progress, StepDone } from './progress';
import { LEARNER_FOLDER } from './root';

const MAX_BYTES = 1024 * 1024;
const VERSION = 1;

export interface ProgressRead {
  /** Null when there is none that we can read. */
  readonly progress: Progress | null;
  readonly problem: Problem | null;
}

const fields = object({
  format_version: count,
  course: text,
  steps: record(object<StepDone>({ done_at: text, seed: count })),
  current: nullable(text),
});

export function progressFile(root: string): string {
  return path.join(root, LEARNER_FOLDER, 'progress.json');
}

/**
 * Reads the progress of a root. A file that we cannot understand is set aside under another name, so that the next write loses
 * nothing, and reported. `now` names the copy.
 */
export async function readProgress(root: string, now: Date): Promise<ProgressRead> {
  const file = progressFile(root);
  const bytes = await readRegular(file, MAX_BYTES).catch(errorCode);
  if (typeof bytes !== 'string') return understand(file, bytes, now);
  if (bytes === 'ENOENT' || bytes === 'ENOTDIR') return { progress: null, problem: null };
  return { progress: null, problem: { file, line: null, code: 'progress-unreadable', args: { reason: bytes } } };
}

async function understand(file: string, bytes: Uint8Array, now: Date): Promise<ProgressRead> {
  const decoded = decode(bytes);
  if ('where' in decoded) return setAside(file, 'progress-broken', decoded, now);
  const { format_version: version, ...rest } = decoded;
  if (version === VERSION) return { progress: { format_version: VERSION, ...rest }, problem: null };
  return setAside(file, 'progress-newer', { version, supported: VERSION }, now);
}

/** The fields, or where the first wrong one is: an empty path when it is not even JSON. */
function decode(bytes: Uint8Array): ReturnType<typeof fields> | { readonly where: string } {
  try {
    const raw: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return fields(raw, '');
  } catch (error) {
    return { where: error instanceof DecodeError ? error.path : '' };
  }
}

async function setAside(file: string, code: string, args: Problem['args'], now: Date): Promise<ProgressRead> {
  const copy = `${file}.broken-${now.toISOString().replaceAll(':', '-')}`;
  const moved = await rename(file, copy).then(() => true, errorCode);
  if (moved !== true) throw new CodedError('progress-unwritable', { file, reason: moved });
  return { progress: null, problem: { file, line: null, code, args: { ...args, copy } } };
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
    throw new CodedError('progress-unwritable', { file, reason: errorCode(error) }, { cause: error });
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
    if (left === 0 || !BUSY.has(errorCode(failed))) throw failed;
    await sleep(20);
  }
}
