import type { CodeArgs, Message } from '../contract/codes';
import type { TestVerdict } from '../contract/verdict';
import type { StepResult } from '../run/request';
import { bad, type CheckArea, type CheckFinding, remark } from './finding';
import { type Trial, trialArgs } from './trial';

type Marked = CodeArgs['test-skipped'];

/** What each mark of the suite made of its test with the solution: an author may have forgotten it. Such tests count for nothing else. */
export function judgeMarks(trial: Trial, { verdict }: StepResult): readonly CheckFinding[] {
  return verdict.tests.flatMap((test) => {
    const message = messageOf(test, trial);
    const file = `${trial.step.folder}/${test.place.file}`;
    return message === null ? [] : [remark('solution', trial.step.id, message, { file, line: test.place.line })];
  });
}

function messageOf({ id, failure }: TestVerdict, trial: Trial): Message | null {
  const args = (reason: string | null): Marked => ({ ...trialArgs(trial, {}), test: id, reason });
  if (failure?.code === 'skipped') return { code: 'test-skipped', args: args(failure.args.reason) };
  if (failure?.code === 'expected-failure') return { code: 'test-fails-as-marked', args: args(failure.args.reason) };
  if (failure?.code === 'unexpected-pass')
    return { code: 'test-passes-though-marked', args: args(failure.args.reason) };
  return null;
}

/**
 * The lines of the suite that raised an exception on what the program gave. A learner reads a poor text then: it is worth a better one. With
 * the solution, the line is wrong.
 */
export function judgeAnswers(area: CheckArea, trial: Trial, { verdict }: StepResult): readonly CheckFinding[] {
  const lines = new Set<string>();
  return verdict.tests.flatMap((test) => {
    const finding = findingOf(area, trial, test, verdict.outcome);
    const line = `${finding?.file}:${finding?.line}`;
    if (finding === null || lines.has(line)) return [];
    lines.add(line);
    return [finding];
  });
}

function findingOf(area: CheckArea, trial: Trial, test: TestVerdict, outcome: string): CheckFinding | null {
  const { id, failure, place } = test;
  if (failure?.code !== 'answer-unread') return null;
  const { type, source } = failure.args;
  const args = trialArgs(trial, { outcome, test: id, type: type ?? '', source: source ?? '' });
  const message = { code: 'answer-breaks-line', args } as const;
  // The place of a failure may be in the course's own library; that of a test is relative to the step.
  const where = failure.place ?? { file: `${trial.step.folder}/${place.file}`, line: place.line };
  return (trial.program === 'solution' ? bad : remark)(area, trial.step.id, message, where);
}
