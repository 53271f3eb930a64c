import type { Disposable } from './api';

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
