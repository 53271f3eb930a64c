import { CodedError } from '../contract/codes';
import { withinTime } from '../engine/client/deadline';
import type { Engine } from '../engine/client/engine';
import type { Owner } from '../sandbox/owner';
import { Reaper, type Sweeper } from '../sandbox/reaper';

/** Makes the sweeper that finds and removes orphaned containers. */
export type SweeperOf = (engine: Engine, owner: Owner) => Sweeper;

export const reaperOf: SweeperOf = (engine, owner) => new Reaper(engine, owner);

/** Milliseconds: after a run's end, between two sweeps, and until the next sweep when a container was too young to be removed. */
export interface Pace {
  readonly afterRun: number;
  readonly every: number;
  readonly again: number;
}

const PACE: Pace = { afterRun: 2_000, every: 5 * 60_000, again: 10_500 };
/** Milliseconds for one sweep at most. */
const SWEEP_MS = 60_000;

export interface Household {
  /** The engine that is in use; null when none was found yet. */
  readonly engine: () => Engine | null;
  /** Whether a run goes on. */
  readonly busy: () => boolean;
  readonly sweeperOf: (engine: Engine) => Sweeper;
}

/**
 * Looks for containers that were left behind, now and then, and never while somebody waits for a verdict. Says nothing: what cannot be
 * removed now is tried again. Dispose it.
 */
export class OrphanRemoval {
  readonly #sweepers = new WeakMap<Engine, Sweeper>();
  readonly #over = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<boolean> | null = null;
  /** End of the last sweep, in milliseconds. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly household: Household,
    private readonly pace: Pace = PACE,
  ) {}

  /** Sweeps as soon as no run goes on, and every few minutes from then on. */
  begin(): void {
    this.#in(0);
  }

  /** A run has ended. */
  ended(): void {
    const rested = performance.now() - this.#last > this.pace.every;
    if (this.#timer === null || rested) this.#in(rested ? this.pace.afterRun : this.pace.every);
  }

  /** Sweeps at once. Resolves at the end of the sweep, after `ms` milliseconds at most. */
  async now(ms: number): Promise<void> {
    await withinTime(this.#sweep(ms), ms);
  }

  dispose(): void {
    this.#over.abort();
    this.#in(null);
  }

  async #turn(): Promise<void> {
    if (this.household.busy()) return this.#in(this.pace.afterRun);
    const again = await this.#sweep(SWEEP_MS);
    this.#in(again ? this.pace.again : this.pace.every);
  }

  #in(ms: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = ms === null || this.#over.signal.aborted ? null : setTimeout(() => void this.#turn(), ms);
    // The timer alone does not keep the process alive.
    this.#timer?.unref();
  }

  /** @returns whether the next sweep should come soon. */
  #sweep(ms: number): Promise<boolean> {
    const signal = AbortSignal.any([this.#over.signal, AbortSignal.timeout(ms)]);
    this.#sweeping ??= this.#look(signal).finally(() => {
      this.#sweeping = null;
      this.#last = performance.now();
    });
    return this.#sweeping;
  }

  async #look(signal: AbortSignal): Promise<boolean> {
    try {
      const engine = this.household.engine();
      if (engine === null || signal.aborted) return false;
      const sweeper = this.#sweepers.get(engine) ?? this.household.sweeperOf(engine);
      this.#sweepers.set(engine, sweeper);
      return (await sweeper.sweep(signal)).again;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return false;
    }
  }
}
