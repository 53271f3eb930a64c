import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFile } from '../../course/files/disk';
import type { RunWatch, StepRequest, StepResult } from '../../run/request';
import type { Runner } from '../../run/runner';
import { unreadResult } from '../../run/step-report';
import type { Api, Disposable } from '../base/api';
import type { RunNews, RunObserver } from '../base/run-news';
import { RunClock } from '../base/run-times';
import type { Target } from '../base/target';
import { CurrentRun } from './current-run';
import { isOnDisk, SAVE_LIMIT_MS, type SaveTarget, saveFolder, unsavedProgram } from './saving';
import { BREATH_MS } from './timing';

/** The part of a run that ends where a phase of the core begins. */
const PART_BEFORE = { sandbox: 'snapshot', tests: 'claim', earlier: null } as const;

/** A program that is run while it is saved. */
interface UnsavedSource {
  readonly source: Uint8Array;
  /** Whether it has become the contents of the file. Never rejects. */
  readonly saved: Promise<boolean>;
}

/** What is wanted beside the verdict. */
type RunOptions = Pick<StepRequest, 'coverage'>;

/** What comes after a verdict. */
type Behind = Pick<StepResult, 'traced' | 'covered'>;

/** One run that is under way. */
interface ActiveRun {
  readonly target: Target;
  readonly run: CurrentRun;
  readonly observer: RunObserver;
  readonly clock: RunClock;
  readonly how: RunOptions;
  /** Resolves when the editor has had its time to show the verdict. */
  shown: Promise<unknown>;
}

/**
 * The one way from the editor to the core. Saves the unsaved files of the learner's folder, runs the step, and tells the news. A new
 * run in a folder replaces the one before: that one is cancelled, and its end is told to its own observer alone.
 */
export class RunService implements Disposable {
  readonly #news;
  /** The newest run of each root. */
  readonly #running = new Map<string, CurrentRun>();
  /** Roots whose files are being saved for a run. */
  readonly #saving = new Set<string>();
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

  /** Resolves once the observer has heard the end. Rejects for a defect of our own only, after `crashed`. */
  async run(target: Target, observer: RunObserver, signal: AbortSignal, how: RunOptions = {}): Promise<void> {
    const run = this.#take(target.root);
    const cancel = () => run.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    const active = { target, run, observer, how, clock: new RunClock(), shown: Promise.resolve() };
    const leave = () => {
      signal.removeEventListener('abort', cancel);
      run.arrived(false);
      if (this.#isNewest(run, target)) this.#running.delete(target.root);
    };
    let ended: Behind = {};
    try {
      ended = await this.#toEnd(active);
    } finally {
      if (ended.traced === undefined && ended.covered === undefined) leave();
      else void this.#tellReached(active, ended).finally(leave);
    }
  }

  /** The run has ended, but for a traced run of its tests. A newer run cuts that off, as if it were a part of this one. */
  async #tellReached(active: ActiveRun, { traced, covered }: Behind): Promise<void> {
    await covered;
    const report = (await traced) ?? null;
    if (report !== null) this.#tell(active, { kind: 'reached', target: active.target, report });
  }

  /** Whether files of the folder with this root are saved for a run right now. */
  isSaving(root: string): boolean {
    return this.#saving.has(root);
  }

  /** Stops the run in the folder with this root. Where none goes on there, or none is meant, it stops every run: a person stops what they see. */
  stop(root: string | null): void {
    const meant = root === null ? undefined : this.#running.get(root);
    for (const run of meant === undefined ? this.#running.values() : [meant]) run.cancel();
  }

  /** Cancels the run in the folder with this root, if there is one. */
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

  #isNewest(run: CurrentRun, { root }: Target): boolean {
    return this.#running.get(root) === run;
  }

