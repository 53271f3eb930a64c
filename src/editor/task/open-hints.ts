import type { Memento } from 'vscode';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { Target } from '../base/target';

const KEY = 'codealong.openHints';

/** How many hints of each step the learner has opened. Kept by the editor for this workspace. */
export class OpenHints implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed;

  constructor(
    api: Api,
    private readonly memento: Memento,
  ) {
    this.#changed = this.#disposables.add(new api.EventEmitter<void>());
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

  dispose(): void {
    this.#disposables.dispose();
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
