import type { Course, Step } from '../course/format/format';
import type { CourseRead } from '../course/format/read';
import type { Finding } from './finding';
import { inOrder } from './lanes';
import { underLoad } from './load';
import type { CheckOptions } from './options';
import { referenceTasks } from './reference-trial';
import { stepTasks, type Thoroughness } from './step-tasks';
import type { Task } from './task';
import { Trials } from './trial';

/** Trials at once: each sandbox has half a CPU, and the machine of an author two or more. */
const LANES = 2;

const QUICK: Thoroughness = { solutions: 3, wrong: 0, loaded: false };
const ALL: Thoroughness = { solutions: 20, wrong: 3, loaded: true };

/** Where a step's reason stands in `course.json`; null without one. */
type LineOf = (step: Step, key: 'previous_passes' | 'reference_differs') => number | null;

/** Every program and the genuine one, then each again. @throws CodedError `cancelled` */
export async function tryAll(
  course: Course,
  steps: readonly Step[],
  read: CourseRead,
  options: CheckOptions,
  add: (finding: Finding) => void,
): Promise<void> {
  const { all, accept } = options;
  const thoroughness = all ? ALL : QUICK;
  const lineOf: LineOf = (step, key) =>
    step[key] === undefined ? null : (read.json?.lineOfKey(`/steps/${step.number - 1}`, key) ?? null);
  const tasksOf = (step: Step) =>
    stepTasks(course, step, { accept, thoroughness, reasonLine: lineOf(step, 'previous_passes') });
  const tasks = await Promise.all(steps.map(tasksOf));
  const genuine = await referenceTasks(
    course,
    steps,
    { ...options, lineOf: (step) => lineOf(step, 'reference_differs') },
    add,
  );
  const [first, again] = [tasks.flatMap((one) => one.first), tasks.flatMap((one) => one.again)];
  const work = worker(course, options, first.length + again.length + genuine.length, add);
  await work([...first, ...genuine]);
  await (thoroughness.loaded ? underLoad(() => work(again)) : work(again));
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
  let toldOver = false;
  /** That there is no engine is told once, though two runs may find it out. */
  const once = (findings: readonly Finding[]) => {
    const news = toldOver ? findings.filter(({ trouble }) => !trouble) : findings;
    toldOver = trials.over;
    return news;
  };
  const workOf = (task: Task) => async () => {
    progress({ done, total, task });
    const isLeftOut = trials.over || (task.skipped?.() ?? false);
    const findings = isLeftOut ? [] : await task.run(trials.go);
    done += 1;
    return once(findings);
  };
  return (tasks: readonly Task[]) => inOrder(tasks.map(workOf), LANES, (findings) => findings.forEach(add));
}
