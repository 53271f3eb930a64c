import type { Disposable } from './api';

/** Runs an action after a delay, unless it was run or cancelled before. A delay of 0 milliseconds runs it at once. */
export class Delayer implements Disposable {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly act: () => void,
    private readonly ms: number,
  ) {}

  /** Runs the action after the delay. The delay counts from the first call. */
  soon(): void {
    if (this.ms === 0) this.now();
    else this.#timer ??= setTimeout(() => this.now(), this.ms);
  }

  now(): void {
    this.dispose();
    this.act();
  }

  /** Cancels the action, until the next call of `soon`. */
  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
