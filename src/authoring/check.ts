import { CodedError } from '../contract/codes';
import type { Course, Step } from '../course/format';
import { findStep } from '../course/load';
import { type CourseRead, readCourse } from '../course/read';
import type { RunWatch } from '../run/request';
import type { Runner } from '../run/run-step';
import { checkFormat } from './check-format';
import { checkTexts } from './check-texts';
import { bad, type Finding } from './finding';
import { inOrder } from './lanes';
import { underLoad } from './load';
import { type Reference, type ReferenceProvider, referenceTasks } from './reference-trial';
import { stepTasks, type Thoroughness } from './step-tasks';
import type { Task } from './task';
import { Trials } from './trial';

/** Trials at once: each sandbox has half a CPU, and the machine of an author two or more. */
const LANES = 2;

const QUICK: Thoroughness = { solutions: 3, wrong: 0, loaded: false };
const ALL: Thoroughness = { solutions: 20, wrong: 3, loaded: true };

/** How far a check is: `done` of `total` tasks; `task` was begun last. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly task: Pick<Task, 'step' | 'tries' | 'name'>;
}

export interface CheckOptions {
  readonly runner: Pick<Runner, 'run'>;
  readonly signal: AbortSignal;
  /** The id or the number of the only step to check; null for all. */
  readonly step: string | null;
  /** Repeats each solution 20 times and each wrong program 3 times while every core is busy. */
  readonly all: boolean;
  /** Writes the texts of wrong programs where they are missing or differ, and nothing else. */
  readonly accept: boolean;
  /** Gives the genuine program, with which every step is run; null leaves that out. */
  readonly reference: ReferenceProvider | null;
  /** Called with each finding, in the order of the course. */
  readonly show: (finding: Finding) => void;
  readonly progress: (progress: Progress) => void;
  readonly watch: RunWatch;
}

/** What came of a check. */
export interface Checked {
  /** Null where `course.json` is not as it should be: nothing else was looked at. */
  readonly course: Course | null;
  /** Those that were checked. */
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

/**
 * Checks a course: its format, its texts, and what its programs do. The steps begin with a program that fails, their solutions pass them
 * and all before, their wrong programs are caught with the text that is kept; a solution passes each time; the genuine program passes.
 * @throws CodedError `unknown-step`, `cancelled`
 */
export async function checkCourse(directory: string, options: CheckOptions): Promise<Checked> {
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    options.show(finding);
  };
  const read = await readCourse(directory);
  (await checkFormat(directory, read)).forEach(add);
  const { course } = read;
  if (course === null) return { course, steps: [], findings };
  const steps = options.step === null ? course.steps : [findStep(course, options.step)];
  (await checkTexts(course, steps)).forEach(add);
  await tryAll(course, steps, read, options, add);
  return { course, steps, findings };
}

/** Every program, then each again, then the genuine one. */
async function tryAll(
  course: Course,
  steps: readonly Step[],
  read: CourseRead,
  options: CheckOptions,
  add: (finding: Finding) => void,
): Promise<void> {
  const { all, accept, signal, watch } = options;
  const thoroughness = all ? ALL : QUICK;
  const lineOf = (step: Step, key: 'previous_passes' | 'reference_differs') =>
    step[key] === undefined ? null : (read.json?.lineOfKey(`/steps/${step.number - 1}`, key) ?? null);
  const tasksOf = (step: Step) =>
    stepTasks(course, step, { accept, thoroughness, reasonLine: lineOf(step, 'previous_passes') });
  const tasks = await Promise.all(steps.map(tasksOf));
  const reference = await prepared(course, options, add);
  try {
    const genuine =
      reference === null
        ? []
        : referenceTasks(course, steps, reference, {
            watch,
            signal,
            lineOf: (step) => lineOf(step, 'reference_differs'),
          });
    const [first, again] = [tasks.flatMap((one) => one.first), tasks.flatMap((one) => one.again)];
    const work = worker(course, options, first.length + again.length + genuine.length, add);
    await work([...first, ...genuine]);
    await (thoroughness.loaded ? underLoad(() => work(again)) : work(again));
  } finally {
    await reference?.runner.dispose();
  }
}

/** What was not to be had is a finding of its own: the rest is checked all the same. */
async function prepared(
  course: Course,
  { reference, watch, signal }: CheckOptions,
  add: (finding: Finding) => void,
): Promise<Reference | null> {
  try {
    return (await reference?.prepare(course, watch, signal)) ?? null;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'cancelled') throw error;
    add(bad('reference', null, { code: error.code, args: error.args }, { file: 'reference', trouble: true }));
    return null;
  }
}

/** Does tasks two at a time, and tells how far it is. */
function worker(
  course: Course,
  { runner, signal, watch, progress }: CheckOptions,
  total: number,
  add: (finding: Finding) => void,
) {
  const trials = new Trials(course, runner, signal, watch);
  let done = 0;
  const workOf = (task: Task) => async () => {
    progress({ done, total, task });
    const isLeftOut = trials.over || (task.skipped?.() ?? false);
    const findings = isLeftOut ? [] : await task.run(trials.go);
    done += 1;
    return findings;
  };
  return (tasks: readonly Task[]) => inOrder(tasks.map(workOf), LANES, (findings) => findings.forEach(add));
}
