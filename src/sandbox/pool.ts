import { CodedError } from '../contract/codes';
import type { Owner } from './owner';
import { type Leave, settledOrAborted } from './promises';
import type { Sandbox } from './sandbox';
import { type SandboxSpec, WarmSandbox } from './warm-sandbox';

/** Milliseconds without a run or a file of a course after which nothing is kept warm any more. */
const IDLE_MS = 10 * 60_000;
/** Milliseconds for a claimed sandbox to say that it lives. As a rule it takes five. */
const PING_MS = 500;

export interface Claimed {
  readonly sandbox: Sandbox;
  /** It was ready when it was asked for; false for one that still had to be waited for. */
  readonly warm: boolean;
}

export interface PoolOptions {
  readonly owner: Owner;
  /** How many are kept; asked each time. */
  readonly size: () => number;
  /** Takes over removals, which nobody waits for. */
  readonly leave: Leave;
  readonly idleMs?: number;
  /** Makes one that warms up. */
  readonly make?: (wanted: SandboxSpec) => WarmSandbox;
}

/**
 * Sandboxes that wait for a job, all for the same image and limits: those of the last run, or of the file that is edited. Each is given
 * out once and never comes back once anything was said to it. Dispose it.
 */
export class Pool {
  #waiting: WarmSandbox[] = [];
  #idle: NodeJS.Timeout | null = null;
  #emptied = 0;
  #disposed = false;
  readonly #make: (wanted: SandboxSpec) => WarmSandbox;

  constructor(private readonly options: PoolOptions) {
    const { owner, leave } = options;
    this.#make = options.make ?? ((wanted) => new WarmSandbox(wanted, owner, leave));
  }

  /** How many could be given out now. */
  get ready(): number {
    return this.#waiting.filter(({ sandbox }) => sandbox !== null).length;
  }

  /** How many times it was emptied: what was begun before does not count any more. */
  get emptied(): number {
    return this.#emptied;
  }

  /** Has as many as the size says for these, and none for others. Waits for nothing. */
  fill(wanted: SandboxSpec): void {
    if (this.#disposed) return;
    this.#stayAwake();
    const size = Math.max(0, this.options.size());
    const fitting = this.#waiting.filter((one) => one.fits(wanted));
    this.#drop((one) => !fitting.slice(0, size).includes(one));
    while (this.#waiting.length < size) this.#add(wanted);
  }

  /**
   * A living sandbox that was never used, or null: then a cold one is to be made. One that is still warming is waited for, since it is
   * ahead of any other.
   */
  async claim(wanted: SandboxSpec, signal?: AbortSignal): Promise<Claimed | null> {
    this.#stayAwake();
    const fitting = this.#waiting.filter((one) => one.fits(wanted));
    const taken = fitting.find(({ sandbox }) => sandbox !== null) ?? fitting[0];
    if (taken === undefined) return null;
    this.#waiting = this.#waiting.filter((one) => one !== taken);
    const warm = taken.sandbox !== null;
    const emptied = this.#emptied;
    await settledOrAborted(taken.opened, signal);
    if (signal?.aborted) {
      this.#putBack(taken, emptied);
      return null;
    }
    return this.#living(taken, warm, signal);
  }

  /** Nothing is warm any more: settings, image or engine have changed. */
  empty(): void {
    this.#emptied += 1;
    this.#drop(() => true);
  }

  /** Removals go on: whoever has taken them over waits for them. */
  dispose(): void {
    this.#disposed = true;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.empty();
  }

  #add(wanted: SandboxSpec): void {
    const made = this.#make(wanted);
    this.#waiting.push(made);
    // One that died while it waited, or never came to be, is no use to anybody.
    void made.over.then(() => this.#drop((one) => one === made));
  }

  async #living(taken: WarmSandbox, warm: boolean, signal?: AbortSignal): Promise<Claimed | null> {
    const sandbox = await taken.opened;
    try {
      await sandbox?.ping(PING_MS, signal);
      if (sandbox !== null) return { sandbox, warm };
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
    this.options.leave(taken.discard());
    return null;
  }

  /** Nothing was said to it yet, so that it is as good as before. */
  #putBack(taken: WarmSandbox, emptied: number): void {
    if (this.#emptied === emptied) this.#waiting.push(taken);
    else this.options.leave(taken.discard());
  }

  #drop(which: (one: WarmSandbox) => boolean): void {
    const dropped = this.#waiting.filter(which);
    this.#waiting = this.#waiting.filter((one) => !dropped.includes(one));
    for (const one of dropped) this.options.leave(one.discard());
  }

  #stayAwake(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = this.#disposed ? null : setTimeout(() => this.empty(), this.options.idleMs ?? IDLE_MS);
    // A process that has nothing else to do may end.
    this.#idle?.unref();
  }
}
