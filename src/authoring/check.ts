import path from 'node:path';
import type { Course, Problem, Step } from '../course/format';
import { findStep } from '../course/load';
import { readCourse } from '../course/read';
import type { RunWatch } from '../run/request';
import type { Runner } from '../run/run-step';
import { bad, type Finding, good } from './finding';
import { inOrder } from './lanes';
import { stepTasks, type Task } from './step-tasks';
import { Trials } from './trial';

/** Trials at once: each sandbox has half a CPU, and the machine of an author two or more. */
const LANES = 2;

/** How far a check is: `done` of `total` tasks; `task` was begun last. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly task: Pick<Task, 'step' | 'tries' | 'name'>;
}

export interface CheckOptions {
  readonly runner: Runner;
  readonly signal: AbortSignal;
  /** The id or the number of the only step to check; null for all. */
  readonly step: string | null;
  /** Writes the texts of wrong programs where they are missing or differ. */
  readonly accept: boolean;
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
 * Checks a course: its format, then what its programs do. @throws CodedError `unknown-step`, `cancelled`
 */
export async function checkCourse(directory: string, options: CheckOptions): Promise<Checked> {
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    options.show(finding);
  };
  const { course, problems } = await readCourse(directory);
  for (const problem of problems) add(ofFormat(directory, problem));
  if (course === null) return { course, steps: [], findings };
  add(good('format', null, { code: 'check-format', args: { course: course.id, steps: course.steps.length } }));
  const steps = options.step === null ? course.steps : [findStep(course, options.step)];
  await tryAll(course, steps, options, add);
  return { course, steps, findings };
}

function ofFormat(directory: string, { code, args, file, line }: Problem): Finding {
  return bad('format', null, { code, args }, { file: path.relative(directory, file).split(path.sep).join('/'), line });
}

async function tryAll(
  course: Course,
  steps: readonly Step[],
  { runner, signal, accept, watch, progress }: CheckOptions,
  add: (finding: Finding) => void,
): Promise<void> {
  const trials = new Trials(course, runner, signal, watch);
  const tasks = (await Promise.all(steps.map((step) => stepTasks(course, step, accept)))).flat();
  let done = 0;
  const works = tasks.map((task) => async () => {
    if (trials.over) return [];
    progress({ done, total: tasks.length, task });
    const findings = await task.run(trials.go);
    done += 1;
    return findings;
  });
  await inOrder(works, LANES, (findings) => findings.forEach(add));
}
