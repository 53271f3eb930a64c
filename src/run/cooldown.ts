import { setTimeout as sleep } from 'node:timers/promises';
import { settledOrAborted } from '../sandbox/promises';

/**
 * Work that nobody waits for begins a little after the verdict: on two cores, the engine that removes one container and starts the next
 * kept an editor from showing the verdict for 80 ms. Dispose it, and nothing rests any more.
 */
export class Cooldown {
  readonly #over = new AbortController();

  constructor(private readonly ms: number) {}

  /** Resolves after the rest, or as soon as there is no reason for it: when the signal aborts, or this is disposed. */
  async elapsed(signal?: AbortSignal): Promise<void> {
    if (this.ms === 0) return;
    const rest = sleep(this.ms, undefined, { signal: this.#over.signal }).catch(() => undefined);
    await settledOrAborted(rest, signal);
  }

  dispose(): void {
    this.#over.abort();
  }
}
