import type { Message } from '../../contract/codes';
import { count, DecodeError, nullable, object, record, text, utf8 } from '../../contract/decode';
import { FIRST_RUNTIME, isRuntimeId } from '../../contract/runtime';
import { type Course, formatVersionOf, type Step } from '../format/format';

/** `.codealong/progress.json`: which steps of which course are done, and where the learner is. */
export interface Progress {
  readonly format_version: 1;
  readonly course: string;
  readonly steps: Readonly<Record<string, StepDone>>;
  /** The step's id; null until the learner has chosen or passed a step. */
  readonly current: string | null;
  /** The steps that the learner's course had when they began, or that they have come to since. Absent: every step counts as known. */
  readonly known?: readonly string[];
  /** The id of the runtime that the learner works in, also one that this version does not know. `runtimeIn` says what its absence means. */
  readonly runtime?: string;
}

export interface StepDone {
  /** ISO 8601, in UTC. */
  readonly done_at: string;
  /** The seed of the run that passed. */
  readonly seed: number;
  /** Digest of the suite that it has passed. Absent: older versions did not write it. */
  readonly suite?: string;
  /** The id of the runtime that it has passed in. Absent: `FIRST_RUNTIME`, the only one of older versions. */
  readonly runtime?: string;
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

/** The learner goes to a step. It is new to them until they leave it: its page says so. */
export function withCurrent(progress: Progress, step: string): Progress {
  const left = progress.current !== null && progress.current !== step ? [progress.current] : [];
  return { ...withKnown(progress, left), current: step };
}

/** These steps are not new to the learner any more. */
export function withKnown(progress: Progress, steps: readonly string[]): Progress {
  return { ...progress, known: [...new Set([...(progress.known ?? []), ...steps])] };
}

/** The runtime that the learner works in: the one that they are in, else the one of their passes. Null before the first pass. */
export function runtimeIn({ runtime, steps }: Progress): string | null {
  const [first] = Object.values(steps);
  return runtime ?? (first === undefined ? null : runtimeOfPass(first));
}

export function runtimeOfPass({ runtime = FIRST_RUNTIME }: StepDone): string {
  return runtime;
}

/** The learner works in this runtime from now on. Their passes stay what they are: those of another one. */
export function withRuntime(progress: Progress, runtime: string): Progress {
  return { ...progress, runtime };
}

/** Marks a step as passed. The learner stays on it until they move on. */
export function withPassed(progress: Progress, step: string, done: StepDone): Progress {
  const steps = { ...progress.steps, [step]: latest(progress, progress.steps[step], done) };
  return { ...withKnown(progress, [step]), steps, current: progress.current ?? step };
}

/** Steps that were done before have passed these suites. @param runtime the id of the one that they ran in; null keeps what is there */
export function withSuites(
  progress: Progress,
  suites: ReadonlyMap<string, string>,
  runtime: string | null = null,
): Progress {
  const ran = runtime === null ? {} : { runtime };
  const steps = Object.entries(progress.steps).map(([id, done]) => {
    const suite = suites.get(id);
    return [id, suite === undefined ? done : latest(progress, done, { ...done, ...ran, suite })] as const;
  });
  return { ...progress, steps: Object.fromEntries(steps) };
}

/** A pass in the runtime that the learner works in says more than one in a runtime that was tried once. */
function latest(progress: Progress, before: StepDone | undefined, done: StepDone): StepDone {
  if (before === undefined || done.runtime === undefined) return { ...before, ...done };
  const present = runtimeIn(progress);
  const isTrial = done.runtime !== present && runtimeOfPass(before) === present;
  return isTrial ? before : { ...before, ...done };
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
  /** The id of the runtime that the learner works in; the same holds for it. */
  readonly runtime: string | null;
}

const stepDone = object<Pick<StepDone, 'done_at' | 'seed'>>({ done_at: text, seed: count });
const fields = object<Omit<Progress, 'format_version' | 'known' | 'runtime'> & { format_version: number }>({
  format_version: count,
  course: text,
  steps: record(stepIn),
  current: nullable(text),
});

/** What is not ours to read, of a newer version, stays with the rest. A field of ours that is damaged is as if it were absent. */
function read(raw: unknown): Progress {
  const { known, runtime, ...more }: { known?: unknown; runtime?: unknown } = { ...Object(raw) };
  const ids = Array.isArray(known) ? known.filter((id): id is string => typeof id === 'string') : null;
  return {
    ...more,
    ...fields(raw, ''),
    format_version: VERSION,
    ...(ids === null ? {} : { known: ids }),
    ...(isRuntimeId(runtime) ? { runtime } : {}),
  };
}

function stepIn(value: unknown, path: string): StepDone {
  const { suite, runtime, ...more }: { suite?: unknown; runtime?: unknown } = { ...Object(value) };
  return {
    ...more,
    ...stepDone(value, path),
    ...(typeof suite === 'string' ? { suite } : {}),
    ...(isRuntimeId(runtime) ? { runtime } : {}),
  };
}

/** Never throws. */
export function parseProgress(bytes: Uint8Array): ProgressText {
  try {
    const raw: unknown = JSON.parse(utf8(bytes) ?? '');
    const version = formatVersionOf(raw);
    if (version !== null && version > VERSION)
      return faulty(bytes, { code: 'progress-newer', args: { version, supported: VERSION } });
    const progress = read(raw);
    return { progress, fault: null, course: progress.course, runtime: runtimeIn(progress) };
  } catch (error) {
    // The path is empty when the text is not even JSON.
    return faulty(bytes, { code: 'progress-broken', args: { where: error instanceof DecodeError ? error.path : '' } });
  }
}

function faulty(bytes: Uint8Array, fault: Message<DamageCode>): ProgressText {
  const text = new TextDecoder().decode(bytes);
  return { progress: null, fault, course: courseIn(text), runtime: runtimeInText(text) };
}

/** The course named in half a file or a file with a merge conflict; null when it names none or several. */
function courseIn(text: string): string | null {
  const named = text.matchAll(/"course"\s*:\s*"([a-z][a-z0-9-]*)"/g);
  const ids = new Set([...named].map(([, id]) => id));
  const [id = null] = ids;
  return ids.size === 1 ? id : null;
}

/** The last one that such a file names, since that of the learner is written behind those of the passes. */
function runtimeInText(text: string): string | null {
  const named = [...text.matchAll(/"runtime"\s*:\s*"([^"]*)"/g)].map(([, id]) => id).filter(isRuntimeId);
  return named.at(-1) ?? (text.includes('"done_at"') ? FIRST_RUNTIME : null);
}
