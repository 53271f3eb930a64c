import type { Uri } from 'vscode';
import type { Step } from '../../course/format/format';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { RunNews, RunNewsSource } from '../base/run-news';
import { untilVerdict } from '../base/run-times';
import { isInside, type Target } from '../base/target';
import type { Edits } from '../course/edits';
import { unsavedIn } from '../run/saving';
import { BrokenSteps } from './broken-steps';
import { isOfOtherRuntime, isSameProgram, type LastRun } from './last-run';

/** The last run in each learner's folder, and whether the learner has edited since. */
export class LastRuns implements Disposable {
  readonly #runs = new Map<string, LastRun>();
  readonly #disposables = new DisposableStore();
  readonly #changed;

  constructor(
    private readonly api: Api,
    service: RunNewsSource,
    edits: Pick<Edits, 'onDidEdit'>,
    private readonly broken = new BrokenSteps(null),
  ) {
    this.#changed = this.#disposables.add(new api.EventEmitter<LastRun>());
    this.#disposables.add(service.onNews((news) => this.#take(news)));
    this.#disposables.add(edits.onDidEdit((uri) => this.#edited(uri)));
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** The last run in this folder, when it was one of this step and program, in the runtime that the learner works in; else null. */
  of(target: Target): LastRun | null {
    const run = this.#runs.get(target.root);
    return run !== undefined && isSameProgram(run.target, target) && !isOfOtherRuntime(run, target) ? run : null;
  }

  /** The steps that the program of this folder has passed and passes no longer, in the order of the course. */
  brokenIn({ root, course }: Pick<Target, 'root' | 'course'>): readonly Step[] {
    const ids = this.broken.in(root);
    return course.steps.filter(({ id }) => ids.includes(id));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #take(news: RunNews): void {
    const before = this.#runs.get(news.target.root) ?? null;
    const now = news.kind === 'started' || before === null ? this.#fresh(news, before) : before;
    const after = next(now, news);
    if (after === before) return;
    this.#runs.set(news.target.root, after);
    if (news.kind === 'finished') this.broken.learn(news.target, news.result);
    this.#changed.fire(after);
  }

  /** Text that was typed while the files were saved is not tested. Later text comes as an edit. When the run before waits for the image, so does this one. */
  #fresh(news: RunNews, before: LastRun | null): LastRun {
    const { target } = news;
    const isUnsaved = news.kind === 'started' && news.unsaved === true;
    const edited = !isUnsaved && unsavedIn(this.api, target.root).length > 0;
    const image = before?.phase === 'building' ? before : ({ phase: 'running', progress: null } as const);
    return { target, phase: image.phase, edited, progress: image.progress, verdict: null, result: null };
  }

  #edited(uri: Uri): void {
    for (const [root, run] of this.#runs) {
      if (run.edited || !isInside(root, uri)) continue;
      const after = { ...run, edited: true };
      this.#runs.set(root, after);
      this.#changed.fire(after);
    }
  }
}

function took({ times = new Map() }: Extract<RunNews, { kind: 'finished' }>): Pick<LastRun, 'tookMs'> {
  const tookMs = untilVerdict(times);
  return tookMs === null ? {} : { tookMs };
}

function next(run: LastRun, news: RunNews): LastRun {
  switch (news.kind) {
    case 'started':
      return run;
    case 'building':
      return { ...run, phase: 'building', progress: news.progress };
    case 'event':
      return run.phase === 'building' ? { ...run, phase: 'running', progress: null } : run;
    case 'verdict':
      return { ...run, phase: 'earlier', progress: null, verdict: news.verdict };
    case 'finished':
      return {
        ...run,
        phase: 'ended',
        progress: null,
        verdict: news.result.verdict,
        result: news.result,
        ...took(news),
      };
    case 'reached':
      return run.result === null ? run : { ...run, result: { ...run.result, report: news.report } };
    case 'crashed':
      return { ...run, phase: 'crashed', progress: null };
  }
}
