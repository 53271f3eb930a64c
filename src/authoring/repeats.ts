import { OUTCOMES } from '../contract/outcomes';
import type { StepResult } from '../run/request';
import { bad, type CheckFinding, good } from './finding';
import { learnersText, lineDiff } from './golden';
import { unjudged } from './judge';
import { type Go, type Task, type Trial, trialArgs } from './trial';

/** Judges several runs of one program together. */
export type JudgeAll = (results: readonly StepResult[]) => CheckFinding;

/** One task for each run, so that two can run at the same time. The last one to end has the finding. `skipped` is asked before each. */
export function repeated(trial: Trial, runs: number, judge: JudgeAll, skipped: () => boolean): readonly Task[] {
  const results: StepResult[] = [];
  const run = async (go: Go) => {
    const tried = await go(trial);
    // A machine that is busy with the other repeats says nothing about the program.
    const result = tried.verdict.reason === 'machine-busy' ? await go(trial) : tried;
    // No further run will start without an engine.
    if (OUTCOMES[result.verdict.outcome].withoutEngine) return [judge([result])];
    results.push(result);
    return results.length === runs ? [judge(results)] : [];
  };
  const task = { step: trial.step, tries: trial.program, name: trial.name, run, skipped };
  return Array.from({ length: runs }, () => task);
}

/** A solution must pass each time. */
export function judgeRepeats(trial: Trial, results: readonly StepResult[], loaded: boolean): CheckFinding {
  const { step, name } = trial;
  const [trouble] = results.flatMap((result) => unjudged('repeats', trial, result) ?? []);
  if (trouble !== undefined) return trouble;
  const failed = results.filter(({ verdict }) => verdict.outcome !== 'passed');
  const count = { passed: results.length - failed.length, of: results.length };
  const seeds = failed.map(({ verdict }) => verdict.seed);
  const args = trialArgs(trial, { ...count, seeds: seeds.join(', '), seed: seeds[0] ?? null, loaded });
  const [first] = failed;
  if (first === undefined) return good('repeats', step.id, { code: 'repeats-pass', args }, { count });
  return bad('repeats', step.id, { code: 'repeats-differ', args }, { file: name, detail: learnersText(first), count });
}

/** A wrong program must result in the same text each time. @param text of the first run; null when it was not judged */
export function judgeTexts(trial: Trial, results: readonly StepResult[], text: string | null): CheckFinding {
  const { step, name } = trial;
  const [trouble] = results.flatMap((result) => unjudged('repeats', trial, result) ?? []);
  if (trouble !== undefined) return trouble;
  const texts = [...(text === null ? [] : [text]), ...results.map(learnersText)];
  const different = [...new Set(texts)];
  const count = { passed: texts.filter((one) => one === texts[0]).length, of: texts.length };
  const args = trialArgs(trial, { texts: different.length, of: texts.length });
  if (different.length === 1) return good('repeats', step.id, { code: 'wrong-steady', args }, { count });
  const detail = different.slice(1).map((other) => lineDiff(different[0] ?? '', other));
  return bad('repeats', step.id, { code: 'wrong-unsteady', args }, { file: name, detail: detail.join('\n\n'), count });
}
