import type { AuthorCode, CodeArgs, Message } from '../contract/codes';
import { learnerFile } from '../contract/image';
import { OUTCOMES } from '../contract/outcomes';
import { crashOf } from '../results/evidence/locate';
import { readerOf } from '../results/evidence/readers';
import type { StepResult } from '../run/request';
import { bad, type FindingDetails, good } from './finding';
import {
  caught,
  firstDifference,
  type Golden,
  learnersText,
  lineDiff,
  printGolden,
  readGolden,
  sameText,
  type WrongJudged,
} from './golden';
import { unjudged } from './judge';
import { trialArgs } from './trial';
import type { WrongProgram } from './wrong';

/** The test that the text names must be the first to catch the program, with the same text. */
export function judgeWrong(program: WrongProgram, result: StepResult): WrongJudged {
  const { trial, textFile, text } = program;
  const none = unjudged('wrong', trial, result);
  if (none !== null) return { finding: none, fresh: null };
  const say = sayer(program, result);
  const now = learnersText(result);
  if (result.verdict.outcome === 'passed') return say((args) => ({ code: 'wrong-passes', args }));
  if (isUnreadable(result))
    return say((args) => ({ code: 'wrong-unreadable', args: { ...args, language: languageName(result) } }), {
      detail: now,
    });
  const test = caught(result)?.id ?? null;
  if (test === null) return say((args) => ({ code: 'wrong-not-caught', args }), { detail: now });
  const fresh = printGolden({ test, text: now });
  const whole = { file: textFile, detail: fresh.trimEnd() };
  const golden = text === null ? null : readGolden(text);
  // Such a run says how far it came on this machine, this time: `--accept` would keep a text by chance.
  if (OUTCOMES[result.verdict.outcome].hitLimit && (text === null || (golden !== null && !sameText(golden.text, now))))
    return say((args) => ({ code: 'wrong-limit', args: { ...args, test } }), whole);
  if (text === null) return { ...say((args) => ({ code: 'wrong-no-text', args: { ...args, test } }), whole), fresh };
  if (golden === null)
    return say((args) => ({ code: 'wrong-text-form', args: { ...args, test } }), { file: textFile, line: 1 });
  return golden.test === test
    ? compared(program, { test, text: now }, golden)
    : otherTest(say, program, result, golden, test);
}

/** The args that are the same for each finding. */
type Ended = CodeArgs['wrong-passes'];
type Say = (message: (ended: Ended) => Message<AuthorCode>, more?: FindingDetails) => WrongJudged;

function sayer({ trial }: WrongProgram, { verdict }: StepResult): Say {
  return (messageFor, more = {}) => {
    const message = messageFor(trialArgs(trial, { outcome: verdict.outcome }));
    return { finding: bad('wrong', trial.step.id, message, { file: trial.name, ...more }), fresh: null };
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
  const args = trialArgs(trial, { test: now.test });
  if (sameText(now.text, golden.text)) {
    return { finding: good('wrong', trial.step.id, { code: 'wrong-caught', args }, { detail: now.text }), fresh: null };
  }
  const fresh = printGolden(now);
  const line = firstDifference(printGolden(golden), fresh);
  const more = { file: textFile, line, detail: lineDiff(golden.text, now.text) };
  return { finding: bad('wrong', trial.step.id, { code: 'wrong-text-differs', args }, more), fresh };
}

/** Null for a run without tests. */
function languageName({ verdict }: StepResult): string | null {
  const [first] = verdict.tests;
  return first === undefined ? null : readerOf(first).name;
}

/** The program could not be parsed, or it could not be sent: such a run says nothing about the suite. */
function isUnreadable({ verdict }: StepResult): boolean {
  const unsent =
    verdict.outcome === 'learner-error' &&
    verdict.tests.every(({ programs, failure }) => programs.length === 0 && failure === null);
  const unparsed = verdict.tests.some((test) => {
    const exception = crashOf(test)?.exception;
    const last = exception?.frames.at(-1);
    if (exception === undefined || last === undefined || last.name !== null) return false;
    return readerOf(test).isUnreadable(exception) && learnerFile(last.file) !== null;
  });
  return unsent || unparsed;
}
