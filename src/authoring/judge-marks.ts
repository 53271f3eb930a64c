import type { CodeArgs, Message } from '../contract/codes';
import type { TestVerdict } from '../contract/verdict';
import type { StepResult } from '../run/request';
import { type CheckFinding, good } from './finding';
import { type Trial, trialArgs } from './trial';

type Marked = CodeArgs['test-skipped'];

/** What each mark of the suite made of its test with the solution: an author may have forgotten it. Such tests count for nothing else. */
export function judgeMarks(trial: Trial, { verdict }: StepResult): readonly CheckFinding[] {
  return verdict.tests.flatMap((test) => {
    const message = messageOf(test, trial);
    const file = `${trial.step.folder}/${test.place.file}`;
    return message === null
      ? []
      : [good('solution', trial.step.id, message, { file, line: test.place.line, ...ALONE })];
  });
}

/** No run of its own. */
const ALONE = { count: { passed: 0, of: 0 } };

function messageOf({ id, failure }: TestVerdict, trial: Trial): Message | null {
  const args = (reason: string | null): Marked => ({ ...trialArgs(trial, {}), test: id, reason });
  if (failure?.code === 'skipped') return { code: 'test-skipped', args: args(failure.args.reason) };
  if (failure?.code === 'expected-failure') return { code: 'test-fails-as-marked', args: args(failure.args.reason) };
  if (failure?.code === 'unexpected-pass')
    return { code: 'test-passes-though-marked', args: args(failure.args.reason) };
  return null;
}
