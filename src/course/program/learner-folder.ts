import path from 'node:path';
import { CodedError, type Message } from '../../contract/codes';
import type { SizedFile } from '../../contract/codes/args';
import type { JobFile } from '../../contract/job';
import { SNAPSHOT_MAX_BYTES, SNAPSHOT_MAX_FILES } from '../../contract/limits';
import type { Platform } from '../../contract/platform';
import { type CollectedFiles, largest, readTogether, sortOdd } from '../files/collect-files';
import { sameFile, slashed, toJobPath } from '../files/paths';
import { type FoundFile, isJunk, isToolFolder, isVirtualEnvironment, type Walk, walk } from '../files/walk';

/** Number of folder entries after which counting stops: the folder is far too large anyway. */
const ENTRIES_MAX = SNAPSHOT_MAX_FILES * 20;

/** The files of the learner's folder; `override` replaces its file, which is not read. @throws CodedError `folder-too-large` */
export async function takeFolder(root: string, override: JobFile | null, platform: Platform): Promise<CollectedFiles> {
  const environments: LeftOut[] = [];
  const found = await walkFolder(root, environments);
  checkFolderSize(sized(found.files, override, platform), found.whole && found.odd.length <= SNAPSHOT_MAX_FILES);
  const { files, notes } = await sortOdd(root, found.odd);
  const wanted = [...found.files, ...files];
  checkFolderSize(sized(wanted, override, platform), true);
  const replaced = override === null ? undefined : namedLike(override.path, wanted, platform);
  const refuse = (grown: readonly FoundFile[]) => checkFolderSize(sized(grown, override, platform), false);
  const room = { bytes: SNAPSHOT_MAX_BYTES - (override?.bytes.byteLength ?? 0), refuse };
  const read = await readTogether(
    wanted.filter((file) => file !== replaced),
    room,
    platform,
  );
  const own = override === null ? [] : [spelledLike(replaced, override, platform)];
  return { files: [...read.files, ...own], notes: [...byName(environments), ...notes, ...read.notes] };
}

function namedLike(path: string, found: readonly FoundFile[], platform: Platform): FoundFile | undefined {
  const same = found.filter(({ relative }) => sameFile(slashed(relative), path, platform));
  return same.find(({ relative }) => slashed(relative) === path) ?? same[0];
}

/** On a disk that ignores case, the override may be spelled differently from the file that it replaces. */
function spelledLike(replaced: FoundFile | undefined, override: JobFile, platform: Platform): JobFile {
  return replaced === undefined ? override : { ...override, path: toJobPath(replaced.relative, platform) };
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

function sized(found: readonly FoundFile[], override: JobFile | null, platform: Platform): readonly SizedFile[] {
  const files = found.map((file) => ({ name: slashed(file.relative), bytes: file.bytes }));
  if (override === null) return files;
  const others = files.filter((file) => !sameFile(file.name, override.path, platform));
  return [...others, { name: override.path, bytes: override.bytes.byteLength }];
}

/**
 * `whole` is false when not everything was counted.
 * @throws CodedError `folder-too-large` {bytes, files, largest, whole}
 */
export function checkFolderSize(found: readonly SizedFile[], whole: boolean): void {
  const bytes = found.reduce((sum, file) => sum + file.bytes, 0);
  if (whole && bytes <= SNAPSHOT_MAX_BYTES && found.length <= SNAPSHOT_MAX_FILES) return;
  throw new CodedError('folder-too-large', { bytes, files: found.length, largest: largest(found), whole });
}
