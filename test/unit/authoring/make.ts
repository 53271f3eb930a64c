import type { Trial } from '../../../src/authoring/trial';
import type { SandboxEvent } from '../../../src/contract/events';
import type { ReportRegression } from '../../../src/contract/report';
import type { Step } from '../../../src/course/format/format';
import { toReport } from '../../../src/results/report/report';
import { type RunRecord, reduce } from '../../../src/results/verdict/reduce';
import type { StepResult } from '../../../src/run/request';
import { collected, done, finished, record } from '../results/make';

export const STEP: Step = { id: 'ping', title: 'Answer PING', number: 2, folder: 'steps/02-ping' };

/** What the events of a run come to, as a run of a step gives it. */
export function resultOf(
  events: readonly SandboxEvent[],
  rest: Partial<RunRecord> = {},
  regressions: readonly ReportRegression[] = [],
): StepResult {
  const verdict = reduce(record(events, rest));
  const context = { course: 'redis', step: STEP.id, codeOf: () => null, sandbox: 'cold', regressions } as const;
  return { verdict, report: toReport(verdict, context), afterwards: [] };
}

export const PASSED = resultOf([collected('a'), finished('a'), done(1)]);

export function trialOf(program: Trial['program'], rest: Partial<Trial> = {}): Trial {
  const name = program === 'starter' ? 'starter' : `steps/02-ping/${program}`;
  const base = { step: STEP, program, name, root: '/course/x', source: null, entry: 'main.py' };
  return { ...base, withEarlier: false, seed: null, ...rest };
}