  async #toEnd(active: ActiveRun): Promise<StepResult> {
    const { target, run, observer, clock } = active;
    try {
      const result = await this.#saveAndRun(active);
      await active.shown;
      clock.ended('after');
      if (this.#isNewest(run, target)) this.#tell(active, { kind: 'finished', target, result, times: clock.times });
      else observer({ kind: 'replaced', target, result });
      return result;
    } catch (error) {
      const crashed = { kind: 'crashed', target, error } as const;
      if (this.#isNewest(run, target)) this.#tell(active, crashed);
      else observer(crashed);
      throw error;
    }
  }

  /** Tells the news of a run, unless a newer one has replaced it. */
  #tell({ target, run, observer }: ActiveRun, news: RunNews): void {
    if (!this.#isNewest(run, target)) return;
    observer(news);
    this.#news.fire(news);
  }

  async #saveAndRun(active: ActiveRun): Promise<StepResult> {
    const { target, run, clock } = active;
    const source = this.#changedBySaving.has(target.file) ? null : unsavedProgram(this.api, target);
    // Before saving, so that text that is typed from now on counts as an edit.
    if (source !== null) this.#tell(active, { kind: 'started', target, unsaved: true });
    const saving = this.save(target, run.signal);
    const result = source === null ? null : await this.#runWhileSaving(active, source, saving);
    if (result !== null) return result;
    const [unsaved] = await saving;
    clock.ended('save');
    this.#tell(active, { kind: 'started', target });
    const go = unsaved === undefined || run.signal.aborted;
    return go ? this.#runInCore(active, run.signal) : notSaved(target, unsaved);
  }

  /** Saves the files of a folder before anything of it is run. @returns those that could not be saved */
  async save(target: SaveTarget, signal: AbortSignal): Promise<readonly string[]> {
    this.#saving.add(target.root);
    try {
      return await saveFolder(this.api, target, signal, this.saveLimitMs);
    } finally {
      this.#saving.delete(target.root);
    }
  }

  /** The verdict is on the text that the learner sees, and need not wait. Null when another text was saved: then the run does not count. */
  async #runWhileSaving(
    active: ActiveRun,
    source: Uint8Array,
    saving: Promise<readonly string[]>,
  ): Promise<StepResult | null> {
    const { target, run } = active;
    const saved = saving.then((unsaved) => unsaved.length === 0 && isOnDisk(target.file, source));
    // A file that was removed meanwhile is there again once it is saved.
    if (!(await isFile(target.file))) return null;
    const stop = new AbortController();
    const running = this.#runInCore(active, AbortSignal.any([run.signal, stop.signal]), { source, saved });
    running.catch(() => undefined); // handled below, when it counts
    if ((await saved) || run.signal.aborted) return running;
    this.#changedBySaving.add(target.file);
    stop.abort();
    await running.catch(() => undefined);
    return null;
  }

  async #runInCore(active: ActiveRun, signal: AbortSignal, unsaved?: UnsavedSource): Promise<StepResult> {
    const { course, step, file, root } = active.target;
    const where = { file, root, source: unsaved?.source ?? null, saved: unsaved?.saved, entry: null };
    const how = { ...active.how, withEarlier: true, seed: null, signal, watch: this.#watch(active, signal) };
    const runner = await this.runner();
    return runner.run({ course, step, ...where, ...how });
  }

  #watch(active: ActiveRun, signal: AbortSignal): RunWatch {
    const { target, run, clock } = active;
    return {
      building: (progress) => {
        run.arrived(true);
        this.#tell(active, { kind: 'building', target, progress });
      },
      phase: (phase) => {
        const ended = PART_BEFORE[phase];
        if (ended !== null) clock.ended(ended);
        run.arrived(false);
      },
      verdict: (verdict, report) => {
        clock.ended('run');
        if (signal.aborted) return;
        this.#tell(active, { kind: 'verdict', target, verdict, report });
        active.shown = sleep(BREATH_MS, undefined, { signal }).catch(() => undefined);
      },
      event: (event, finished) => {
        if (!signal.aborted) this.#tell(active, { kind: 'event', target, event, finished });
      },
    };
  }
}

/** The old text of the file says nothing about the one that the learner sees: nothing is run. */
function notSaved(target: Target, file: string): StepResult {
  const problem = { code: 'file-not-saved', args: { file: path.relative(target.root, file) } } as const;
  return unreadResult(target, problem);
}
