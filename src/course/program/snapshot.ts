import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, type Message } from '../../contract/codes';
import type { Entry, JobFile } from '../../contract/job';
import type { Platform } from '../../contract/platform';
import type { CollectedFiles } from '../files/collect-files';
import { checkJobPath, sameFile } from '../files/paths';
import { launchingOf } from '../languages';
import { checkFolderSize, takeFolder } from './learner-folder';

export interface SnapshotWish {
  /** The language of the course. */
  readonly language: string;
  /** That of the runtime, such as `3.13`, once it is known; null or absent if nobody knows it before the run. Never rejects. */
  readonly version?: Promise<string | null> | undefined;
  /** Absolute; null for source text without a folder, which is then in `override`. */
  readonly root: string | null;
  /** The file that will be started, relative to the root, with `/`. */
  readonly entry: string;
  /** Content that replaces the file on disk: an unsaved buffer, or source text from stdin. */
  readonly override: JobFile | null;
}

/** The learner's files as they are sent, with notes on what was left out or is worth mentioning. */
export interface Snapshot extends CollectedFiles {
  readonly entry: Entry;
}

/**
 * Takes the learner's files. Files that tools make are left out; all others are taken unchanged or named in a note. Writes nothing.
 * @throws CodedError `folder-too-large`, `entry-is-link`, `file-missing`, `file-unreadable`, `bad-file-name`, `source-utf16`, `source-nul`, `unknown-language`
 */
export async function takeSnapshot(wish: SnapshotWish, platform: Platform): Promise<Snapshot> {
  const override = wish.override === null ? null : { ...wish.override, path: checkJobPath(wish.override.path) };
  const alone = { files: override === null ? [] : [override], notes: [] };
  const taken = wish.root === null ? alone : await takeFolder(wish.root, override, platform);
  const { files } = taken;
  checkFolderSize(
    files.map((file) => ({ name: file.path, bytes: file.bytes.byteLength })),
    true,
  );
  await refuseLink(wish, taken.notes);
  const main = findEntry(wish.entry, files, taken.notes, platform);
  const launching = launchingOf(wish);
  const version = (await wish.version) ?? null;
  const entry = launching.entryOf(main.path, files, version);
  const said = [...launching.checkSource(main.path, main.bytes), ...launching.notesOn(entry, files, version)];
  return { files, notes: [...taken.notes, ...said], entry };
}

/**
 * Links that lead out of the folder are left out of it. Of the entry this is said at once, also for a buffer that is not saved: the next
 * run would read the disk. @throws CodedError `entry-is-link` {file, link, target, why}
 */
async function refuseLink({ root, entry }: SnapshotWish, notes: readonly Message[]): Promise<void> {
  if (root === null) return;
  for (const { code, args } of notes) {
    if (code !== 'link-left-out' || !(entry === args.name || entry.startsWith(`${args.name}/`))) continue;
    const place = path.join(root, args.name);
    const target = await readlink(place).catch(() => null);
    const absolute = target === null ? null : path.resolve(path.dirname(place), target);
    throw new CodedError('entry-is-link', { file: entry, link: args.name, target: absolute, why: args.why });
  }
}

function named(name: string, files: readonly JobFile[], platform: Platform): JobFile | undefined {
  return files.find((file) => file.path === name) ?? files.find((file) => sameFile(file.path, name, platform));
}

/** @throws CodedError `file-missing` {file, similar}, `file-unreadable` {file, reason} */
function findEntry(entry: string, files: readonly JobFile[], notes: readonly Message[], platform: Platform): JobFile {
  const found = named(entry, files, platform);
  if (found !== undefined) return found;
  const unreadable = notes.find(({ code, args }) => code === 'file-unreadable' && args.file === entry);
  if (unreadable !== undefined) throw new CodedError(unreadable.code, unreadable.args);
  const device = notes.some(({ code, args }) => code === 'device-left-out' && args.file === entry);
  if (device) throw new CodedError('file-unreadable', { file: entry, reason: 'EINVAL' });
  const similar = files.find((file) => file.path.toLowerCase() === entry.toLowerCase());
  throw new CodedError('file-missing', { file: entry, similar: similar?.path ?? null });
}
