import type { Message } from '../contract/codes';
import { faultOf } from '../contract/outcomes';
import type { ReportTest } from '../contract/report';
import { crashOf } from '../results/evidence/locate';
import { readerOf } from '../results/evidence/readers';
import { fullText } from '../results/texts/index';
import type { StepResult } from '../run/request';
import { bad, type CheckArea, type CheckFinding, type FindingDetails, good } from './finding';
import { caught, learnersText } from './golden';
import type { Before } from './plan';
import { type Trial, trialArgs } from './trial';

/** A broken suite or sandbox, which says nothing about the program; null when there is a verdict on the program. */
export function unjudged(area: CheckArea, trial: Trial, { verdict, report }: StepResult): CheckFinding | null {
  const { step, name } = trial;
  const args = trialArgs(trial, { outcome: verdict.outcome });
  // Without the advice, which tells a learner to tell the author.
  const detail = verdict.headline === null ? report.message : fullText(verdict.headline);
  const fault = faultOf(verdict);
  const [, module] = /\bNo module named '([\w.]+)'/.exec(detail ?? '') ?? [];
  if (fault === 'course' && module !== undefined) {
    const missing = { code: 'check-suite-module', args: { ...args, module } } as const;
    return bad(area, step.id, missing, { file: step.folder, detail });
  }
  if (fault === 'course')
    return bad(area, step.id, { code: 'check-suite-broken', args }, { file: step.folder, detail });
  if (fault !== 'engine') return null;
  return bad(area, step.id, { code: 'check-trouble', args }, { file: name, detail, trouble: true });
}

/**
 * The starter must fail with a clear text. The solution of the step before must fail, unless the course gives a reason.
 * @param reasonLine the line of that reason in `course.json`
 */
export function judgeBefore({ trial, passes }: Before, result: StepResult, reasonLine: number | null): CheckFinding {
  const none = unjudged('before', trial, result);
  if (none !== null) return none;
  const passed = result.verdict.outcome === 'passed';
  if (passed !== passes)
    return unwanted('before', trial, result, passes ? { file: 'course.json', line: reasonLine } : {});
  return trial.program === 'starter' ? judgeStarter(trial, result) : wanted('before', trial, result);
}

/** A solution must pass its own step and every step before. */
export function judgeSolution(trial: Trial, result: StepResult): CheckFinding {
  const none = unjudged('solution', trial, result);
  if (none !== null) return none;
  const failed = result.report.regressions.filter(({ outcome }) => outcome !== 'passed');
  const broken = failed.filter(({ reason }) => reason === undefined).map(({ step }) => step);
  const args = trialArgs(trial, { broken: broken.join(', ') });
  if (broken.length > 0)
    return bad('solution', trial.step.id, { code: 'check-regression', args }, { file: trial.name });
  const starved = failed.find(({ reason }) => reason === 'machine-busy');
  if (starved !== undefined) return unrunEarlier(trial, starved.tests);
  return result.verdict.outcome === 'passed' ? wanted('solution', trial, result) : unwanted('solution', trial, result);
}

/** The machine was too busy for an earlier step, twice: no fault of the course. */
function unrunEarlier(trial: Trial, tests: readonly ReportTest[]): CheckFinding {
  const args = trialArgs(trial, { outcome: 'timeout' });
  const detail = tests.find(({ message }) => message !== null)?.message ?? null;
  return bad('solution', trial.step.id, { code: 'check-trouble', args }, { file: trial.name, detail, trouble: true });
}

/** A beginner should first see a test that says what to do, not a crash. `NotImplementedError` is as clear. */
function judgeStarter(trial: Trial, result: StepResult): CheckFinding {
  const { step, name } = trial;
  const { outcome } = result.verdict;
  const more = { file: name, detail: learnersText(result) };
  const test = caught(result);
  const args = trialArgs(trial, { outcome, test: test?.id ?? null });
  if (outcome !== 'failed' && !isPlaceholder(result))
    return bad('before', step.id, { code: 'starter-breaks', args }, more);
  if (test === null || !isClear(test.report)) return bad('before', step.id, { code: 'starter-unclear', args }, more);
  return wanted('before', trial, result);
}

/** A placeholder in place of the learner's code. */
function isPlaceholder({ verdict }: StepResult): boolean {
  const first = verdict.tests.find(({ outcome }) => outcome === 'failed');
  const crash = first === undefined ? null : crashOf(first);
  if (verdict.outcome !== 'learner-error' || first === undefined || crash === null) return false;
  return readerOf(first).isPlaceholder(crash.exception);
}

/** Whether a failure says what is wrong, and either what to do or what was expected and received. */
export function isClear({ message, advice, expected, actual }: ReportTest): boolean {
  return message !== null && (advice !== null || (expected !== null && actual !== null));
}

function wanted(area: CheckArea, trial: Trial, result: StepResult): CheckFinding {
  const { outcome } = result.verdict;
  const passed = outcome === 'passed';
  const code = passed ? 'check-passes' : 'check-fails';
  const detail = passed ? null : learnersText(result);
  return good(area, trial.step.id, { code, args: trialArgs(trial, { outcome }) }, { detail });
}

function unwanted(area: CheckArea, trial: Trial, result: StepResult, more: FindingDetails = {}): CheckFinding {
  const { outcome } = result.verdict;
  const passed = outcome === 'passed';
  const code = passed ? 'check-should-fail' : ('check-should-pass' as const);
  const detail = passed ? null : learnersText(result);
  const message: Message = { code, args: trialArgs(trial, { outcome }) };
  return bad(area, trial.step.id, message, { file: trial.name, detail, ...more });
}
