import pLimit from 'p-limit';
import { CodedError } from '../contract/codes';
import type { Engine, ListedContainer } from '../engine/client/engine';
import { EXPIRES, OURS, OWNER, type Owner, ownerState } from './owner';
import { type Processes, processesHere } from './processes';
import { type Clocks, type Found, isOver, judge, needsClock, WANTED_MS } from './suspects';

/** What came out of one look. */
export interface Sweep {
  /** Ids of the containers that are gone. */
  readonly removed: readonly string[];
  /** Something may be ripe in ten seconds. */
  readonly again: boolean;
}

/** Looks for what was left behind. */
export interface Sweeper {
  sweep(signal?: AbortSignal): Promise<Sweep>;
}

export interface ReaperOptions {
  readonly processes?: Processes;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds that only go forward. */
  readonly ticks?: () => number;
}

/** Removals that the engine is asked for at once: it has learners' runs to do as well. */
const AT_ONCE = 4;

/**
 * Removes containers of ours that nobody wants any more (`judge` says which), of whatever process on whatever machine. Stateless but
 * for the suspects of its last look.
 */
export class Reaper implements Sweeper {
  /** When each suspect was first seen. */
  #suspects = new Map<string, number>();
  readonly #processes: Processes;
  readonly #now: () => number;
  readonly #ticks: () => number;

  constructor(
    private readonly engine: Engine,
    private readonly owner: Owner,
    { processes = processesHere, now = Date.now, ticks = () => performance.now() }: ReaperOptions = {},
  ) {
    this.#processes = processes;
    this.#now = now;
    this.#ticks = ticks;
  }

  /** What cannot be removed now is tried again by the next look. @throws CodedError of the engine, when it cannot be asked. */
  async sweep(signal?: AbortSignal): Promise<Sweep> {
    const listed = await this.engine.list([OURS, OWNER], { signal });
    const found = await Promise.all(listed.map(async (one) => ({ id: one.id, ...(await this.#find(one, signal)) })));
    const clocks = await this.#clocks(found.some(needsClock), signal);
    const judged = found.map((one) => ({ id: one.id, judgement: judge(one, clocks) }));
    const suspects = judged.filter(({ judgement }) => judgement === 'suspect').map(({ id }) => id);
    const ripe = this.#seen(suspects);
    const taken = judged.filter(({ judgement }) => judgement === 'take').map(({ id }) => id);
    const again = suspects.length > ripe.length || judged.some(({ judgement }) => judgement === 'soon');
    return { removed: await this.#remove([...taken, ...ripe], signal), again };
  }

  async #find({ id, state, labels, createdAt }: ListedContainer, signal?: AbortSignal): Promise<Found> {
    const owner = ownerState(labels[OWNER] ?? '', this.owner, this.#processes);
    const expires = /^\d+$/.test(labels[EXPIRES] ?? '') ? Number(labels[EXPIRES]) : null;
    const asked = owner !== 'dead' && isOver(state);
    const finishedAt = asked
      ? await this.engine.inspect(id, { signal }).then((it) => it.finishedAt, unlessStopped)
      : null;
    return { state, owner, createdAt, finishedAt, expires };
  }

  async #clocks(needed: boolean, signal?: AbortSignal): Promise<Clocks> {
    const engine = needed ? await this.engine.info({ signal }).then(({ time }) => time, unlessStopped) : null;
    return { engine, host: this.#now() };
  }

  /** @returns those that were suspects ten seconds ago, too. */
  #seen(suspects: readonly string[]): readonly string[] {
    const now = this.#ticks();
    this.#suspects = new Map(suspects.map((id) => [id, this.#suspects.get(id) ?? now]));
    return suspects.filter((id) => now - (this.#suspects.get(id) ?? now) >= WANTED_MS);
  }

  async #remove(ids: readonly string[], signal?: AbortSignal): Promise<readonly string[]> {
    const limit = pLimit(AT_ONCE);
    const remove = (id: string) => this.engine.remove(id, { signal }).then(() => id, unlessStopped);
    const removed = await Promise.all(ids.map((id) => limit(remove, id)));
    return removed.filter((id) => id !== null);
  }
}

/** What the engine refuses now is not known now; that we were told to stop is another matter. */
function unlessStopped(error: unknown): null {
  if (error instanceof CodedError && error.code !== 'cancelled') return null;
  throw error;
}
