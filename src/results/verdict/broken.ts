import { OUTCOMES } from '../../contract/outcomes';
import type { Report } from '../../contract/report';

/** Ids of the earlier steps that are known to fail now. If there are none, the step is done. */
export function brokenSteps({ regressions }: Pick<Report, 'regressions'>): readonly string[] {
  return regressions.filter(({ outcome }) => OUTCOMES[outcome].knownToFail).map(({ step }) => step);
}
