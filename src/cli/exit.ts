import { OUTCOMES } from '../contract/outcomes';
import type { Outcome } from '../contract/verdict';

export const EXIT = { passed: 0, notPassed: 1, usage: 2, sandbox: 3, cancelled: 130 } as const;

/** What the process answers for a run. A broken suite is a trouble of the sandbox, not of the learner. */
export function exitCodeOf(outcome: Outcome): number {
  if (outcome === 'passed') return EXIT.passed;
  if (outcome === 'cancelled') return EXIT.cancelled;
  return OUTCOMES[outcome].fault === 'engine' ? EXIT.sandbox : EXIT.notPassed;
}
