import type { CodeArgs, Message } from '../contract/codes';
import { crashOf } from '../results/python/locate';
import { learnerFile } from '../results/python/source-places';
import type { StepResult } from '../run/request';
import { firstDifference, lineDiff } from './diff';
import { bad, type Finding, good, type More } from './finding';
import { caught, type Golden, learnersText, printGolden, readGolden } from './golden';
import { argsOf, unjudged } from './judge';
import type { WrongProgram } from './wrong';

/** What is to be said of a wrong program's run, and the text that its file should hold, where that is all that is wrong. */
export interface WrongJudged {
  readonly finding: Finding;
  /** What `--accept` may write; null when there is nothing to write or the text is not what is wrong. */
  readonly fresh: string | null;
}

/** The named test must catch it, first of all, and say what its text says. */
export function judgeWrong(program: WrongProgram, result: StepResult): WrongJudged {
  const { trial, textFile, text } = program;
  const none = unjudged('wrong', trial, result);
  if (none !== null) return { finding: none, fresh: null };
  const say = sayer(program, result);
  const now = learnersText(result);
  if (result.verdict.outcome === 'passed') return say((args) => ({ code: 'wrong-passes', args }));
  if (cannotBeRead(result)) return say((args) => ({ code: 'wrong-unreadable', args }), { detail: now });
  const test = caught(result)?.id ?? null;
  if (test === null) return say((args) => ({ code: 'wrong-not-caught', args }), { detail: now });
  const fresh = printGolden({ test, text: now });
  if (text === null)
    return {
      ...say((args) => ({ code: 'wrong-no-text', args: { ...args, test } }), {
        file: textFile,
        detail: fresh.trimEnd(),
      }),
      fresh,
    };
  const golden = readGolden(text);
  if (golden === null)
    return say((args) => ({ code: 'wrong-text-form', args: { ...args, test } }), { file: textFile, line: 1 });
  return golden.test === test
    ? compared(program, { test, text: now }, golden)
    : otherTest(say, program, result, golden, test);
}

/** What of the args is the same for each finding. */
type Ended = CodeArgs['wrong-passes'];
type WrongCode = Exclude<
  { [C in keyof CodeArgs]: C extends `wrong-${string}` ? C : never }[keyof CodeArgs],
  'wrong-odd'
>;
type Say = (message: (ended: Ended) => Message<WrongCode>, more?: More) => WrongJudged;

function sayer({ trial }: WrongProgram, { verdict }: StepResult): Say {
  return (message, more = {}) => {
    const said = message(argsOf(trial, { outcome: verdict.outcome }));
    return { finding: bad('wrong', trial.step.id, said, { file: trial.name, ...more }), fresh: null };
  };
}

function otherTest(
  say: Say,
  { textFile }: WrongProgram,
  result: StepResult,
  golden: Golden,
  test: string,
): WrongJudged {
  const named = result.verdict.tests.find(({ id }) => id === golden.test);
  const more = { file: textFile, line: 1, detail: learnersText(result) };
  if (named === undefined)
    return say((args) => ({ code: 'wrong-unknown-test', args: { ...args, named: golden.test, test } }), more);
  const found = { named: golden.test, named_outcome: named.outcome, test };
  return say((args) => ({ code: 'wrong-other-test', args: { ...args, ...found } }), more);
}

function compared({ trial, textFile }: WrongProgram, now: Golden, golden: Golden): WrongJudged {
  const args = argsOf(trial, { test: now.test });
  if (now.text === golden.text) {
    return { finding: good('wrong', trial.step.id, { code: 'wrong-caught', args }, { detail: now.text }), fresh: null };
  }
  const fresh = printGolden(now);
  const line = firstDifference(printGolden(golden), fresh);
  const more = { file: textFile, line, detail: lineDiff(golden.text, now.text) };
  return { finding: bad('wrong', trial.step.id, { code: 'wrong-text-differs', args }, more), fresh };
}

/** Python could not even parse it, or it is no file that can be sent: it shows nothing about the suite. */
function cannotBeRead({ verdict }: StepResult): boolean {
  const unsent =
    verdict.outcome === 'learner-error' &&
    verdict.tests.every(({ programs, failure }) => programs.length === 0 && failure === null);
  const exceptions = verdict.tests.flatMap((test) => crashOf(test)?.exception ?? []);
  const unparsed = exceptions.some(({ type, frames }) => {
    const last = frames.at(-1);
    return SYNTAX.has(type) && last !== undefined && last.name === null && learnerFile(last.file) !== null;
  });
  return unsent || unparsed;
}

const SYNTAX: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);
