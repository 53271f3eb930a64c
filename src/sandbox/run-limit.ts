/** Milliseconds beyond the limit for the last word of a sandbox that is known to lack the processor. */
const BUSY_MS = 2_000;

/**
 * The host's limit of a run. It is later by what the machine has taken from the sandbox, and at most twice as late and two seconds: the
 * sandbox ends the run itself before that.
 */
export class RunLimit {
  readonly #began = performance.now();
  #timer: NodeJS.Timeout | null;

  /** @param over called once. */
  constructor(
    private readonly limitMs: number,
    private readonly over: () => void,
  ) {
    this.#timer = setTimeout(this.#end, limitMs);
  }

  /** @param takenMs what the machine has taken until now, in all. */
  extend(takenMs: number): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    const more = Math.min(this.limitMs, Math.max(0, takenMs)) + BUSY_MS;
    this.#timer = setTimeout(this.#end, this.#began + this.limitMs + more - performance.now());
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  readonly #end = (): void => {
    this.#timer = null;
    this.over();
  };
}
