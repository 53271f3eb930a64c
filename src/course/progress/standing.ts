import { nullIfCoded } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { filesDigest } from '../files/collect-files';
import { type Course, type Step, stepFrom } from '../format/format';
import { collectSuite } from '../suite';
import { type Progress, runtimeIn, runtimeOfPass, type StepDone } from './progress';

/** How a learner stands in a course as it is now. Ids of its steps; what is absent is not known. */
export interface Standing {
  /** They have passed. */
  readonly done?: ReadonlySet<string>;
  /** They have passed with a suite that has changed since. */
  readonly older?: ReadonlySet<string>;
  /** They have passed in another runtime than the learner's present one: its id. They count as done. */
  readonly elsewhere?: ReadonlyMap<string, string>;
  /** They came into the course after the learner had begun, and were not looked at yet. */
  readonly added?: ReadonlySet<string>;
  /** The id of the runtime that the learner works in; null before their first pass, if they have not chosen one. */
  readonly runtime?: string | null;
}

/** The suites of a course: the digest of each, by the id of its step. */
export type SuiteDigests = ReadonlyMap<string, string>;

/** Progress of another course says nothing about this one. */
export function standingOf(course: Course, progress: Progress | null, suites: SuiteDigests): Required<Standing> {
  const mine = progress?.course === course.id ? progress : null;
  const ids = course.steps.map(({ id }) => id);
  const passed = (id: string): StepDone | null =>
    mine && Object.hasOwn(mine.steps, id) ? (mine.steps[id] ?? null) : null;
  const done = new Set(ids.filter((id) => passed(id) !== null));
  const known = mine?.known ?? ids;
  const runtime = mine === null ? null : runtimeIn(mine);
  return {
    done,
    older: new Set(ids.filter((id) => hasChanged(passed(id)?.suite, suites.get(id)))),
    elsewhere: new Map(ids.flatMap((id) => otherRuntime(id, passed(id), runtime))),
    added: new Set(ids.filter((id) => !known.includes(id) && !done.has(id))),
    runtime,
  };
}

function otherRuntime(id: string, done: StepDone | null, present: string | null): [string, string][] {
  const runtime = done === null ? present : runtimeOfPass(done);
  return runtime === null || runtime === present ? [] : [[id, runtime]];
}

function hasChanged(before: string | undefined, now: string | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}

/** The suites that the steps done so far are compared with. A suite that cannot be read is left out. */
export async function suitesOfDone(
  course: Course,
  progress: Progress | null,
  platform: Platform,
): Promise<SuiteDigests> {
  const done = course.steps.filter(({ id }) => progress?.steps[id]?.suite !== undefined);
  const digests = done.map(async (step) => {
    const suite = await collectSuite(course, step, platform).catch(nullIfCoded);
    return suite === null ? [] : [[step.id, filesDigest(suite.files)] as const];
  });
  return new Map((await Promise.all(digests)).flat());
}

/**
 * Whether the learner may be at this step: everything before it is done, or was not there when they came by. What comes before a step
 * that is done they have been at.
 */
export function isReached(course: Course, { done = new Set(), added = new Set() }: Standing, step: Step): boolean {
  if (course.shape === 'separate' || done.has(step.id)) return true;
  const { number } = step;
  const isPast = course.steps.every((one) => one.number >= number || done.has(one.id) || added.has(one.id));
  return isPast || course.steps.some((one) => one.number > number && done.has(one.id));
}

/** Where the course goes on: at the step behind this one, or after the last one at the first that is not done. Null when none is left. */
export function stepAfter(course: Course, step: Step, { done }: Standing): Step | null {
  const isLeft = ({ id }: Step) => id !== step.id && done?.has(id) === false;
  return stepFrom(course, step, 1) ?? course.steps.find(isLeft) ?? null;
}
