import { OUTCOMES } from '../../contract/outcomes';
import type { Report } from '../../contract/report';

/** Ids of the earlier steps that are known to fail now. A step is done when there are none. */
export function brokenSteps({ regressions }: Pick<Report, 'regressions'>): readonly string[] {
  return regressions.filter(({ outcome }) => OUTCOMES[outcome].knownToFail).map(({ step }) => step);
}
