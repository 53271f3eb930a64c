import type { Report } from '../../contract/report';
import type { Outcome } from '../../contract/verdict';

/** Endings that say something about the program; the others (out of time, cancelled, our own trouble) leave it open. */
const KNOWN_TO_FAIL: ReadonlySet<Outcome> = new Set([
  'failed',
  'learner-error',
  'out-of-memory',
  'process-limit',
  'output-limit',
]);

/** Ids of the earlier steps that are known to fail now. A step is done when there are none. */
export function brokenSteps({ regressions }: Pick<Report, 'regressions'>): readonly string[] {
  return regressions.filter(({ outcome }) => KNOWN_TO_FAIL.has(outcome)).map(({ step }) => step);
}
