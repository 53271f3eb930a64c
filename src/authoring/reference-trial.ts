import { CodedError } from '../contract/codes';
import type { Course, Step } from '../course/format/format';
import type { RunWatch, StepResult } from '../run/request';
import type { Runner } from '../run/runner';
import { bad, type Finding, good } from './finding';
import { learnersText } from './golden';
import { argsOf, unjudged } from './judge';
import { inFolder } from './plan';
import type { Task } from './task';
import { type Trial, Trials } from './trial';

/** The genuine program of a course, ready to be run: what the course's steps ask for, it does. */
export interface Reference {
  /** On an image that holds the genuine program. Belongs to the provider. */
  readonly runner: Pick<Runner, 'run'>;
  /** Absolute; and relative to it, with `/`. */
  readonly root: string;
  readonly entry: string;
}

export interface ReferenceProvider {
  /** Null: this course has no genuine program. @throws CodedError when it cannot be had, `cancelled` */
  readonly prepare: (course: Course, watch: RunWatch, signal: AbortSignal) => Promise<Reference | null>;
}

interface ReferenceOptions {
  /** Null leaves it out. */
  readonly reference: ReferenceProvider | null;
  readonly watch: RunWatch;
  readonly signal: AbortSignal;
  /** Where a step's reason for `reference_differs` stands in `course.json`; null without one. */
  readonly lineOf: (step: Step) => number | null;
}

/** One run a step, on the reference's own runner; none where the course has no genuine program. */
export async function referenceTasks(
  course: Course,
  steps: readonly Step[],
  options: ReferenceOptions,
  add: (finding: Finding) => void,
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

/** What was not to be had is a finding of its own: the rest is checked all the same. */
async function prepared(
  course: Course,
  { reference, watch, signal }: ReferenceOptions,
  add: (finding: Finding) => void,
): Promise<Reference | null> {
  try {
    return (await reference?.prepare(course, watch, signal)) ?? null;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'cancelled') throw error;
    add(bad('reference', null, error.told, { file: 'reference', trouble: true }));
    return null;
  }
}

/** The genuine program passes each step, unless the course says why it does not; then it must not. */
export function judgeReference(trial: Trial, result: StepResult, line: number | null): Finding {
  const none = unjudged('reference', trial, result);
  if (none !== null) return none;
  const { step, name } = trial;
  const { outcome } = result.verdict;
  const passed = outcome === 'passed';
  const args = argsOf(trial, { outcome, why: step.reference_differs ?? null });
  const detail = passed ? null : learnersText(result);
  const differs = step.reference_differs !== undefined;
  if (passed && differs)
    return bad('reference', step.id, { code: 'reference-agrees', args }, { file: 'course.json', line });
  if (!passed && !differs) return bad('reference', step.id, { code: 'reference-fails', args }, { file: name, detail });
  return good('reference', step.id, { code: passed ? 'reference-passes' : 'reference-differs', args }, { detail });
}
