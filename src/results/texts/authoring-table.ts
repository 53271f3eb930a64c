import { plural } from './words';

/** The headings of the table of `codealong check`. */
export const HEADINGS = {
  step: 'step',
  texts: 'texts',
  before: 'starter/previous',
  solution: 'solution',
  wrong: 'wrong',
  repeats: 'repeats',
  reference: 'reference',
} as const;

/** The last line: `41 of 42 checks passed in 12.3 seconds`. */
export function checksPassed(passed: number, total: number, seconds: number): string {
  return `${passed} of ${total} checks passed in ${plural(Math.round(seconds * 10) / 10, 'second')}`;
}
