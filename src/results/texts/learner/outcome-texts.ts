import type { Outcome, TestVerdict } from '../../../contract/verdict';
import { plural, table, WHEN_BUSY } from '../words';

/** How a run ended, and by what; the reason is empty where the tests themselves say it. */
const WORDS: Readonly<Record<Outcome, readonly [end: string, reason: string]>> = {
  passed: ['Passed', ''],
  cancelled: ['Cancelled', ''],
  'engine-missing': ['Not run', 'Docker is needed'],
  'sandbox-error': ['Not judged', 'the tests could not be run'],
  'out-of-memory': ['Not passed yet', 'out of memory'],
  'process-limit': ['Not passed yet', 'too many processes'],
  'output-limit': ['Not passed yet', 'too much output'],
  timeout: ['Not passed yet', 'out of time'],
  'no-tests': ['Not judged', 'no tests'],
  'learner-error': ['Not passed yet', 'your program stopped with an error'],
  failed: ['Not passed yet', ''],
};

/** Another version may know other ends. */
const ENDS = table(WORDS);

/** The last line of a run: how it ended, and why, or how many of its tests fail. Skipped tests are counted apart. */
function closing(outcome: Outcome, tests: readonly TestVerdict['outcome'][]): string {
  const [end, reason] = wordsOf(outcome, tests);
  const counted = outcome === 'passed' ? passing(tests) : outcome === 'failed' ? failing(tests) : reason;
  return counted === '' ? `${end}.` : `${end}: ${counted}.`;
}

/** The same without any count, to stand behind a colon: `Not run (Docker is needed)`. */
function inBrief(outcome: Outcome, tests: readonly TestVerdict['outcome'][]): string {
  const [end, reason] = wordsOf(outcome, tests);
  return reason === '' ? end : `${end} (${reason})`;
}

/** A program that could not even be started has not passed, but has not failed either. */
function wordsOf(outcome: Outcome, tests: readonly TestVerdict['outcome'][]): readonly [end: string, reason: string] {
  const never = outcome === 'learner-error' && tests.length > 0 && tests.every((one) => one === 'not-run');
  return never ? ['Not run', ''] : (ENDS[outcome] ?? [outcome, '']);
}

function passing(tests: readonly TestVerdict['outcome'][]): string {
  const skipped = amountOf(tests, 'skipped');
  const more = skipped === 0 ? '' : `, ${skipped} skipped`;
  return tests.length === 0
    ? ''
    : `${amountOf(tests, 'passed')} of ${plural(tests.length - skipped, 'test')} passed${more}`;
}

/** A test that was not reached neither fails nor passes. */
function failing(tests: readonly TestVerdict['outcome'][]): string {
  const fails = amountOf(tests, 'failed') + amountOf(tests, 'errored');
  const left = amountOf(tests, 'not-run');
  const more = left === 0 ? '' : `, ${left} not run`;
  const total = tests.length - amountOf(tests, 'skipped');
  return fails === 0 ? '' : `${fails} of ${plural(total, 'test')} ${fails === 1 ? 'fails' : 'fail'}${more}`;
}

function amountOf(tests: readonly TestVerdict['outcome'][], wanted: TestVerdict['outcome']): number {
  return tests.filter((one) => one === wanted).length;
}

/** Milliseconds, in the unit that is easier to read. */
function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Earlier steps that were run, or need not be run again, with this one. */
function stillPass(steps: number): string {
  return steps === 1 ? 'The earlier step still passes.' : `The ${steps} earlier steps still pass.`;
}

/** The step passes, and these earlier ones, which passed before, do not any more. */
function broke(steps: readonly string[]): string {
  return `This step passes, but your program breaks ${steps.length === 1 ? 'an earlier one' : 'earlier ones'}: ${steps.join(', ')}.`;
}

/** Labels of a shown report. */
const labels = {
  sent: 'tried',
  expected: 'expected',
  received: 'received',
  notRun: 'not run',
  skipped: 'skipped',
  alsoFailed: 'Also not passed',
  output: 'What your program wrote:',
  note: 'Note',
  earlier: 'Earlier steps',
  /** Of an earlier step, in place of its outcome. */
  busy: `Not judged: the machine was busy. ${WHEN_BUSY}`,
};

/** How to have the same run again. */
function seedLine(seed: number): string {
  return `Seed of this run: ${seed}`;
}

/** Stands in the middle of a text that was too long. */
function leftOut(amount: number, unit: string): string {
  return `[… ${plural(amount, unit)} left out …]`;
}

/** How a run, its tests and its earlier steps are told, beside the messages. */
export const outcomeTexts = { closing, inBrief, broke, stillPass, labels, seedLine, duration, leftOut };
