import type { MessageValue } from '../contract/codes';
import type { ReportTest } from '../contract/report';
import { crashOf } from '../results/evidence/locate';
import { readerOf } from '../results/evidence/readers';
import type { StepResult } from '../run/request';
import { type Area, bad, type Finding, good, type More } from './finding';
import { caught, learnersText } from './golden';
import type { Before } from './plan';
import { isSuiteFault, isTrouble, type Trial } from './trial';

/** Nothing can be said about the program: the suite is broken, or the sandbox. Null when there is a verdict on it. */
export function unjudged(area: Area, trial: Trial, { verdict, report }: StepResult): Finding | null {
  const { step, name } = trial;
  const args = argsOf(trial, { outcome: verdict.outcome });
  const detail = report.message;
  if (isSuiteFault(verdict))
    return bad(area, step.id, { code: 'check-suite-broken', args }, { file: step.folder, detail });
  if (!isTrouble(verdict.outcome)) return null;
  return bad(area, step.id, { code: 'check-trouble', args }, { file: name, detail, trouble: true });
}

export function argsOf({ step, program, name }: Trial, more: Readonly<Record<string, MessageValue>> = {}) {
  return { step: step.id, number: step.number, program, name, ...more };
}

/**
 * The starter must fail, and say so clearly; the solution before must fail, unless the course gives a reason. `reasonLine`: where that
 * stands in `course.json`.
 */
export function judgeBefore({ trial, passes }: Before, result: StepResult, reasonLine: number | null): Finding {
  const none = unjudged('before', trial, result);
  if (none !== null) return none;
  const passed = result.verdict.outcome === 'passed';
  if (passed !== passes)
    return unwanted('before', trial, result, passes ? { file: 'course.json', line: reasonLine } : {});
  return trial.program === 'starter' ? judgeStarter(trial, result) : wanted('before', trial, result);
}

/** It must pass its own step and every one before. */
export function judgeSolution(trial: Trial, result: StepResult): Finding {
  const none = unjudged('solution', trial, result);
  if (none !== null) return none;
  const broken = result.report.regressions.filter(({ outcome }) => outcome !== 'passed').map(({ step }) => step);
  const args = argsOf(trial, { broken: broken.join(', ') });
  if (broken.length > 0)
    return bad('solution', trial.step.id, { code: 'check-regression', args }, { file: trial.name });
  return result.verdict.outcome === 'passed' ? wanted('solution', trial, result) : unwanted('solution', trial, result);
}

/** What a beginner meets first: not a crash, but a test that says what to do. A part that says itself that it is to be written does. */
function judgeStarter(trial: Trial, result: StepResult): Finding {
  const { step, name } = trial;
  const { outcome } = result.verdict;
  const more = { file: name, detail: learnersText(result) };
  const test = caught(result);
  const args = argsOf(trial, { outcome, test: test?.id ?? null });
  if (outcome !== 'failed' && !isPlaceholder(result))
    return bad('before', step.id, { code: 'starter-breaks', args }, more);
  if (test === null || !isClear(test.report)) return bad('before', step.id, { code: 'starter-unclear', args }, more);
  return wanted('before', trial, result);
}

/** The placeholder that stands where the learner's code belongs. */
function isPlaceholder({ verdict }: StepResult): boolean {
  const first = verdict.tests.find(({ outcome }) => outcome === 'failed');
  const crash = first === undefined ? null : crashOf(first);
  if (verdict.outcome !== 'learner-error' || first === undefined || crash === null) return false;
  return readerOf(first).isPlaceholder(crash.exception);
}

/** It says what is wrong, and either what to do or what was expected and what came. */
export function isClear({ message, advice, expected, actual }: ReportTest): boolean {
  return message !== null && (advice !== null || (expected !== null && actual !== null));
}

function wanted(area: Area, trial: Trial, result: StepResult): Finding {
  const { outcome } = result.verdict;
  const passed = outcome === 'passed';
  const code = passed ? 'check-passes' : 'check-fails';
  const detail = passed ? null : learnersText(result);
  return good(area, trial.step.id, { code, args: argsOf(trial, { outcome }) }, { detail });
}

function unwanted(area: Area, trial: Trial, result: StepResult, more: More = {}): Finding {
  const { outcome } = result.verdict;
  const passed = outcome === 'passed';
  const code = passed ? 'check-should-fail' : 'check-should-pass';
  const detail = passed ? null : learnersText(result);
  const message = { code, args: argsOf(trial, { outcome }) };
  return bad(area, trial.step.id, message, { file: trial.name, detail, ...more });
}
