import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { JobFile } from '../../contract/job';
import { SNAPSHOT_MAX_BYTES } from '../../contract/limits';
import { isFolder, readWhole } from '../files/disk';
import { slashed } from '../files/paths';
import { isJunk, isToolFolder, walk } from '../files/walk';
import type { Course, Step } from '../format/format';

/** A file that a course gives to the learner. */
export interface GivenFile {
  /** Absolute. */
  readonly from: string;
  /** Relative to the learner's folder, with `/`. */
  readonly to: string;
  readonly bytes: number;
}

/** Entries of a starter or a solution that are looked at, at most. */
const ENTRIES_MAX = 2_000;

/** What a learner begins with: that of a growing course, or those of all steps of a separate one. */
export async function starterFiles(course: Course): Promise<readonly GivenFile[]> {
  if (course.shape === 'growing') return filesIn(path.join(course.directory, 'starter'), () => '');
  return (await Promise.all(course.steps.map((step) => starterOf(course, step)))).flat();
}

/** What a learner begins a step with, if nothing of theirs is there: of a growing course it is the course's. */
export async function starterOf(course: Course, step: Step): Promise<readonly GivenFile[]> {
  return course.shape === 'growing' ? starterFiles(course) : filesOf(course, step, 'starter');
}

/** The author's solution of a step; empty when there is none. */
export async function solutionOf(course: Course, step: Step): Promise<readonly GivenFile[]> {
  return filesOf(course, step, 'solution');
}

/** @throws CodedError `course-gone` when the folder of the course is not there any more: then it seems to give nothing */
export async function refuseGone({ title, directory }: Course): Promise<void> {
  if (!(await isFolder(directory))) throw new CodedError('course-gone', { course: title, folder: directory });
}

/** Reads files that a course gives. @throws the file system's error */
export function contentsOf(files: readonly GivenFile[]): Promise<readonly JobFile[]> {
  return Promise.all(
    files.map(async ({ from, to }) => ({ path: to, bytes: await readWhole(from, SNAPSHOT_MAX_BYTES) })),
  );
}

function filesOf(course: Course, { folder, entry }: Step, kind: 'starter' | 'solution'): Promise<readonly GivenFile[]> {
  const place = (names: readonly string[]) => placeFor(names, entry ?? course.entry);
  return filesIn(path.join(course.directory, folder, kind), place);
}

async function filesIn(folder: string, place: (names: readonly string[]) => string): Promise<readonly GivenFile[]> {
  const { files } = await walk(folder, {
    enter: async (relative) => !isToolFolder(path.basename(relative)),
    take: (relative) => !isJunk(path.basename(relative)),
    maxEntries: ENTRIES_MAX,
  });
  const names = files.map(({ relative }) => slashed(relative));
  const before = place(names);
  return files.map(({ absolute, relative, bytes }) => ({
    from: absolute,
    to: path.posix.join(before, slashed(relative)),
    bytes,
  }));
}

/** A step may hold its entry under its whole name, or as it is called inside the entry's folder. */
function placeFor(names: readonly string[], entry: string): string {
  return names.includes(entry) ? '' : path.posix.dirname(entry);
}
