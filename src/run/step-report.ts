import type { Message } from '../contract/codes';
import type { Report, ReportMetrics } from '../contract/report';
import type { Verdict } from '../contract/verdict';
import type { ScannedTest } from '../course/python/scan';
import { runReport, toReport } from '../results/report/report';
import { verdictOfProblem } from '../results/verdict/reduce';
import type { Expected } from './prepare';
import type { StepRequest, StepResult } from './request';

/** Course and step of a run. */
export type StepOfRun = Pick<StepRequest, 'course' | 'step'>;

/** The report of a step's own verdict. The earlier steps come in once they have been run. */
export function stepReport(
  { course, step }: StepOfRun,
  tests: readonly ScannedTest[],
  verdict: Verdict,
  sandbox: ReportMetrics['sandbox'],
): Report {
  return toReport(verdict, { course: course.id, step: step.id, codeOf: codeOf(tests), sandbox, regressions: [] });
}

/** The result of a run that never began. `expected` is null when the suite could not be read. */
export function unrunResult(run: StepOfRun, problem: Message, expected: Expected | null, seed: number): StepResult {
  const tests = expected?.tests ?? [];
  const { language } = run.course;
  const verdict = verdictOfProblem(problem, { language, expected: tests, seed, notes: expected?.notes ?? [] });
  return { verdict, report: stepReport(run, tests, verdict, 'cold'), afterwards: [] };
}

/** The result of a run for which nothing was read. It needs no description of a test, so a window can make it without the core. */
export function unreadResult({ course }: StepOfRun, problem: Message): StepResult {
  const verdict = verdictOfProblem(problem, { language: course.language, expected: [], seed: 0, notes: [] });
  return { verdict, report: runReport(verdict, [], { sandbox: 'cold', regressions: [] }), afterwards: [] };
}

/** The source of a test, by its id without a parameter's brackets. */
export function codeOf(tests: readonly ScannedTest[]): (id: string) => string | null {
  const codes = new Map(tests.map((test) => [test.id, test.code]));
  return (id) => codes.get(id) ?? null;
}
