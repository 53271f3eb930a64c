import { CodedError } from '../contract/codes';
import type { Owner } from './owner';
import { type Leave, settledOrAborted } from './promises';
import type { Sandbox } from './sandbox';
import { type SandboxSpec, WarmSandbox } from './warm-sandbox';

/** Milliseconds without a run or an edited course file after which the pool is emptied. */
const IDLE_MS = 10 * 60_000;
/** Milliseconds for a claimed sandbox to answer. As a rule it takes five. */
const PING_MS = 500;

export interface Claimed {
  readonly sandbox: Sandbox;
  /** True if it was ready when it was claimed; false if it was still warming. */
  readonly warm: boolean;
}

export interface PoolOptions {
  readonly owner: Owner;
  /** How many are kept; read at every use. */
  readonly size: () => number;
  /** Takes over removals; the pool does not wait for them. */
  readonly leave: Leave;
  readonly idleMs?: number;
  /** Starts one that warms up. */
  readonly make?: (wanted: SandboxSpec) => WarmSandbox;
}

/**
 * Sandboxes that wait for a job, all with the image and limits of the last run, or of the file that is edited. Each is handed out once;
 * it is returned only if no byte was written to it. Dispose it.
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

  /** How many could be handed out now. */
  get ready(): number {
    return this.#waiting.filter(({ sandbox }) => sandbox !== null).length;
  }

  /** Waits for those that are warming. @returns whether any could be opened */
  async opened(): Promise<boolean> {
    return (await Promise.all(this.#waiting.map((one) => one.opened))).some((sandbox) => sandbox !== null);
  }

  /** How many times it was emptied. Work that began before the last time is out of date. */
  get emptied(): number {
    return this.#emptied;
  }

  /** Keeps as many as `size` says for this image and these limits, and none for others. Returns at once. */
  fill(wanted: SandboxSpec): void {
    if (this.#disposed) return;
    this.#stayAwake();
    const size = Math.max(0, this.options.size());
    const fitting = this.#waiting.filter((one) => one.fits(wanted));
    this.#drop((one) => !fitting.slice(0, size).includes(one));
    while (this.#waiting.length < size) this.#add(wanted);
  }

  /**
   * A living sandbox that was never used, or null if the caller has to open a cold one. A sandbox that is still warming is waited for:
   * it will be ready before a new one.
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

  /** Discards all of them, because settings, image or engine have changed. */
  empty(): void {
    this.#emptied += 1;
    this.#drop(() => true);
  }

  /** Removals go on; `leave` has taken them over. */
  dispose(): void {
    this.#disposed = true;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.empty();
  }

  #add(wanted: SandboxSpec): void {
    const made = this.#make(wanted);
    this.#waiting.push(made);
    // Drops a sandbox that died while it waited, or could not be opened.
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

  /** No byte was written to it, so it can be handed out again. */
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
    // The timer alone does not keep the process alive.
    this.#idle?.unref();
  }
}
