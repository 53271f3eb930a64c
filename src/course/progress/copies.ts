import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import { utf8 } from '../../contract/decode';
import type { JobFile } from '../../contract/job';
import { diskErrorCode, readRegular } from '../files/disk';
import { slashed } from '../files/paths';
import { walk } from '../files/walk';
import { LEARNER_FOLDER } from '../program/root';

/** Files were about to be replaced, by a reset or a solution, or by an undo of one. */
export type ReplacedReason = 'before-reset' | 'before-undo';

/** The reason of a copy, by which its folder is called: a step with this id passed, or one of those. */
export type CopyReason = `passed-${string}` | ReplacedReason;

/** A copy of the learner's files. */
export interface Copy {
  readonly reason: CopyReason;
  /** The name of its folder: the time, as in ISO 8601, with `-` in the place of `:`. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
}

/** How files were replaced, kept beside the copy that was made before. */
export interface CopyNote {
  /** The id of the step that the learner was at; null when nothing says it. */
  readonly step: string | null;
  /** Files that came with it and were not there before. Paths relative to the root, with `/`. */
  readonly added: readonly string[];
}

/** Copies that are kept of each reason: the newest. Who tries resets out soon has made a few. */
const KEPT = { passed: 3, replaced: 10 };
const NOTE_BYTES_MAX = 1024 * 1024;
const FILES_MAX = 2_000;
const FILE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Keeps a copy of the learner's files in `.codealong/copies`, and of its reason only the newest.
 * @throws CodedError `copy-not-kept` {file, reason}
 */
export async function keepCopy(
  root: string,
  reason: CopyReason,
  files: readonly JobFile[],
  now: Date,
  note: CopyNote | null = null,
): Promise<Copy> {
  const name = now.toISOString().replaceAll(':', '-');
  const folder = path.join(copiesOf(root, reason), name);
  // A copy that was broken off is none: it has its name only when it is whole.
  const parts = `${folder}.part`;
  await mkdir(parts, { recursive: true }).catch(notKept(folder));
  for (const file of files) await put(path.join(parts, ...file.path.split('/')), file.bytes);
  if (note !== null) await put(noteFile(folder), Buffer.from(JSON.stringify(note)));
  await rename(parts, folder).catch(notKept(folder));
  await forgetOld(root, reason);
  return { reason, name, folder };
}

/** The newest copy of this reason, or the one of this name; null when there is none. */
export async function newestCopy(root: string, reason: CopyReason, wanted?: string): Promise<Copy | null> {
  const name = (await namesOf(root, reason)).findLast((one) => wanted === undefined || one === wanted);
  return name === undefined ? null : { reason, name, folder: path.join(copiesOf(root, reason), name) };
}

/** How the files of a copy were replaced. The folder may come from anybody, so the note may hold anything. */
export async function noteOf({ folder }: Copy): Promise<CopyNote> {
  const bytes = await readRegular(noteFile(folder), NOTE_BYTES_MAX).catch(() => null);
  const { step, added }: { step?: unknown; added?: unknown } = Object(parsed(bytes));
  const names = Array.isArray(added)
    ? added.filter((name): name is string => typeof name === 'string' && !name.split('/').includes('..'))
    : [];
  return { step: typeof step === 'string' ? step : null, added: names };
}

/** What was in the copy is in the learner's folder again. */
export async function forgetCopy({ folder }: Copy): Promise<void> {
  for (const one of [folder, noteFile(folder)]) await rm(one, { recursive: true, force: true }).catch(() => undefined);
}

/** The files of a copy. `whole`: every one of them could be read; the others are left out. */
export async function filesOfCopy({ folder }: Copy): Promise<{ files: readonly JobFile[]; whole: boolean }> {
  const enter = async () => true;
  const found = await walk(folder, { enter, take: () => true, maxEntries: FILES_MAX });
  const read = found.files.map(async ({ absolute, relative }) => {
    const bytes = await readRegular(absolute, FILE_BYTES_MAX).catch(() => null);
    return bytes === null ? [] : [{ path: slashed(relative), bytes }];
  });
  const files = (await Promise.all(read)).flat();
  return { files, whole: found.whole && found.odd.length === 0 && files.length === found.files.length };
}

function noteFile(folder: string): string {
  return `${folder}.json`;
}

function parsed(bytes: Uint8Array | null): unknown {
  try {
    return bytes === null ? null : JSON.parse(utf8(bytes) ?? '');
  } catch {
    return null;
  }
}

function copiesOf(root: string, reason: CopyReason): string {
  return path.join(root, LEARNER_FOLDER, 'copies', reason);
}

/** From the oldest to the newest. */
async function namesOf(root: string, reason: CopyReason): Promise<string[]> {
  const entries = await readdir(copiesOf(root, reason), { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isDirectory() && !entry.name.endsWith('.part') ? [entry.name] : [])).sort();
}

async function forgetOld(root: string, reason: CopyReason): Promise<void> {
  const kept = reason.startsWith('passed-') ? KEPT.passed : KEPT.replaced;
  for (const name of (await namesOf(root, reason)).slice(0, -kept))
    await forgetCopy({ reason, name, folder: path.join(copiesOf(root, reason), name) });
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
