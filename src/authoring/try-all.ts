import os from 'node:os';
import pLimit from 'p-limit';
import type { Course, Step } from '../course/format/format';
import type { CourseRead } from '../course/format/read';
import type { RunWatch } from '../run/request';
import type { Runner } from '../run/runner';
import type { CheckFinding } from './finding';
import { type ReferenceProvider, referenceTasks } from './reference-trial';
import { stepTasks, type Thoroughness } from './step-tasks';
import { type Task, Trials } from './trial';
import { UnreachedPlaces } from './unreached-places';

/** The progress of a check: `done` of `total` tasks; `task` began last. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
  readonly task: Pick<Task, 'step' | 'tries' | 'name'>;
}

export interface CheckOptions {
  readonly runner: Pick<Runner, 'run' | 'runProgram' | 'image'>;
  readonly signal: AbortSignal;
  /** The ids or numbers of the only steps to check, with commas between them; null for all. */
  readonly step: string | null;
  /** Repeats each solution 20 times and each wrong program 3 times, twice as many at a time: they keep the machine busy. */
  readonly all: boolean;
  /** Writes the texts of wrong programs that are missing or differ, and nothing else. */
  readonly accept: boolean;
  /** Provides the genuine program, which is run on every step; null leaves it out. */
  readonly reference: ReferenceProvider | null;
  /** Called with each finding: of the first runs in the order of the course, then of what was tried once more, then of the repeats. With `all`, programs that are to fail come first. */
  readonly show: (finding: CheckFinding) => void;
  readonly progress: (progress: CheckProgress) => void;
  readonly watch: RunWatch;
}

/**
 * Trials at the same time: one for each core, as an author's machine has two or more. More of them take the processor from one another,
 * and a suite that finds the machine late lets a program pass that is too late itself.
 */
const LEAST_AT_ONCE = 2;
const MOST_AT_ONCE = 8;
/**
 * Right programs and the repeats of `all` run twice as many at a time. Each has half a processor, so two fill a core and make the machine
 * busy, which no right program may mind.
 */
const TIMES_LOADED = 2;

const QUICK: Thoroughness = { solutions: 3, wrong: 0, loaded: false };
const ALL: Thoroughness = { solutions: 20, wrong: 3, loaded: true };

/** The line of a step's reason in `course.json`; null without one. */
type LineOf = (step: Step, key: 'previous_passes' | 'reference_differs') => number | null;

/** Tries every program and the genuine one, then repeats them. @throws CodedError `cancelled` */
export async function tryAll(
  course: Course,
  steps: readonly Step[],
  read: CourseRead,
  options: CheckOptions,
  add: (finding: CheckFinding) => void,
): Promise<void> {
  const { all, accept } = options;
  const thoroughness = all ? ALL : QUICK;
  const lineOf: LineOf = (step, key) =>
    step[key] === undefined ? null : (read.json?.lineOfKey(`/steps/${step.number - 1}`, key) ?? null);
  const unreached = new UnreachedPlaces();
  const tasksOf = (step: Step) =>
    stepTasks(course, step, { accept, thoroughness, reasonLine: lineOf(step, 'previous_passes'), unreached });
  const tasks = await Promise.all(steps.map(tasksOf));
  const genuine = await referenceTasks(
    course,
    steps,
    { ...options, lineOf: (step) => lineOf(step, 'reference_differs') },
    add,
  );
  const first = [...tasks.flatMap((one) => one.first), ...genuine];
  const again = tasks.flatMap((one) => one.again);
  const work = worker(course, options, first.length + again.length, add);
  const atOnce = trialsAtOnce();
  const loaded = thoroughness.loaded ? TIMES_LOADED * atOnce : atOnce;
  const starved: Task[] = [];
  for (const lane of thoroughness.loaded ? lanesOf(first) : [first])
    await work(lane, lane.every(isToPass) ? loaded : atOnce, starved);
  await work(starved, 1);
  await work(again, loaded);
}

/** Those that are to fail first: of these fewer run at a time, since none of them may pass because the suite was late. */
function lanesOf(tasks: readonly Task[]): readonly (readonly Task[])[] {
  return [tasks.filter((task) => !isToPass(task)), tasks.filter(isToPass)];
}

function isToPass({ tries }: Task): boolean {
  return tries === 'solution' || tries === 'reference';
}

function trialsAtOnce(): number {
  return Math.min(Math.max(os.availableParallelism(), LEAST_AT_ONCE), MOST_AT_ONCE);
}

/**
 * Makes a function that does several tasks at a time and reports progress. A task for which the machine was too busy, or in which the
 * sandbox broke, goes to `starved` instead, to be done once more alone.
 */
function worker(
  course: Course,
  { runner, signal, watch, progress }: CheckOptions,
  total: number,
  add: (finding: CheckFinding) => void,
) {
  const trials = new Trials(course, runner, signal, watch);
  let done = 0;
  let toldOver = false;
  /** Drops repeated findings of a missing engine: two runs may notice it at the same time. */
  const once = (findings: readonly CheckFinding[]) => {
    const news = toldOver ? findings.filter(({ trouble }) => !trouble) : findings;
    toldOver = trials.over;
    return news;
  };
  const workOf = (task: Task, starved: Task[] | null) => async () => {
    progress({ done, total, task });
    const isLeftOut = () => trials.over || (task.skipped?.() ?? false);
    const findings = isLeftOut() ? [] : await task.run(trials.go);
    if (starved !== null && !isLeftOut() && findings.some(({ trouble }) => trouble)) {
      starved.push(task);
      return [];
    }
    done += 1;
    return once(findings);
  };
  return (tasks: readonly Task[], atOnce: number, starved: Task[] | null = null) => {
    const works = tasks.map((task) => workOf(task, starved));
    return inOrder(works, atOnce, (findings) => findings.forEach(add));
  };
}

/**
 * Does the pieces of work, `atOnce` at a time, and shows the results in their order. After a failure no further piece begins; those in
 * progress are awaited. @throws the first failure
 */
export async function inOrder<T>(
  works: readonly (() => Promise<T>)[],
  atOnce: number,
  show: (result: T) => void,
): Promise<void> {
  const limit = pLimit(atOnce);
  const results = new Map<number, T>();
  const failures: unknown[] = [];
  let shown = 0;
  const doOne = async (work: () => Promise<T>, index: number) => {
    if (failures.length > 0) return;
    results.set(index, await work());
    for (; results.has(shown); shown++) show(results.get(shown) as T);
  };
  const watched = (work: () => Promise<T>, index: number) =>
    doOne(work, index).catch((error: unknown) => failures.push(error));
  await Promise.all(works.map((work, index) => limit(watched, work, index)));
  if (failures.length > 0) throw failures[0];
}
