import type { TestVerdict } from '../contract/verdict';
import type { StepResult } from '../run/request';
import { bad, type CheckArea, type CheckFinding, good } from './finding';
import { type Trial, trialArgs } from './trial';

/**
 * The lines of the suite that raised an exception on what the program gave. A learner reads a poor text then: it is worth a better one. With
 * the solution, the line is wrong.
 */
export function judgeAnswers(area: CheckArea, trial: Trial, { verdict }: StepResult): readonly CheckFinding[] {
  const lines = new Set<string>();
  return verdict.tests.flatMap((test) => {
    const finding = findingOf(area, trial, test, verdict.outcome);
    const line = `${finding?.file}:${finding?.line}`;
    if (finding === null || lines.has(line)) return [];
    lines.add(line);
    return [finding];
  });
}

function findingOf(area: CheckArea, trial: Trial, test: TestVerdict, outcome: string): CheckFinding | null {
  const { id, failure, place } = test;
  if (failure?.code !== 'answer-unread') return null;
  const { type, source } = failure.args;
  const args = trialArgs(trial, { outcome, test: id, type: type ?? '', source: source ?? '' });
  const message = { code: 'answer-breaks-line', args } as const;
  // The place of a failure may be in the course's own library; that of a test is relative to the step.
  const where = failure.place ?? { file: `${trial.step.folder}/${place.file}`, line: place.line };
  return trial.program === 'solution'
    ? bad(area, trial.step.id, message, where)
    : good(area, trial.step.id, message, { ...where, ...ALONE });
}

/** No run of its own. */
const ALONE = { count: { passed: 0, of: 0 } };
