import { stat } from 'node:fs/promises';
import { CodedError, type Message, messageOf } from '../contract/codes';
import type { JobFile } from '../contract/job';
import { keepCopy } from '../course/progress/copies';
import { type Progress, runtimeIn, withPassed, withRuntime, withSuites } from '../course/progress/progress';
import { progressFile } from '../course/progress/progress-file';
import { updateProgress } from '../course/progress/update-progress';
import type { StepRequest } from './request';

/** The program that has passed. */
interface PassedProgram {
  /** Null for source text without a folder. */
  readonly root: string | null;
  readonly files: readonly JobFile[];
  readonly seed: number;
  /** What has passed: the digests of the suites, of this step and of earlier ones, by the ids of their steps. */
  readonly suites: ReadonlyMap<string, string>;
  /** The id of the runtime that it has passed in; null if the sandbox did not say. */
  readonly runtime: string | null;
  /** Whether it ran in the image of a setting, which takes the place of the runtime that the learner works in. */
  readonly isOfSetting: boolean;
}

/**
 * Writes a passed step into the learner's progress, and keeps a copy of their files, if the folder has progress: nothing is ever written into a folder that is not a
 * learner's. @returns the failures.
 */
export async function recordPass(request: StepRequest, passed: PassedProgram): Promise<readonly Message[]> {
  const { root, files } = passed;
  const isOnDisk = request.source === null || ((await request.saved) ?? false);
  if (root === null || !isOnDisk || !(await leadsSomewhere(progressFile(root)))) return [];
  const now = new Date();
  try {
    const change = (before: Progress) => recorded(before, request.step.id, passed, now);
    const { problem, progress } = await updateProgress(root, request.course, change, now);
    // A newer version knows best what to keep in its folder.
    if (problem?.code === 'progress-newer')
      return [{ code: 'progress-newer', args: { ...problem.args, unrecorded: true } }];
    const { id } = request.step;
    // Of a step that is run again from a later one, the older copies say more.
    if (progress?.steps[id] === undefined || progress.current === id) await keepCopy(root, `passed-${id}`, files, now);
    return problem === null ? [] : [messageOf(problem)];
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return [error.told];
  }
}

/** Who was in no runtime yet is in this one from now on. Otherwise a pass changes none: only the learner does. */
function recorded(progress: Progress, step: string, passed: PassedProgram, now: Date): Progress {
  const { seed, suites, runtime, isOfSetting } = passed;
  const present = runtimeIn(progress) ?? runtime;
  const before = present === null ? progress : withRuntime(progress, present);
  const ran = isOfSetting ? present : (runtime ?? present);
  const done = { done_at: now.toISOString(), seed, ...(ran === null ? {} : { runtime: ran }) };
  return withSuites(withPassed(before, step, done), suites, ran);
}

/** Through links too: a broken one leads nowhere. */
async function leadsSomewhere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
