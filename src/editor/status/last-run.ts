import { OUTCOMES } from '../../contract/outcomes';
import type { Outcome, Verdict } from '../../contract/verdict';
import type { BuildProgress } from '../../engine/image/image-build';
import { brokenSteps } from '../../results/report/report';
import type { StepResult } from '../../run/request';
import type { Target } from '../base/target';
import type { KnownFailure } from '../debug/debugged';

/** The last run in a folder, as far as it is known. */
export interface LastRun {
  readonly target: Target;
  /** `earlier`: this step's own verdict is there; earlier steps, if there are any, are still run. */
  readonly phase: 'running' | 'building' | 'earlier' | 'ended' | 'crashed';
  /** Whether the learner has edited since the files were taken. */
  readonly edited: boolean;
  /** Of the image, while it is built. */
  readonly progress: BuildProgress | null;
  readonly verdict: Verdict | null;
  readonly result: StepResult | null;
  /** Milliseconds from the command to the verdict. Absent until the run has ended, and where there is no such time. */
  readonly tookMs?: number;
}

/** `stale`: it was judged, and edited since. */
export type RunState = 'idle' | 'running' | 'building' | 'passed' | 'failed' | 'errored' | 'cancelled' | 'stale';

export function stateOfRun(run: LastRun | null): RunState {
  if (run === null) return 'idle';
  if (run.phase === 'running' || run.phase === 'building') return run.phase;
  if (run.verdict === null || run.phase === 'crashed') return 'errored';
  const judged = judgedAs(run.verdict.outcome, broken(run));
  return run.edited && (judged === 'passed' || judged === 'failed') ? 'stale' : judged;
}

/** Whether there is something to stop. */
export function isUnderWay(run: LastRun | null): run is LastRun {
  return run !== null && run.phase !== 'ended' && run.phase !== 'crashed';
}

/** Earlier steps that the program breaks, by id. */
export function broken({ result }: LastRun): readonly string[] {
  return result === null ? [] : brokenSteps(result.report);
}

function judgedAs(outcome: Outcome, brokenEarlier: readonly string[]): RunState {
  const { fault, status } = OUTCOMES[outcome];
  if (fault === 'person') return 'cancelled';
  if (status === 'error') return 'errored';
  return outcome === 'passed' && brokenEarlier.length === 0 ? 'passed' : 'failed';
}

/** Whether a run of one is a run of the other: the same step, and the same program. */
export function isSameProgram(left: Target, right: Target): boolean {
  const sameStep = left.course.id === right.course.id && left.step.id === right.step.id;
  const wholeFolder = left.alone === undefined && right.alone === undefined;
  return sameStep && left.root === right.root && (wholeFolder || left.file === right.file);
}

/** Whether the learner has chosen another runtime since. A target without one was made where nobody knew it. */
export function isOfOtherRuntime({ target, verdict }: LastRun, { runtime = null }: Target): boolean {
  const ran = verdict?.runtime?.id ?? null;
  const isChosen = runtime !== null && target.runtime !== undefined && target.runtime !== runtime;
  return isChosen && ran !== null && ran !== runtime;
}

/** The file that the course runs, and the one that it may be now; null when that is not what the last run has met. */
export function renamedIn(run: LastRun | null): { readonly file: string; readonly renamed: string } | null {
  const headline = run?.phase === 'ended' ? (run.verdict?.headline ?? null) : null;
  if (headline?.code !== 'entry-missing' || headline.args.renamed === null) return null;
  return { file: headline.args.file, renamed: headline.args.renamed };
}

/** The failure of this test, or the first one; null without any. Ids are those within the step. */
export function failureIn(run: LastRun | null, test: string | null): KnownFailure | null {
  const failed = run?.verdict?.tests.find(({ id, outcome }) => outcome === 'failed' && (test === null || id === test));
  if (failed === undefined) return null;
  const told = run?.result?.report.tests.find(({ id }) => id.endsWith(`/${failed.id}`));
  // After an edit the line may be another one.
  return { test: failed.id, place: run?.edited ? null : (told?.location ?? null) };
}
