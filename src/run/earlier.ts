import type { SandboxEvent } from '../contract/events';
import type { Limits } from '../contract/limits';
import type { ReportRegression } from '../contract/report';
import type { Course } from '../course/format/format';
import { reportTests } from '../results/report/report';
import { allPassed } from '../results/verdict/endings';
import { reduce } from '../results/verdict/reduce';
import type { Expected } from './prepare';
import { eventsOfStep, type JobResult } from './run-job';
import { codeOf } from './step-report';

/** Time for the earlier steps, in seconds: for each while a learner waits, and at most for those of one job. */
const SECONDS_EACH = 5;
const SECONDS_AT_MOST = 60;
/** Steps of one job: so many may take the time that each has alone before the job's is over. A long course needs several jobs. */
export const STEPS_EACH_JOB = 6;

/**
 * The limits of their one job: the most that any of them asks for, and their own time.
 * @param patient gives each the time that it has alone: a busy machine must not look like a program that is wrong
 */
export function earlierLimits(expected: readonly Expected[], patient = false): Limits {
  const most = (name: keyof Limits) => Math.max(...expected.map(({ limits }) => limits[name]));
  const each = expected.map(({ limits }) => (patient ? limits.timeout_seconds : SECONDS_EACH));
  const timeout_seconds = Math.min(SECONDS_AT_MOST, sum(each));
  return { timeout_seconds, memory_mb: most('memory_mb'), pids: most('pids'), cpus: most('cpus') };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, one) => all + one, 0);
}

/**
 * One entry a step, as it was run.
 * @param limits those of the job
 */
export function regressions(
  course: Course,
  expected: readonly Expected[],
  result: JobResult,
  seed: number,
  limits: Limits,
): readonly ReportRegression[] {
  return expected.map((one) => {
    const events = withOwnTime(eventsOfStep(result.events, one.step.folder));
    const { tests } = one;
    const { language } = course;
    const { end, interpreter } = result;
    const run = { language, interpreter, events, end, starting_ms: 0, expected: tests, seed, limits, notes: [] };
    const verdict = reduce(run);
    const context = { course: course.id, step: one.step.id, codeOf: codeOf(one.tests) };
    const passed = allPassed(verdict.tests);
    // The job may have hit its limit in a later suite, after all tests of this step.
    // A busy machine leaves open whether it still passes.
    const busy = !passed && verdict.reason === 'machine-busy';
    const outcome = passed ? 'passed' : busy ? 'timeout' : verdict.outcome;
    const told = { step: one.step.id, outcome, tests: reportTests(verdict.tests, context) };
    return busy ? { ...told, reason: 'machine-busy' } : told;
  });
}

/**
 * Whether the machine was busy is measured for the whole job. All of that may have fallen on one step, so the step's own time is what it is
 * compared with: otherwise a step would be starved unseen among others that were not.
 */
function withOwnTime(events: readonly SandboxEvent[]): readonly SandboxEvent[] {
  const own = sum(events.map((event) => (event.event === 'finished' ? event.duration_ms : 0)));
  return events.map((event) =>
    event.event === 'metrics' ? { ...event, wall_ms: Math.min(event.wall_ms, Math.max(1, own)) } : event,
  );
}
