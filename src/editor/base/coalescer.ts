import type { Disposable } from './api';

/** Upper bound on the delay, as a multiple of the quiet period. */
const PATIENCE = 10;

/**
 * Work that is requested from many places at any moment. At most one piece is running and one is waiting, and the waiting one serves
 * all requests that came meanwhile. So the last one to end has seen every change.
 */
export class Coalescer implements Disposable {
  #running: Promise<void> | null = null;
  #waiting: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** Time of the oldest call of `soon` that is still waiting, in milliseconds; null without one. */
  #since: number | null = null;
  #disposed = false;

  constructor(
    private readonly work: () => Promise<void>,
    /** Gets the errors of work that `soon` has started. */
    private readonly failed: (error: unknown) => void,
    private readonly quietMs = 200,
  ) {}

  /** Starts after a quiet period without another call. */
  soon(): void {
    const now = Date.now();
    this.#since ??= now;
    const left = this.#since + PATIENCE * this.quietMs - now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now().catch(this.failed), Math.min(this.quietMs, Math.max(0, left)));
  }

  /** Starts at once. Settles like the first work that began after this call. */
  now(): Promise<void> {
    this.#cancelTimer();
    if (this.#running === null) return this.#waiting ?? this.#begin();
    this.#waiting ??= this.#running.catch(() => undefined).then(() => this.#begin());
    return this.#waiting;
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancelTimer();
  }

  #begin(): Promise<void> {
    this.#waiting = null;
    if (this.#disposed) return Promise.resolve();
    const running = this.work().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = null;
  }
}
