import { CodedError } from '../../contract/codes';

/**
 * One piece of work that several callers wait for. A late caller gets the latest progress at once. The work is cancelled when the last
 * caller has left.
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

  /** True when every caller has left. The work is being cancelled, so a new caller must start it again. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the result. @throws CodedError `cancelled` {call} as soon as `signal` aborts. */
  async join(call: string, onProgress: (progress: Progress) => void, signal?: AbortSignal): Promise<Result> {
    if (signal?.aborted) throw new CodedError('cancelled', { call });
    // One listener per caller, even if two callers pass the same function.
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
