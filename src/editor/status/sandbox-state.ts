import { type Api, type Disposable, DisposableStore } from '../base/api';
import type { RunNews, RunNewsSource } from '../base/run-news';
import type { SandboxStanding } from '../run/core-loader';
import { troubleOf } from './engine-trouble';

/** What is known of the sandbox: from runs, and from the one that is made ahead of them. */
export class SandboxState implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed;
  #standing: SandboxStanding | null = null;
  /** What was heard last: an older answer does not count. */
  #heard = 0;

  constructor(api: Api, service: RunNewsSource) {
    this.#changed = this.#disposables.add(new api.EventEmitter<void>());
    this.#disposables.add(service.onNews((news) => this.#take(news)));
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** Null while nothing is known. */
  get standing(): SandboxStanding | null {
    return this.#standing;
  }

  /** A sandbox is made ahead. @param warming how it stands then; null when that is not known. It does not reject here. */
  async follow(warming: Promise<SandboxStanding | null>): Promise<void> {
    const before = this.#standing;
    if (before !== 'ready' && before !== 'building') this.#tell('starting');
    const heard = this.#heard;
    const standing = await warming.catch(() => null);
    if (heard === this.#heard) this.#tell(standing ?? (before === 'starting' ? null : before));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #take(news: RunNews): void {
    if (news.kind === 'building') this.#tell('building');
    if (news.kind === 'event') this.#tell('ready');
    if (news.kind !== 'finished') return;
    const trouble = troubleOf(news.result.verdict);
    if (trouble !== null) this.#tell(trouble.code.startsWith('image-') ? 'noImage' : 'noDocker');
    // Cancelled, for one.
    else if (this.#standing === 'building') this.#tell('noImage');
  }

  #tell(standing: SandboxStanding | null): void {
    this.#heard += 1;
    if (standing === this.#standing) return;
    this.#standing = standing;
    this.#changed.fire();
  }
}
