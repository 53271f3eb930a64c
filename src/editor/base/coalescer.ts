import type { Disposable } from './api';

/** Wishes that never pause are heard all the same, after so many times the pause. */
const PATIENCE = 10;

/**
 * Work that many things ask for, at any moment: at most one is under way and one waits, which serves all that came meanwhile. So the
 * last one that ends has seen everything.
 */
export class Coalescer implements Disposable {
  #running: Promise<void> | null = null;
  #waiting: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** When the oldest wish was made that waits for the pause; milliseconds. */
  #since: number | null = null;
  #disposed = false;

  constructor(
    private readonly work: () => Promise<void>,
    /** Is told what nobody waits for. */
    private readonly failed: (error: unknown) => void,
    private readonly quietMs = 200,
  ) {}

  /** Once nothing has been wished for a while. */
  soon(): void {
    const now = Date.now();
    this.#since ??= now;
    const left = this.#since + PATIENCE * this.quietMs - now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now().catch(this.failed), Math.min(this.quietMs, Math.max(0, left)));
  }

  /** At once; resolves when work has ended that began after this was called, and rejects with what it did. */
  now(): Promise<void> {
    this.#forgetWishes();
    if (this.#running === null) return this.#waiting ?? this.#begin();
    this.#waiting ??= this.#running.catch(() => undefined).then(() => this.#begin());
    return this.#waiting;
  }

  dispose(): void {
    this.#disposed = true;
    this.#forgetWishes();
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

  #forgetWishes(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = null;
  }
}
