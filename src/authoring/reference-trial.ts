import { CodedError } from '../contract/codes';
import type { Course, Step } from '../course/format/format';
import type { RunWatch, StepResult } from '../run/request';
import type { Runner } from '../run/runner';
import { bad, type CheckFinding, good } from './finding';
import { learnersText } from './golden';
import { unjudged } from './judge';
import { inFolder } from './plan';
import { type Task, type Trial, Trials, trialArgs } from './trial';

/** The genuine program of a course, ready to run: it does everything that the steps ask for. */
export interface Reference {
  /** Uses an image that holds the genuine program. The provider disposes of it. */
  readonly runner: Pick<Runner, 'run'>;
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/`. */
  readonly entry: string;
}

export interface ReferenceProvider {
  /** @returns null for a course without a genuine program. @throws CodedError when it cannot be prepared, or `cancelled` */
  readonly prepare: (course: Course, watch: RunWatch, signal: AbortSignal) => Promise<Reference | null>;
}

interface ReferenceOptions {
  /** Null leaves it out. */
  readonly reference: ReferenceProvider | null;
  readonly watch: RunWatch;
  readonly signal: AbortSignal;
  /** The line of a step's `reference_differs` in `course.json`; null without one. */
  readonly lineOf: (step: Step) => number | null;
}

/** One run for each step on the reference's own runner; none for a course without a genuine program. */
export async function referenceTasks(
  course: Course,
  steps: readonly Step[],
  options: ReferenceOptions,
  add: (finding: CheckFinding) => void,
): Promise<readonly Task[]> {
  const reference = await prepared(course, options, add);
  if (reference === null) return [];
  const { runner, root, entry } = reference;
  const trials = new Trials(course, runner, options.signal, options.watch);
  return steps.map((step) => {
    const trial = { ...inFolder(course, step, 'reference', 'reference'), root, entry: step.entry ?? entry };
    const run = async () => [judgeReference(trial, await trials.go(trial), options.lineOf(step))];
    return { step, tries: 'reference', name: 'reference', run, skipped: () => trials.over };
  });
}

/** A failure to prepare the program becomes a finding, and the other checks go on. */
async function prepared(
  course: Course,
  { reference, watch, signal }: ReferenceOptions,
  add: (finding: CheckFinding) => void,
): Promise<Reference | null> {
  try {
    return (await reference?.prepare(course, watch, signal)) ?? null;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'cancelled') throw error;
    add(bad('reference', null, error.told, { file: 'reference', trouble: true }));
    return null;
  }
}

/** The genuine program must pass a step, unless the course gives a reason; then it must fail. */
export function judgeReference(trial: Trial, result: StepResult, line: number | null): CheckFinding {
  const none = unjudged('reference', trial, result);
  if (none !== null) return none;
  const { step, name } = trial;
  const { outcome } = result.verdict;
  const passed = outcome === 'passed';
  const args = trialArgs(trial, { outcome, why: step.reference_differs ?? null });
  const detail = passed ? null : learnersText(result);
  const differs = step.reference_differs !== undefined;
  if (passed && differs)
    return bad('reference', step.id, { code: 'reference-agrees', args }, { file: 'course.json', line });
  if (!passed && !differs) return bad('reference', step.id, { code: 'reference-fails', args }, { file: name, detail });
  return good('reference', step.id, { code: passed ? 'reference-passes' : 'reference-differs', args }, { detail });
}
