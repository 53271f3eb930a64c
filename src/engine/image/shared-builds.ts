import type { Engine } from '../client/engine';
import type { BuildProgress } from './run-build';
import { SharedWork } from './shared-work';

type Work<T> = SharedWork<BuildProgress, T>;
type Listener = (progress: BuildProgress) => void;

/** Builds that go on, by engine and by the name of what they build. */
export class SharedBuilds<T> {
  readonly #running = new WeakMap<Engine, Map<string, Work<T>>>();

  /**
   * Simultaneous calls for the same name share one build. It is cancelled when all of them are.
   * @throws CodedError `cancelled`, and what `build` throws
   */
  async join(
    engine: Engine,
    name: string,
    build: (onProgress: Listener, signal: AbortSignal) => Promise<T>,
    onProgress: Listener,
    signal?: AbortSignal,
  ): Promise<T> {
    const builds = this.#running.get(engine) ?? new Map<string, Work<T>>();
    this.#running.set(engine, builds);
    const found = builds.get(name);
    const work: Work<T> = found === undefined || found.abandoned ? new SharedWork(build) : found;
    builds.set(name, work);
    try {
      return await work.join('build', onProgress, signal);
    } finally {
      if (work.abandoned && builds.get(name) === work) builds.delete(name);
    }
  }
}
