import { CodedError, type Message } from '../../contract/codes';
import type { Entry, JobFile } from '../../contract/job';
import type { Platform } from '../../contract/platform';
import type { CollectedFiles } from '../files/collect-files';
import { checkJobPath, sameFile } from '../files/paths';
import { languageOf } from '../languages';
import { checkFolderSize, takeFolder } from './learner-folder';

export interface SnapshotWish {
  /** The language of the course. */
  readonly language: string;
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
 * @throws CodedError `folder-too-large`, `file-missing`, `file-unreadable`, `bad-file-name`, `source-utf16`, `source-nul`, `unknown-language`
 */
export async function takeSnapshot(wish: SnapshotWish, platform: Platform): Promise<Snapshot> {
  const override = wish.override === null ? null : { ...wish.override, path: checkJobPath(wish.override.path) };
  const alone = { files: override === null ? [] : [override], notes: [] };
  const taken = wish.root === null ? alone : await takeFolder(wish.root, override, platform);
  const { files } = taken;
  checkFolderSize(
    files.map(({ path, bytes }) => ({ name: path, bytes: bytes.byteLength })),
    true,
  );
  const main = findEntry(wish.entry, files, taken.notes, platform);
  const language = languageOf(wish);
  const entry = language.entryOf(main.path, files);
  const notes = [...taken.notes, ...language.checkSource(main.path, main.bytes), ...language.notesOn(entry, files)];
  return { files, notes, entry };
}

function named(path: string, files: readonly JobFile[], platform: Platform): JobFile | undefined {
  return files.find((file) => file.path === path) ?? files.find((file) => sameFile(file.path, path, platform));
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
