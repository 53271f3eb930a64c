import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../contract/codes';
import { SNAPSHOT_MAX_BYTES } from '../../contract/limits';
import { diskErrorCode, readWhole } from '../../course/files/disk';
import type { Course } from '../../course/format/format';
import { type GivenFile, starterFiles } from '../../course/program/given-files';
import { LEARNER_FOLDER } from '../../course/program/root';
import { noProgress, withKnown } from '../../course/progress/progress';
import { readProgress, writeProgress } from '../../course/progress/progress-file';

/** The changes in the learner's folder. Paths are relative to it, with `/`. */
export interface StartedCourse {
  readonly made: readonly string[];
  /** Were there before, and are as they were. */
  readonly kept: readonly string[];
}

/**
 * Puts the starter of a course into a folder and begins its progress. Overwrites nothing: of damaged progress a copy is kept, and that of a newer
 * version stays.
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
  const ids = course.steps.map(({ id }) => id);
  if (progress === null && problem?.code !== 'progress-newer')
    await writeProgress(root, withKnown(noProgress(course.id), ids));
  const copy = problem !== null && 'copy' in problem.args ? problem.args.copy : undefined;
  if (copy !== undefined) made.push(path.posix.join(LEARNER_FOLDER, path.basename(copy)));
  return { made, kept };
}

/** More than a learner's folder may have could not be run. @throws CodedError `course-not-copied` */
function refuseTooLarge(root: string, files: readonly GivenFile[]): void {
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > SNAPSHOT_MAX_BYTES)
      throw new CodedError('course-not-copied', { file: path.join(root, file.to), reason: 'EFBIG' });
  }
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
