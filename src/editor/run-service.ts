import type { SandboxEvent } from '../contract/events';
import type { Verdict } from '../contract/verdict';
import type { BuildProgress } from '../engine/image-build';
import type { StepResult } from '../run/request';
import type { Runner } from '../run/run-step';
import type { Api, Disposable } from './api';
import { isInside } from './course/inside';
import type { Target } from './course/target';
import { CurrentRun } from './current-run';

/** What happens to runs, for everything that shows it: status bar, CodeLens, diagnostics. */
export type RunNews =
  | { readonly kind: 'started'; readonly target: Target }
  | { readonly kind: 'building'; readonly target: Target; readonly progress: BuildProgress }
  | { readonly kind: 'event'; readonly target: Target; readonly event: SandboxEvent }
  /** The step's own verdict is there; earlier steps may still be run. */
  | { readonly kind: 'verdict'; readonly target: Target; readonly verdict: Verdict }
  | { readonly kind: 'finished'; readonly target: Target; readonly result: StepResult }
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
    try {
      await this.#save(target.root);
      this.#tell(run, { kind: 'started', target });
      const result = await this.#graded(target, run);
      this.#tell(run, { kind: 'finished', target, result });
      return result;
    } catch (error) {
      this.#tell(run, { kind: 'crashed', target, error });
      throw error;
    }
  }

  #tell(run: CurrentRun, news: RunNews): void {
    if (this.#running.get(news.target.root) === run) this.#news.fire(news);
  }

  /** The file and every unsaved file of the folder: what is tested is what the learner sees. */
  async #save(root: string): Promise<void> {
    const dirty = this.api.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && isInside(root, uri));
    await Promise.all(dirty.map((document) => document.save()));
  }

  async #graded(target: Target, run: CurrentRun): Promise<StepResult> {
    const runner = await this.runner();
    const { course, step, file, root } = target;
    const watch = {
      building: (progress: BuildProgress) => {
        run.arrived(true);
        this.#tell(run, { kind: 'building', target, progress });
      },
      phase: () => run.arrived(false),
      verdict: (verdict: Verdict) => this.#tell(run, { kind: 'verdict', target, verdict }),
      event: (event: SandboxEvent) => this.#tell(run, { kind: 'event', target, event }),
    };
    const what = { course, step, file, root, source: null, entry: null, withEarlier: true, seed: null };
    return runner.run({ ...what, signal: run.signal, watch });
  }
}
