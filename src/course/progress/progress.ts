import type { Message } from '../../contract/codes';
import { count, DecodeError, nullable, object, record, text, utf8 } from '../../contract/decode';
import { type Course, formatVersionOf, type Step } from '../format/format';

/** `.codealong/progress.json`: which steps of which course are done, and where the learner is. */
export interface Progress {
  readonly format_version: 1;
  readonly course: string;
  readonly steps: Readonly<Record<string, StepDone>>;
  /** The step's id; null until the learner has chosen or passed a step. */
  readonly current: string | null;
}

export interface StepDone {
  /** ISO 8601, in UTC. */
  readonly done_at: string;
  /** The seed of the run that passed. */
  readonly seed: number;
}

export function noProgress(course: string): Progress {
  return { format_version: 1, course, steps: {}, current: null };
}

/** The learner's current step: the one that they chose, else the first that is not done, else the last one. */
export function currentStep(course: Course, progress: Progress): Step {
  const mine = progress.course === course.id ? progress : noProgress(course.id);
  const chosen = course.steps.find(({ id }) => id === mine.current);
  const open = course.steps.find(({ id }) => !Object.hasOwn(mine.steps, id));
  const step = chosen ?? open ?? course.steps.at(-1);
  if (step === undefined) throw new Error('a course has at least one step');
  return step;
}

/** The learner goes to a step. */
export function withCurrent(progress: Progress, step: string): Progress {
  return { ...progress, current: step };
}

/** The ids of the steps of this course that are done. Progress of another course says nothing about it. */
export function doneSteps(course: Course, progress: Progress | null): ReadonlySet<string> {
  const mine = progress?.course === course.id ? progress.steps : {};
  return new Set(course.steps.flatMap(({ id }) => (Object.hasOwn(mine, id) ? [id] : [])));
}

/** Whether the learner may be at this step: it is done, or everything before it is. */
export function isReached(course: Course, done: ReadonlySet<string>, step: Step): boolean {
  if (course.shape === 'separate' || done.has(step.id)) return true;
  return course.steps.every(({ number, id }) => number >= step.number || done.has(id));
}

/** Marks a step as passed. The learner stays on it until they move on. */
export function withPassed(progress: Progress, step: string, done: StepDone): Progress {
  return { ...progress, steps: { ...progress.steps, [step]: done }, current: progress.current ?? step };
}

const VERSION = 1;

export type DamageCode = 'progress-broken' | 'progress-newer';

/** The content of a `progress.json`. */
export interface ProgressText {
  /** Null when we cannot understand it. */
  readonly progress: Progress | null;
  readonly fault: Message<DamageCode> | null;
  /** The id of the course, which even a damaged file may contain. */
  readonly course: string | null;
}

const fields = object({
  format_version: count,
  course: text,
  steps: record(object<StepDone>({ done_at: text, seed: count })),
  current: nullable(text),
});

/** Never throws. */
export function parseProgress(bytes: Uint8Array): ProgressText {
  try {
    const raw: unknown = JSON.parse(utf8(bytes) ?? '');
    const version = formatVersionOf(raw);
    if (version !== null && version > VERSION)
      return faulty(bytes, { code: 'progress-newer', args: { version, supported: VERSION } });
    const progress: Progress = { ...fields(raw, ''), format_version: VERSION };
    return { progress, fault: null, course: progress.course };
  } catch (error) {
    // The path is empty when the text is not even JSON.
    return faulty(bytes, { code: 'progress-broken', args: { where: error instanceof DecodeError ? error.path : '' } });
  }
}

function faulty(bytes: Uint8Array, fault: Message<DamageCode>): ProgressText {
  return { progress: null, fault, course: courseIn(bytes) };
}

/** The course named in half a file or a file with a merge conflict; null when it names none or several. */
function courseIn(bytes: Uint8Array): string | null {
  const named = new TextDecoder().decode(bytes).matchAll(/"course"\s*:\s*"([a-z][a-z0-9-]*)"/g);
  const ids = new Set([...named].map(([, id]) => id));
  const [id = null] = ids;
  return ids.size === 1 ? id : null;
}
