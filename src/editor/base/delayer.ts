import type { Disposable } from './api';

/**
 * Milliseconds that a run may take before anything but its verdict is shown: most are over by then, a flicker tells nobody anything, and
 * the window would be at work on it when the verdict comes (20 ms of 150, measured on two cores).
 */
export const QUICK_MS = 200;

/** Something that is done in a while, unless it was done before, or is not wanted any more. Zero milliseconds: at once. */
export class Delayer implements Disposable {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly act: () => void,
    private readonly ms: number,
  ) {}

  /** In a while, counted from the first time that this was said. */
  soon(): void {
    if (this.ms === 0) this.now();
    else this.#timer ??= setTimeout(() => this.now(), this.ms);
  }

  now(): void {
    this.dispose();
    this.act();
  }

  /** It is not done, until it is wanted again. */
  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
