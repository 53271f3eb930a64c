import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxEvent } from '../../contract/events';
import type { Verdict } from '../../contract/verdict';
import { isFile } from '../../course/files/disk';
import type { BuildProgress } from '../../engine/image/image-build';
import { toReport } from '../../results/report/report';
import { verdictOfProblem } from '../../results/verdict/reduce';
import type { StepResult } from '../../run/request';
import type { Runner } from '../../run/runner';
import type { Api, Disposable } from '../base/api';
import type { Target } from '../base/target';
import { CurrentRun } from './current-run';
import { RunClock, type RunTimes } from './run-times';
import { SAVE_LIMIT_MS, saveFolder } from './saving';
import { isOnDisk, unsavedProgram } from './unsaved-program';

/** The part of a run that ends where a phase of the core begins. */
const ENDED = { sandbox: 'snapshot', tests: 'claim', earlier: null } as const;
type Phase = keyof typeof ENDED;

/** Milliseconds between verdict and end in which the editor shows the verdict; what an end leads to (panels, texts) would delay it. */
const BREATH_MS = 80;

/** What happens to runs, for everything that shows it: status bar, CodeLens, diagnostics. */
export type RunNews =
  /** Once more for the same target when saving has changed the program; what was told before counts no more. `ahead`: it is being saved. */
  | { readonly kind: 'started'; readonly target: Target; readonly ahead?: true }
  | { readonly kind: 'building'; readonly target: Target; readonly progress: BuildProgress }
  | { readonly kind: 'event'; readonly target: Target; readonly event: SandboxEvent }
  /** The step's own verdict is there; earlier steps may still be run. */
  | { readonly kind: 'verdict'; readonly target: Target; readonly verdict: Verdict }
  | { readonly kind: 'finished'; readonly target: Target; readonly result: StepResult; readonly times?: RunTimes }
  /** A defect of our own; there is no result. */
  | { readonly kind: 'crashed'; readonly target: Target; readonly error: unknown };

/** A program that is run while it is saved. */
interface Ahead {
  readonly source: Uint8Array;
  /** Whether it has become what is on the disk. Never rejects. */
  readonly saved: Promise<boolean>;
}

/** One run as it is asked for, and what it is told through. */
interface Asked {
  readonly target: Target;
  readonly run: CurrentRun;
  readonly clock: RunClock;
  /** Resolves when the editor has had its time to show the verdict that was told. */
  shown: Promise<unknown>;
}

/**
 * The one way from the editor to the core. Saves what is unsaved in the learner's folder, runs the step, and tells everybody. A new run
 * in a folder cancels the one before: the newest wins, and nothing more is told of the other.
 */
export class RunService implements Disposable {
  readonly #news;
  readonly #running = new Map<string, CurrentRun>();
  /** Programs that did not stay as they were when they were saved: a formatter is at work. */
  readonly #changedBySaving = new Set<string>();

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
    const asked: Asked = { target, run, clock: new RunClock(), shown: Promise.resolve() };
    try {
      const result = await this.#result(asked);
      await asked.shown;
      asked.clock.ended('after');
      this.#tell(run, { kind: 'finished', target, result, times: asked.clock.times });
      return result;
    } catch (error) {
      this.#tell(run, { kind: 'crashed', target, error });
      throw error;
    }
  }

  #tell(run: CurrentRun, news: RunNews): void {
    if (this.#running.get(news.target.root) === run) this.#news.fire(news);
  }

  async #result(asked: Asked): Promise<StepResult> {
    const { target, run, clock } = asked;
    const source = this.#changedBySaving.has(target.file) ? null : unsavedProgram(this.api, target);
    // Before it is saved, so that what is typed from now on is seen to be an edit.
    if (source !== null) this.#tell(run, { kind: 'started', target, ahead: true });
    const saving = saveFolder(this.api, target, run.signal, this.saveLimitMs);
    const ahead = source === null ? null : await this.#whileSaved(asked, source, saving);
    if (ahead !== null) return ahead;
    const [unsaved] = await saving;
    clock.ended('save');
    this.#tell(run, { kind: 'started', target });
    const go = unsaved === undefined || run.signal.aborted;
    return go ? this.#graded(asked, run.signal) : notSaved(target, unsaved);
  }

  /** The verdict is on what the learner sees, and need not wait. Null when that is not what was saved: then it does not count. */
  async #whileSaved(asked: Asked, source: Uint8Array, saving: Promise<readonly string[]>): Promise<StepResult | null> {
    const { target, run } = asked;
    const saved = saving.then((unsaved) => unsaved.length === 0 && isOnDisk(target.file, source));
    // One that was removed meanwhile is found once it is saved.
    if (!(await isFile(target.file))) return null;
    const stop = new AbortController();
    const running = this.#graded(asked, AbortSignal.any([run.signal, stop.signal]), { source, saved });
    running.catch(() => undefined); // looked at below, when it counts
    if ((await saved) || run.signal.aborted) return running;
    this.#changedBySaving.add(target.file);
    stop.abort();
    await running.catch(() => undefined);
    return null;
  }

  async #graded(asked: Asked, signal: AbortSignal, { source, saved }: Partial<Ahead> = {}): Promise<StepResult> {
    const { target, run, clock } = asked;
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
        if (signal.aborted) return;
        this.#tell(run, { kind: 'verdict', target, verdict });
        asked.shown = sleep(BREATH_MS, undefined, { signal }).catch(() => undefined);
      },
      event: (event: SandboxEvent) => {
        if (!signal.aborted) this.#tell(run, { kind: 'event', target, event });
      },
    };
    const what = {
      course,
      step,
      file,
      root,
      source: source ?? null,
      saved,
      entry: null,
      withEarlier: true,
      seed: null,
    };
    return runner.run({ ...what, signal, watch });
  }
}

/** The old text of the file says nothing about the one that the learner sees: nothing is run. */
function notSaved({ course, step, root }: Target, file: string): StepResult {
  const problem = { code: 'file-not-saved', args: { file: path.relative(root, file) } } as const;
  const verdict = verdictOfProblem(problem, { expected: [], seed: 0, notes: [] });
  const context = { course: course.id, step: step.id, codeOf: () => null, sandbox: 'cold', regressions: [] } as const;
  return { verdict, report: toReport(verdict, context), afterwards: [] };
}
