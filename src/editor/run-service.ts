import path from 'node:path';
import type { SandboxEvent } from '../contract/events';
import type { Verdict } from '../contract/verdict';
import type { BuildProgress } from '../engine/image-build';
import { verdictOfProblem } from '../results/reduce';
import { toReport } from '../results/report';
import type { StepResult } from '../run/request';
import type { Runner } from '../run/run-step';
import type { Api, Disposable } from './api';
import type { Target } from './course/target';
import { CurrentRun } from './current-run';
import { RunClock, type RunTimes } from './run-times';
import { SAVE_LIMIT_MS, saveFolder } from './saving';

/** The part of a run that ends where a phase of the core begins. */
const ENDED = { sandbox: 'snapshot', tests: 'claim', earlier: null } as const;
type Phase = keyof typeof ENDED;

/** What happens to runs, for everything that shows it: status bar, CodeLens, diagnostics. */
export type RunNews =
  | { readonly kind: 'started'; readonly target: Target }
  | { readonly kind: 'building'; readonly target: Target; readonly progress: BuildProgress }
  | { readonly kind: 'event'; readonly target: Target; readonly event: SandboxEvent }
  /** The step's own verdict is there; earlier steps may still be run. */
  | { readonly kind: 'verdict'; readonly target: Target; readonly verdict: Verdict }
  | { readonly kind: 'finished'; readonly target: Target; readonly result: StepResult; readonly times?: RunTimes }
  /** A defect of our own; there is no result. */
  | { readonly kind: 'crashed'; readonly target: Target; readonly error: unknown };

/**
 * The one way from the editor to the core. Saves what is unsaved in the learner's folder, runs the step, and tells everybody. A new run
 * in a folder cancels the one before: the newest wins, and nothing more is told of the other.
 */
export class RunService implements Disposable {
  readonly #news;
  readonly #running = new Map<string, CurrentRun>();

  constructor(
    private readonly api: Api,
    /** Made at the first run: nothing slow happens before. */
    private readonly runner: () => Promise<Pick<Runner, 'run'>>,
    private readonly saveLimitMs: number = SAVE_LIMIT_MS,
  ) {
    this.#news = new api.EventEmitter<RunNews>();
  }

  get onNews() {
    return this.#news.event;
  }

  /** Never rejects for anything that happens to the run; the result says it. */
  async run(target: Target, signal: AbortSignal): Promise<StepResult> {
    const run = this.#take(target.root);
    const cancel = () => run.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      return await this.#told(target, run);
    } finally {
      signal.removeEventListener('abort', cancel);
      run.arrived(false);
      if (this.#running.get(target.root) === run) this.#running.delete(target.root);
    }
  }

  /** Cancels what runs in the folder with this root, if anything does. */
  cancel(root: string): void {
    this.#running.get(root)?.cancel();
  }

  dispose(): void {
    for (const run of this.#running.values()) run.cancel();
    this.#news.dispose();
  }

  #take(root: string): CurrentRun {
    const run = new CurrentRun(this.#running.get(root) ?? null);
    this.#running.set(root, run);
    return run;
  }

  async #told(target: Target, run: CurrentRun): Promise<StepResult> {
    const clock = new RunClock();
    try {
      const [unsaved] = await saveFolder(this.api, target, run.signal, this.saveLimitMs);
      clock.ended('save');
      this.#tell(run, { kind: 'started', target });
      const go = unsaved === undefined || run.signal.aborted;
      const result = go ? await this.#graded(target, run, clock) : notSaved(target, unsaved);
      clock.ended('after');
      this.#tell(run, { kind: 'finished', target, result, times: clock.times });
      return result;
    } catch (error) {
      this.#tell(run, { kind: 'crashed', target, error });
      throw error;
    }
  }

  #tell(run: CurrentRun, news: RunNews): void {
    if (this.#running.get(news.target.root) === run) this.#news.fire(news);
  }

  async #graded(target: Target, run: CurrentRun, clock: RunClock): Promise<StepResult> {
    const runner = await this.runner();
    const { course, step, file, root } = target;
    const watch = {
      building: (progress: BuildProgress) => {
        run.arrived(true);
        this.#tell(run, { kind: 'building', target, progress });
      },
      phase: (phase: Phase) => {
        const ended = ENDED[phase];
        if (ended !== null) clock.ended(ended);
        run.arrived(false);
      },
      verdict: (verdict: Verdict) => {
        clock.ended('run');
        this.#tell(run, { kind: 'verdict', target, verdict });
      },
      event: (event: SandboxEvent) => this.#tell(run, { kind: 'event', target, event }),
    };
    const what = { course, step, file, root, source: null, entry: null, withEarlier: true, seed: null };
    return runner.run({ ...what, signal: run.signal, watch });
  }
}

/** The old text of the file says nothing about the one that the learner sees: nothing is run. */
function notSaved({ course, step, root }: Target, file: string): StepResult {
  const problem = { code: 'file-not-saved', args: { file: path.relative(root, file) } };
  const verdict = verdictOfProblem(problem, { expected: [], seed: 0, notes: [] });
  const context = { course: course.id, step: step.id, codeOf: () => null, sandbox: 'cold', regressions: [] } as const;
  return { verdict, report: toReport(verdict, context), afterwards: [] };
}
