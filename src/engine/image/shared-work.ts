import { CodedError } from '../../contract/codes';

/**
 * One piece of work that several may wait for. Who comes late is told at once how far it is. It is cancelled when the last of them has
 * left.
 */
export class SharedWork<Progress, Result> {
  readonly #controller = new AbortController();
  readonly #listeners = new Set<(progress: Progress) => void>();
  #result: Promise<Result> | null = null;
  #waiting = 0;
  #latest: { readonly progress: Progress } | null = null;

  constructor(
    private readonly work: (onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<Result>,
  ) {}

  /** True when everyone has left: it is being torn down, and who comes now must start anew. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the result. @throws CodedError `cancelled` {call} as soon as `signal` aborts. */
  async join(call: string, onProgress: (progress: Progress) => void, signal?: AbortSignal): Promise<Result> {
    if (signal?.aborted) throw new CodedError('cancelled', { call });
    // A listener of its own for each who waits, also when they hand in the same function.
    const listener = (progress: Progress) => onProgress(progress);
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(new CodedError('cancelled', { call }, { cause: signal?.reason }));
    });
    this.#listeners.add(listener);
    this.#waiting += 1;
    signal?.addEventListener('abort', leave, { once: true });
    try {
      if (this.#latest !== null) listener(this.#latest.progress);
      return await Promise.race([this.#start(), left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      this.#listeners.delete(listener);
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#controller.abort();
    }
  }

  #start(): Promise<Result> {
    this.#result ??= this.work((progress) => {
      this.#latest = { progress };
      for (const listener of this.#listeners) listener(progress);
    }, this.#controller.signal);
    return this.#result;
  }
}
