import type { Course, CourseText, Step } from '../format/format';

/** `.codealong/progress.json`: which steps of which course are done, and where the learner is. */
export interface Progress {
  readonly format_version: 1;
  readonly course: string;
  readonly steps: Readonly<Record<string, StepDone>>;
  /** The step's id; null until the learner has been anywhere. */
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

/** Where the learner is: the step that they chose, else the first that is not done, else the last one. */
export function currentStep(course: Course, progress: Progress): Step {
  const mine = progress.course === course.id ? progress : noProgress(course.id);
  const chosen = course.steps.find(({ id }) => id === mine.current);
  const open = course.steps.find(({ id }) => !Object.hasOwn(mine.steps, id));
  const step = chosen ?? open ?? course.steps.at(-1);
  if (step === undefined) throw new Error('a course has at least one step');
  return step;
}

/** A step was passed. The learner stays on it until they go on themselves. */
export function withPassed(progress: Progress, step: string, done: StepDone): Progress {
  return { ...progress, steps: { ...progress.steps, [step]: done }, current: progress.current ?? step };
}

/** The learner goes to a step. */
export function withCurrent(progress: Progress, step: string): Progress {
  return { ...progress, current: step };
}

/** How many steps of the course are done. */
export function doneCount(course: Pick<CourseText, 'steps'>, progress: Progress): number {
  return course.steps.filter(({ id }) => Object.hasOwn(progress.steps, id)).length;
}
