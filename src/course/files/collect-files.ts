import { createHash } from 'node:crypto';
import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, type Message } from '../../contract/codes';
import type { SizedFile } from '../../contract/codes/args';
import type { JobFile } from '../../contract/job';
import type { Platform } from '../../contract/platform';
import { diskErrorCode, readRegular } from './disk';
import { slashed, toJobPath } from './paths';
import type { FoundFile, Odd } from './walk';

/** Files to send into the sandbox, and notes on the files that were left out. */
export interface CollectedFiles {
  readonly files: readonly JobFile[];
  readonly notes: readonly Message[];
}

/** Number of files that are read at the same time. In batches, not by `p-limit`: the window's bundle has no room for another library. */
const READ_TOGETHER = 32;

/** The largest files, the largest first. */
export function largest(files: readonly SizedFile[], count = 5): readonly SizedFile[] {
  return [...files].sort((a, b) => b.bytes - a.bytes).slice(0, count);
}

/** Turns the odd entries of a walk into files (links inside the root) and notes (everything else). */
export async function sortOdd(
  root: string,
  odd: readonly Odd[],
): Promise<{ readonly files: readonly FoundFile[]; readonly notes: readonly Message[] }> {
  const files: FoundFile[] = [];
  const notes: Message[] = [];
  for (const { relative, why } of odd) {
    const name = slashed(relative);
    const link = why === 'link' ? await followLink(root, relative) : null;
    if (link !== null && typeof link === 'object') files.push(link);
    else notes.push(noteOn(name, link ?? why));
  }
  return { files, notes };
}

function noteOn(name: string, why: string): Message {
  if (why === 'name') return { code: 'bad-file-name', args: { name, why: 'not-unicode' } };
  if (why === 'outside' || why === 'folder' || why === 'broken') {
    return { code: 'link-left-out', args: { name, why } };
  }
  return { code: why === 'device' ? 'device-left-out' : 'file-unreadable', args: { file: name, reason: why } };
}

/** How much may be read of several files. */
export interface ReadBound {
  /** Of all files together. */
  readonly bytes: number;
  /** Says that there is more. @param found the files with their sizes now @throws CodedError always */
  readonly refuse: (found: readonly FoundFile[]) => void;
}

/** Null for a file that is gone. */
type Reading = JobFile | Message | null;

/**
 * Reads files that were small enough together when they were found. One that has grown since is read after the others, with the room
 * that they left, so that never more than the bound is in memory. A file that cannot be read, or whose name cannot be sent, becomes a note.
 * @throws CodedError of the bound, when they have grown beyond it
 */
export async function readTogether(
  found: readonly FoundFile[],
  bound: ReadBound,
  platform: Platform,
): Promise<CollectedFiles> {
  const read: Reading[] = [];
  const most = ({ bytes }: FoundFile) => Math.min(bytes, bound.bytes);
  for (let at = 0; at < found.length; at += READ_TOGETHER) {
    const some = found.slice(at, at + READ_TOGETHER);
    read.push(...(await Promise.all(some.map((file) => readOne(file, most(file) + 1, platform)))));
  }
  const grown = found.map((file, index) => sizeOf(read[index]) > most(file));
  let left = read.reduce((room, one, index) => room - (grown[index] ? 0 : sizeOf(one)), bound.bytes);
  for (const [index, file] of found.entries()) {
    if (grown[index]) {
      const again = await readOne(file, left + 1, platform);
      left -= sizeOf(again);
      read[index] = again;
    }
    if (left < 0) bound.refuse(await foundNow(found));
  }
  const files = read.flatMap((one) => (one !== null && 'path' in one ? [one] : []));
  return { files, notes: read.flatMap((one) => (one !== null && 'code' in one ? [one] : [])) };
}

function sizeOf(reading: Reading | undefined): number {
  return reading && 'bytes' in reading ? reading.bytes.byteLength : 0;
}

/** The files with their sizes now; that of a file that is gone is as it was. */
async function foundNow(found: readonly FoundFile[]): Promise<readonly FoundFile[]> {
  const now = async (file: FoundFile) => ({ ...file, bytes: (await lstat(file.absolute)).size });
  return Promise.all(found.map((file) => now(file).catch(() => file)));
}

async function readOne(file: FoundFile, maxBytes: number, platform: Platform): Promise<Reading> {
  try {
    return { path: toJobPath(file.relative, platform), bytes: await readRegular(file.absolute, maxBytes) };
  } catch (error) {
    if (error instanceof CodedError) return error.told;
    const reason = diskErrorCode(error);
    if (reason === '') throw error;
    // The file was removed after we listed it.
    return reason === 'ENOENT' ? null : { code: 'file-unreadable', args: { file: file.relative, reason } };
  }
}

/** Changes with any change of the files' content, names or order. */
export function filesDigest(files: readonly JobFile[]): string {
  const hash = createHash('sha256');
  for (const { path: name, bytes } of files) hash.update(JSON.stringify([name, bytes.byteLength])).update(bytes);
  return hash.digest('hex');
}

/** Why a link is left out. */
export type LinkFault = 'outside' | 'folder' | 'broken';

/** The file that a link inside `root` leads to, under the link's own name. Links out of the root are never followed. */
export async function followLink(root: string, relative: string): Promise<FoundFile | LinkFault> {
  const absolute = await realpath(path.join(root, relative)).catch(() => null);
  if (absolute === null) return 'broken';
  const inner = path.relative(await realpath(root), absolute);
  if (inner === '..' || inner.startsWith(`..${path.sep}`) || path.isAbsolute(inner)) return 'outside';
  const found = await lstat(absolute);
  if (found.isDirectory()) return 'folder';
  return found.isFile() ? { relative, absolute, bytes: found.size } : 'broken';
}
