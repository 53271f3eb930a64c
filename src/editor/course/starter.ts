import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import { SNAPSHOT_MAX_BYTES } from '../../contract/limits';
import { diskErrorCode, readWhole } from '../../course/files/disk';
import { slashed } from '../../course/files/paths';
import { type FoundFile, isJunk, isToolFolder, walk } from '../../course/files/walk';
import type { Course } from '../../course/format/format';
import { LEARNER_FOLDER } from '../../course/program/root';
import { noProgress } from '../../course/progress/progress';
import { readProgress, writeProgress } from '../../course/progress/progress-file';

/** The changes in the learner's folder. Paths are relative to it, with `/`. */
export interface StartedCourse {
  readonly made: readonly string[];
  /** Were there before, and are as they were. */
  readonly kept: readonly string[];
}

/** Entries of a starter that are looked at, at most. */
const STARTER_ENTRIES_MAX = 2_000;

/**
 * Puts the starter of a course into a folder and begins its progress. Overwrites nothing: of damaged progress a copy is kept.
 * @throws CodedError `course-not-copied` {file, reason}, `progress-unreadable`, `progress-unwritable`
 */
export async function startIn(root: string, course: Course, now: Date): Promise<StartedCourse> {
  const made: string[] = [];
  const kept: string[] = [];
  const files = await starterFiles(course);
  refuseTooLarge(root, files);
  for (const { from, to } of files) {
    (await copied(from, path.join(root, to))) ? made.push(to) : kept.push(to);
  }
  const { progress, problem } = await readProgress(root, now);
  if (progress === null) await writeProgress(root, noProgress(course.id));
  const copy = problem !== null && 'copy' in problem.args ? problem.args.copy : undefined;
  if (copy !== undefined) made.push(path.posix.join(LEARNER_FOLDER, path.basename(copy)));
  return { made, kept };
}

interface Copy {
  /** Absolute. */
  readonly from: string;
  /** Relative to the learner's folder, with `/`. */
  readonly to: string;
  readonly bytes: number;
}

/** More than a learner's folder may have could not be run. @throws CodedError `course-not-copied` */
function refuseTooLarge(root: string, files: readonly Copy[]): void {
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > SNAPSHOT_MAX_BYTES)
      throw new CodedError('course-not-copied', { file: path.join(root, file.to), reason: 'EFBIG' });
  }
}

async function starterFiles(course: Course): Promise<readonly Copy[]> {
  if (course.shape === 'growing') return filesIn(path.join(course.directory, 'starter'), () => '');
  const steps = course.steps.map(({ folder, entry }) =>
    filesIn(path.join(course.directory, folder, 'starter'), (names) => placeFor(names, entry ?? course.entry)),
  );
  return (await Promise.all(steps)).flat();
}

async function filesIn(folder: string, place: (names: readonly string[]) => string): Promise<readonly Copy[]> {
  const { files } = await walk(folder, {
    enter: async (relative) => !isToolFolder(path.basename(relative)),
    take: (relative) => !isJunk(path.basename(relative)),
    maxEntries: STARTER_ENTRIES_MAX,
  });
  const names = files.map(slashedName);
  const before = place(names);
  return files.map((file) => ({
    from: file.absolute,
    to: path.posix.join(before, slashedName(file)),
    bytes: file.bytes,
  }));
}

function slashedName({ relative }: FoundFile): string {
  return slashed(relative);
}

/** A step's starter may hold its entry under its whole name, or as it is called inside the entry's folder. */
function placeFor(names: readonly string[], entry: string): string {
  return names.includes(entry) ? '' : path.posix.dirname(entry);
}

/** False when something of that name was there. Modes are not copied: an installed course may be read-only. */
async function copied(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(path.dirname(to), { recursive: true });
    await writeFile(to, await readWhole(from, SNAPSHOT_MAX_BYTES), { flag: 'wx' });
    return true;
  } catch (error) {
    if (diskErrorCode(error) === 'EEXIST') return false;
    throw new CodedError('course-not-copied', { file: to, reason: diskErrorCode(error) }, { cause: error });
  }
}
