import type { Outcome, TestVerdict } from '../../../contract/verdict';
import { plural, WHEN_BUSY } from '../words';

const WORDS: Readonly<Record<Outcome, string>> = {
  passed: 'Passed',
  cancelled: 'Cancelled',
  'engine-missing': 'Not run (Docker is needed)',
  'sandbox-error': 'Not judged (the tests could not be run)',
  'out-of-memory': 'Not passed (out of memory)',
  'process-limit': 'Not passed (too many processes)',
  'output-limit': 'Not passed (too much output)',
  timeout: 'Not passed (out of time)',
  'no-tests': 'Not judged (no tests)',
  'learner-error': 'Not passed (your program stopped with an error)',
  failed: 'Not passed',
};

/** The last line of a run: how it ended, and how many of its tests passed. Skipped tests are counted apart. */
function closing(outcome: Outcome, tests: readonly TestVerdict['outcome'][]): string {
  if (tests.length === 0) return `${WORDS[outcome]}.`;
  const amount = (wanted: TestVerdict['outcome']) => tests.filter((one) => one === wanted).length;
  const skipped = amount('skipped');
  const more = skipped === 0 ? '' : `, ${skipped} skipped`;
  return `${WORDS[outcome]}: ${amount('passed')} of ${plural(tests.length - skipped, 'test')} passed${more}.`;
}

/** The step passes, and these earlier ones, which passed before, do not any more. */
function broke(steps: readonly string[]): string {
  return `This step passes, but your program breaks ${steps.length === 1 ? 'an earlier one' : 'earlier ones'}: ${steps.join(', ')}.`;
}

/** Nothing was started, because the learner's files could not be used. */
const notRun = 'Not run.';

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
  /** Of an earlier step: why it was not run. */
  remembered: 'Nothing has changed since.',
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
export const outcomeTexts = { closing, notRun, broke, labels, seedLine, leftOut };
