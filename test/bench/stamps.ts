import type { SandboxEvent } from '../../src/contract/events';
import type { Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import type { Connect } from '../../src/run/engine-host';
import type { RunWatch } from '../../src/run/request';

/** The time stamps of one run. */
export interface Stamps {
  /** Milliseconds by `performance.now()`, by event: `create asked`, `create`, `collected`, `verdict`. */
  readonly at: ReadonlyMap<string, number>;
  /** Milliseconds of CPU that the run used, and milliseconds that its limit withheld; null when not reported. */
  readonly cpu: number | null;
  readonly throttled: number | null;
}

/** Calls of the engine that a run waits for. */
const CALLS = ['inspectImage', 'createContainer', 'attach', 'start', 'execDetached'] as const;

/** Records the time of each event in the current run. */
export class StampBook {
  #at = new Map<string, number>();
  #used: { readonly cpu: number; readonly throttled: number } | null = null;

  /** Starts a run: all later stamps belong to it. */
  begin(): void {
    this.#at = new Map([['begin', performance.now()]]);
    this.#used = null;
  }

  get stamps(): Stamps {
    return { at: this.#at, cpu: this.#used?.cpu ?? null, throttled: this.#used?.throttled ?? null };
  }

  readonly watch: RunWatch = {
    phase: (phase) => this.#first(phase === 'tests' ? 'ready' : phase),
    event: (event) => this.#event(event),
    verdict: () => this.#first('verdict'),
  };

  /** An engine that stamps each call and its answer. */
  readonly connect: Connect = async (options) => {
    const connection = await connect(options);
    return { ...connection, engine: this.#watched(connection.engine) };
  };

  #watched(engine: Engine): Engine {
    return new Proxy(engine, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const call = CALLS.find((one) => one === name);
        const bound = value.bind(target) as (...args: readonly unknown[]) => unknown;
        return call === undefined ? bound : (...args: readonly unknown[]) => this.#stamped(call, () => bound(...args));
      },
    });
  }

  async #stamped(call: string, ask: () => unknown): Promise<unknown> {
    this.#first(`${call} asked`);
    const answer = await ask();
    this.#first(call);
    return answer;
  }

  #first(what: string): void {
    if (!this.#at.has(what)) this.#at.set(what, performance.now());
  }

  #event(event: SandboxEvent): void {
    // With several tests: the beginning of the first and the end of the last.
    if (event.event === 'finished') this.#at.set('finished', performance.now());
    else this.#first(event.event);
    if (event.event === 'metrics') this.#used = { cpu: event.cpu_ms, throttled: event.throttled_ms };
  }
}
