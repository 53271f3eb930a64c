import { CodedError } from '../contract/codes';
import { withinTime } from '../engine/client/deadline';
import type { Engine } from '../engine/client/engine';
import { OrphanRemover } from '../sandbox/orphan-remover';
import type { Owner } from '../sandbox/owner';

export type OrphanRemoverOf = (engine: Engine, owner: Owner) => Pick<OrphanRemover, 'removeOrphans'>;

export const newOrphanRemover: OrphanRemoverOf = (engine, owner) => new OrphanRemover(engine, owner);

/** Milliseconds: after a run's end, between two searches, and until the next one when a container was too young to be removed. */
export interface Pace {
  readonly afterRun: number;
  readonly every: number;
  readonly again: number;
}

const PACE: Pace = { afterRun: 2_000, every: 5 * 60_000, again: 10_500 };
/** Milliseconds for one search at most. */
const SEARCH_MS = 60_000;
/**
 * Milliseconds for the last search of a process, which has told its result by then. A search usually takes a few milliseconds, but over
 * ssh to a slow machine the first call alone has taken more than three seconds.
 */
export const LAST_SEARCH_MS = 10_000;
/** Milliseconds after the search, for the removal of what it found: an engine with much to do takes seconds to remove a container. */
const REMOVAL_MS = 10_000;

export interface OrphanRemovalContext {
  /** The engine that is in use; null when none was found yet. */
  readonly engine: () => Engine | null;
  /** Whether a run goes on. */
  readonly busy: () => boolean;
  readonly removerOf: (engine: Engine) => Pick<OrphanRemover, 'removeOrphans'>;
}

/**
 * Looks for containers that were left behind, now and then, and never while somebody waits for a verdict. Says nothing: what cannot be
 * removed now is tried again. Dispose it.
 */
export class OrphanRemovalSchedule {
  readonly #removers = new WeakMap<Engine, ReturnType<OrphanRemoverOf>>();
  readonly #over = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #removing: Promise<boolean> | null = null;
  /** Ends the search that goes on; a removal that has begun goes on. */
  #search = new AbortController();
  /** End of the last search, in milliseconds. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly context: OrphanRemovalContext,
    private readonly pace: Pace = PACE,
  ) {}

  /** Removes orphans as soon as no run goes on, and every few minutes from then on. */
  begin(): void {
    this.#in(0);
  }

  /** A run has ended. */
  ended(): void {
    const rested = performance.now() - this.#last > this.pace.every;
    if (this.#timer === null || rested) this.#in(rested ? this.pace.afterRun : this.pace.every);
  }

  /**
   * Removes orphans at once. The search ends after `ms` milliseconds. Resolves when what it found is removed, ten seconds after
   * that at most: a removal that was broken off would leave its container.
   */
  async now(ms: number): Promise<void> {
    const removing = this.#remove();
    const end = setTimeout(() => this.#search.abort(), ms);
    await withinTime(removing, ms + REMOVAL_MS).finally(() => clearTimeout(end));
  }

  dispose(): void {
    this.#over.abort();
    this.#in(null);
  }

  async #turn(): Promise<void> {
    if (this.context.busy()) return this.#in(this.pace.afterRun);
    const again = await this.#remove();
    this.#in(again ? this.pace.again : this.pace.every);
  }

  #in(ms: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = ms === null || this.#over.signal.aborted ? null : setTimeout(() => void this.#turn(), ms);
    // The timer alone does not keep the process alive.
    this.#timer?.unref();
  }

  /** @returns whether the next search should come soon. */
  #remove(): Promise<boolean> {
    this.#removing ??= this.#look().finally(() => {
      this.#removing = null;
      this.#last = performance.now();
    });
    return this.#removing;
  }

  async #look(): Promise<boolean> {
    this.#search = new AbortController();
    const search = AbortSignal.any([this.#over.signal, this.#search.signal, AbortSignal.timeout(SEARCH_MS)]);
    try {
      const engine = this.context.engine();
      if (engine === null || search.aborted) return false;
      const remover = this.#removers.get(engine) ?? this.context.removerOf(engine);
      this.#removers.set(engine, remover);
      return (await remover.removeOrphans(search, this.#over.signal)).again;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return false;
    }
  }
}
