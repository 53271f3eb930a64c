import type { Memento } from 'vscode';
import type { ReportTest } from '../../contract/report';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { RunNews, RunNewsSource } from '../base/run-news';
import type { Target } from '../base/target';

const KEY = 'codealong.openHints';
/** Failures of one test after which a hint is offered. */
const OFFERED_AFTER = 2;

/** How many hints of each step the learner has opened, and whether one more is offered. Kept by the editor for this workspace. */
export class OpenHints implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed;
  /** Failures in a row, by step and test. */
  readonly #failures = new Map<string, number>();

  constructor(
    api: Api,
    private readonly memento: Memento,
    service: RunNewsSource,
  ) {
    this.#changed = this.#disposables.add(new api.EventEmitter<void>());
    this.#disposables.add(service.onNews((news) => this.#take(news)));
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** How many of the step's hints are open, from the first on. */
  of(target: Target): number {
    return this.#all()[keyOf(target)] ?? 0;
  }

  /** One more is open. */
  async openOne(target: Target): Promise<void> {
    await this.memento.update(KEY, { ...this.#all(), [keyOf(target)]: this.of(target) + 1 });
    this.#changed.fire();
  }

  /** The same test has failed again: a hint may help. */
  isOffered(target: Target): boolean {
    const prefix = `${keyOf(target)}\n`;
    return [...this.#failures].some(([key, times]) => key.startsWith(prefix) && times >= OFFERED_AFTER);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #take(news: RunNews): void {
    if (news.kind !== 'finished') return;
    for (const test of news.result.report.tests) this.#count(news.target, test);
    this.#changed.fire();
  }

  #count(target: Target, { id, outcome }: ReportTest): void {
    const key = `${keyOf(target)}\n${id}`;
    if (outcome === 'passed') this.#failures.delete(key);
    else if (outcome === 'failed' || outcome === 'errored') this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1);
  }

  /** Another version of ours may have written something else there. */
  #all(): Readonly<Record<string, number>> {
    const stored = this.memento.get<unknown>(KEY);
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, open]) => Number.isInteger(open)));
  }
}

function keyOf({ root, course, step }: Target): string {
  return `${root}\n${course.id}/${step.id}`;
}
