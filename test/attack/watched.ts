import type { SandboxEvent } from '../../src/contract/events';
import type { Engine } from '../../src/engine/client/engine';
import type { RunWatch } from '../../src/run/request';
import { type Deferred, deferred } from '../../src/sandbox/promises';
import { withCalls } from '../support/engines';
import type { World } from './case';

/** One run, observed from outside. */
export class Watched {
  /** When the job was sent, by `performance.now()`. */
  began = performance.now();
  output = '';
  readonly #abort = new AbortController();
  readonly #container = deferred<string>();
  readonly #events = new Map<SandboxEvent['event'], Deferred<void>>();

  constructor(private readonly world: World) {}

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The id of its container, once there is one. */
  get container(): Promise<string> {
    return this.#container.promise;
  }

  readonly watch: RunWatch = {
    phase: (phase) => {
      this.began = performance.now();
      const { cancel } = this.world;
      if (cancel?.phase === phase) setTimeout(() => this.#abort.abort(), cancel.ms);
    },
    event: (event) => {
      if (event.event === 'output') this.output += event.text;
      this.#first(event.event).resolve();
    },
  };

  readonly event = (kind: SandboxEvent['event']): Promise<void> => this.#first(kind).promise;

  /** Wraps the engine to learn which containers it creates. */
  listening(engine: Engine): Engine {
    return withCalls(engine, {
      createContainer: async (...args) => {
        const created = await engine.createContainer(...args);
        this.#container.resolve(created.id);
        return created;
      },
    });
  }

  #first(kind: SandboxEvent['event']): Deferred<void> {
    const known = this.#events.get(kind) ?? deferred<void>();
    this.#events.set(kind, known);
    return known;
  }
}
