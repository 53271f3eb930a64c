import path from 'node:path';
import { CodedError, type Message } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import { SNAPSHOT_MAX_BYTES, SNAPSHOT_MAX_FILES } from '../../contract/limits';
import type { Platform } from '../../contract/platform';
import { type CollectedFiles, largest, readTogether, sortOdd } from '../files/collect-files';
import { sameFile, slashed } from '../files/paths';
import { type FoundFile, isJunk, isToolFolder, isVirtualEnvironment, type Walk, walk } from '../files/walk';

/** Number of folder entries after which counting stops: the folder is far too large anyway. */
const ENTRIES_MAX = SNAPSHOT_MAX_FILES * 20;

interface Sized {
  readonly name: string;
  readonly bytes: number;
}

/** The files of the learner's folder; `override` replaces its file. @throws CodedError `folder-too-large` */
export async function takeFolder(root: string, override: JobFile | null, platform: Platform): Promise<CollectedFiles> {
  const environments: LeftOut[] = [];
  const found = await walkFolder(root, environments);
  checkFolderSize(sized(found.files, override, platform), found.whole && found.odd.length <= SNAPSHOT_MAX_FILES);
  const { files, notes } = await sortOdd(root, found.odd);
  const wanted = [...found.files, ...files];
  checkFolderSize(sized(wanted, override, platform), true);
  const read = await readTogether(wanted, SNAPSHOT_MAX_BYTES + 1, platform);
  return { files: read.files, notes: [...byName(environments), ...notes, ...read.notes] };
}

type LeftOut = Message<'venv-left-out'>;

/** Sorts the notes, because the environments are found in no fixed order. */
function byName(environments: readonly LeftOut[]): readonly LeftOut[] {
  return [...environments].sort((a, b) => (a.args.name < b.args.name ? -1 : 1));
}

function walkFolder(root: string, environments: LeftOut[]): Promise<Walk> {
  return walk(root, {
    enter: async (relative, absolute) => {
      if (isToolFolder(path.basename(relative))) return false;
      if (!(await isVirtualEnvironment(absolute))) return true;
      environments.push({ code: 'venv-left-out', args: { name: slashed(relative) } });
      return false;
    },
    take: (relative) => !isJunk(path.basename(relative)),
    maxEntries: ENTRIES_MAX,
  });
}

function sized(found: readonly FoundFile[], override: JobFile | null, platform: Platform): readonly Sized[] {
  const files = found.map((file) => ({ name: slashed(file.relative), bytes: file.bytes }));
  if (override === null) return files;
  const others = files.filter((file) => !sameFile(file.name, override.path, platform));
  return [...others, { name: override.path, bytes: override.bytes.byteLength }];
}

/**
 * `whole` is false when not everything was counted.
 * @throws CodedError `folder-too-large` {bytes, files, largest, whole}
 */
export function checkFolderSize(found: readonly Sized[], whole: boolean): void {
  const bytes = found.reduce((sum, file) => sum + file.bytes, 0);
  if (whole && bytes <= SNAPSHOT_MAX_BYTES && found.length <= SNAPSHOT_MAX_FILES) return;
  throw new CodedError('folder-too-large', { bytes, files: found.length, largest: largest(found), whole });
}
