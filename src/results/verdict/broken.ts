import type { Report } from '../../contract/report';
import type { Outcome } from '../../contract/verdict';

/** Outcomes that say something about the program. The others (out of time, cancelled, our own trouble) leave it open. */
const KNOWN_TO_FAIL: ReadonlySet<Outcome> = new Set([
  'failed',
  'learner-error',
  'out-of-memory',
  'process-limit',
  'output-limit',
]);

/** Ids of the earlier steps that are known to fail now. If there are none, the step is done. */
export function brokenSteps({ regressions }: Pick<Report, 'regressions'>): readonly string[] {
  return regressions.filter(({ outcome }) => KNOWN_TO_FAIL.has(outcome)).map(({ step }) => step);
}
