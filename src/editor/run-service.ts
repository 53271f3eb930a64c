import type { SandboxEvent } from '../contract/events';
import type { Verdict } from '../contract/verdict';
import type { BuildProgress } from '../engine/image-build';
import type { StepResult } from '../run/request';
import type { Runner } from '../run/run-step';
import type { Api, Disposable } from './api';
import type { Target } from './course/target';

/** What happens to runs, for everything that shows it: status bar, CodeLens, diagnostics. */
export type RunNews =
  | { readonly kind: 'started'; readonly target: Target }
  | { readonly kind: 'building'; readonly target: Target; readonly progress: BuildProgress }
  | { readonly kind: 'event'; readonly target: Target; readonly event: SandboxEvent }
  /** The step's own verdict is there; earlier steps may still be run. */
  | { readonly kind: 'verdict'; readonly target: Target; readonly verdict: Verdict }
  | { readonly kind: 'finished'; readonly target: Target; readonly result: StepResult };

/**
 * The one way from the editor to the core. Saves what is unsaved in the learner's folder, runs the step, and tells everybody. A new run
 * in a folder cancels the one before: the newest wins.
 */
export class RunService implements Disposable {
  readonly #news;
  readonly #running = new Map<string, AbortController>();

  constructor(
    private readonly api: Api,
    /** Made at the first run: nothing slow happens before. */
    private readonly runner: () => Promise<Runner>,
  ) {
    this.#news = new api.EventEmitter<RunNews>();
  }

  get onNews() {
    return this.#news.event;
  }

  /** Never rejects for anything that happens to the run; the result says it. */
  async run(target: Target, signal: AbortSignal): Promise<StepResult> {
    const controller = this.#take(target.root);
    const cancel = () => controller.abort();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      await this.#save(target.root);
      this.#news.fire({ kind: 'started', target });
      const result = await this.#graded(target, controller.signal);
      this.#news.fire({ kind: 'finished', target, result });
      return result;
    } finally {
      signal.removeEventListener('abort', cancel);
      if (this.#running.get(target.root) === controller) this.#running.delete(target.root);
    }
  }

  dispose(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#news.dispose();
  }

  #take(root: string): AbortController {
    this.#running.get(root)?.abort();
    const controller = new AbortController();
    this.#running.set(root, controller);
    return controller;
  }

  /** The file and every unsaved file of the folder: what is tested is what the learner sees. */
  async #save(root: string): Promise<void> {
    const prefix = this.api.Uri.file(root).path.replace(/\/*$/, '/');
    const dirty = this.api.workspace.textDocuments.filter(
      (document) => document.isDirty && document.uri.scheme === 'file' && document.uri.path.startsWith(prefix),
    );
    await Promise.all(dirty.map((document) => document.save()));
  }

  async #graded(target: Target, signal: AbortSignal): Promise<StepResult> {
    const runner = await this.runner();
    const { course, step, file, root } = target;
    const watch = {
      building: (progress: BuildProgress) => this.#news.fire({ kind: 'building', target, progress }),
      verdict: (verdict: Verdict) => this.#news.fire({ kind: 'verdict', target, verdict }),
      event: (event: SandboxEvent) => this.#news.fire({ kind: 'event', target, event }),
    };
    const what = { course, step, file, root, source: null, entry: null, withEarlier: true, seed: null };
    return runner.run({ ...what, signal, watch });
  }
}
