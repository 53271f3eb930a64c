import type { StepResult } from '../run/request';
import { lineDiff } from './diff';
import { bad, type Finding, good } from './finding';
import { learnersText } from './golden';
import { argsOf, unjudged } from './judge';
import type { Task } from './task';
import type { Go, Trial } from './trial';

/** What several runs of one program come to, once all of them are there. */
export type JudgeAll = (results: readonly StepResult[]) => Finding;

/** One task a run, so that two can go on at once; the one that ends last has the finding. `skipped` is asked before each. */
export function repeated(trial: Trial, runs: number, judge: JudgeAll, skipped: () => boolean): readonly Task[] {
  const results: StepResult[] = [];
  const run = async (go: Go) => {
    const result = await go(trial);
    // No other one will be run.
    if (result.verdict.outcome === 'engine-missing') return [judge([result])];
    results.push(result);
    return results.length === runs ? [judge(results)] : [];
  };
  const task = { step: trial.step, tries: trial.program, name: trial.name, run, skipped };
  return Array.from({ length: runs }, () => task);
}

/** The solution passes each time. */
export function judgeRepeats(trial: Trial, results: readonly StepResult[], loaded: boolean): Finding {
  const { step, name } = trial;
  const [trouble] = results.flatMap((result) => unjudged('repeats', trial, result) ?? []);
  if (trouble !== undefined) return trouble;
  const failed = results.filter(({ verdict }) => verdict.outcome !== 'passed');
  const count = { passed: results.length - failed.length, of: results.length };
  const seeds = failed.map(({ verdict }) => verdict.seed);
  const args = argsOf(trial, { ...count, seeds: seeds.join(', '), seed: seeds[0] ?? null, loaded });
  const [first] = failed;
  if (first === undefined) return good('repeats', step.id, { code: 'repeats-pass', args }, { count });
  return bad('repeats', step.id, { code: 'repeats-differ', args }, { file: name, detail: learnersText(first), count });
}

/** A wrong program's learner reads the same each time. `text` is what was read before, unless the program was not judged. */
export function judgeTexts(trial: Trial, results: readonly StepResult[], text: string | null): Finding {
  const { step, name } = trial;
  const [trouble] = results.flatMap((result) => unjudged('repeats', trial, result) ?? []);
  if (trouble !== undefined) return trouble;
  const texts = [...(text === null ? [] : [text]), ...results.map(learnersText)];
  const different = [...new Set(texts)];
  const count = { passed: texts.filter((one) => one === texts[0]).length, of: texts.length };
  const args = argsOf(trial, { texts: different.length, of: texts.length });
  if (different.length === 1) return good('repeats', step.id, { code: 'wrong-steady', args }, { count });
  const detail = different.slice(1).map((other) => lineDiff(different[0] ?? '', other));
  return bad('repeats', step.id, { code: 'wrong-unsteady', args }, { file: name, detail: detail.join('\n\n'), count });
}
