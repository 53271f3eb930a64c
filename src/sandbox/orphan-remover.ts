import pLimit from 'p-limit';
import { CodedError } from '../contract/codes';
import type { Engine, ListedContainer } from '../engine/client/engine';
import { EXPIRES, OURS, OWNER, type Owner, ownerState } from './owner';
import { type Processes, processesHere } from './processes';
import { type Clocks, type Found, isOver, judge, needsClock, WANTED_MS } from './suspects';

/** The result of looking for orphans once. */
export interface RemovedOrphans {
  /** Ids of the containers that were removed. */
  readonly removed: readonly string[];
  /** True when looking again in ten seconds may find more. */
  readonly again: boolean;
}

export interface OrphanRemoverOptions {
  readonly processes?: Processes;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly ticks?: () => number;
}

/** Simultaneous calls. Few, because the engine has learners' runs to do as well, and behind ssh each may be a connection of its own. */
const AT_ONCE = 4;

/**
 * Removes orphaned containers of CodeAlong (`judge` decides), of any process on any machine. Its only state is the suspects of the
 * last time.
 */
export class OrphanRemover {
  /** When each suspect was first seen. */
  #suspects = new Map<string, number>();
  readonly #processes: Processes;
  readonly #now: () => number;
  readonly #ticks: () => number;

  constructor(
    private readonly engine: Engine,
    private readonly owner: Owner,
    { processes = processesHere, now = Date.now, ticks = () => performance.now() }: OrphanRemoverOptions = {},
  ) {
    this.#processes = processes;
    this.#now = now;
    this.#ticks = ticks;
  }

  /**
   * Failed removals are tried again the next time. `search` ends the search alone: a removal that has begun goes on.
   * @throws CodedError of the engine, when it does not answer.
   */
  async removeOrphans(search?: AbortSignal, removal = search): Promise<RemovedOrphans> {
    const listed = await this.engine.list([OURS, OWNER], { signal: search });
    const limit = pLimit(AT_ONCE);
    const find = async (one: ListedContainer) => ({ id: one.id, ...(await this.#find(one, search)) });
    const found = await Promise.all(listed.map((one) => limit(find, one)));
    const clocks = await this.#clocks(found.some(needsClock), search);
    const judged = found.map((one) => ({ id: one.id, judgement: judge(one, clocks) }));
    const suspects = judged.filter(({ judgement }) => judgement === 'suspect').map(({ id }) => id);
    const ripe = this.#seen(suspects);
    const taken = judged.filter(({ judgement }) => judgement === 'take').map(({ id }) => id);
    const again = suspects.length > ripe.length || judged.some(({ judgement }) => judgement === 'soon');
    return { removed: await this.#remove([...taken, ...ripe], removal), again };
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

  /** @returns those that were already suspects ten seconds ago. */
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

/** An error of the engine counts as "not known". A cancellation is passed on. */
function unlessStopped(error: unknown): null {
  if (error instanceof CodedError && error.code !== 'cancelled') return null;
  throw error;
}
