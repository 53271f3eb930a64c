import { setTimeout as sleep } from 'node:timers/promises';
import { settledOrAborted } from '../sandbox/promises';

/**
 * Background work begins a little after the verdict. On two cores, an engine that removed one container and started the next kept the
 * editor from showing the verdict for 80 ms. After `dispose`, there is no delay any more.
 */
export class Cooldown {
  readonly #over = new AbortController();

  constructor(private readonly ms: number) {}

  /** Resolves after the cooldown, or at once when the signal aborts or this is disposed. */
  async elapsed(signal?: AbortSignal): Promise<void> {
    if (this.ms === 0) return;
    const elapsed = sleep(this.ms, undefined, { signal: this.#over.signal }).catch(() => undefined);
    await settledOrAborted(elapsed, signal);
  }

  dispose(): void {
    this.#over.abort();
  }
}
