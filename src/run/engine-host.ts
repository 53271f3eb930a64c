import type { Platform } from '../contract/platform';
import { type Connection, connect } from '../engine/connect';
import type { Engine } from '../engine/engine';
import { hostFiles } from '../engine/files';
import { ensureImage, type RunnerImage } from '../engine/image';
import type { BuildProgress } from '../engine/image-build';
import { SharedWork } from '../engine/shared';
import type { RunSettings } from './request';

/**
 * Keeps the connection to the engine: found at the first run, asked for again after it was lost. Owns the engine's idle connections;
 * dispose it.
 */
export class EngineHost {
  #found: Connection | null = null;
  #search: SharedWork<never, Connection> | null = null;

  constructor(
    private readonly platform: Platform,
    /** Absolute path of our folder `docker`, from which the image is built. */
    private readonly dockerDir: string,
  ) {}

  /** The engine that was found last; null when there is none yet, or it was lost. Asks nobody. */
  get known(): Engine | null {
    return this.#found?.engine ?? null;
  }

  /**
   * Those who ask at the same time share one search, which ends when the last of them leaves: a cancelled run takes none with it.
   * @throws CodedError `engine-*` when there is no engine that answers.
   */
  async engine(settings: RunSettings, signal?: AbortSignal): Promise<Engine> {
    if (this.#found !== null) return this.#found.engine;
    const current = this.#search;
    const search = current === null || current.abandoned ? this.#searchFor(settings) : current;
    this.#search = search;
    const found = await search.join('connect', () => {}, signal);
    // Forgotten meanwhile: good for those who asked, and not kept.
    if (this.#search === search) this.#found = found;
    return found.engine;
  }

  /** The image to run in, built if need be. @throws CodedError `image-*`. */
  async image(
    engine: Engine,
    settings: RunSettings,
    onProgress: (progress: BuildProgress) => void,
    signal?: AbortSignal,
    build: 'if-missing' | 'always' = 'if-missing',
  ): Promise<RunnerImage> {
    return ensureImage(engine, {
      setting: settings.image ?? undefined,
      dockerDir: this.dockerDir,
      onProgress,
      signal,
      build,
    });
  }

  /** The next run looks for the engine again. */
  forget(): void {
    this.#found = null;
    this.#search = null;
  }

  dispose(): void {
    this.#found?.engine.close();
    this.forget();
  }

  #searchFor({ engineHost }: RunSettings): SharedWork<never, Connection> {
    const where = { platform: this.platform, host: engineHost ?? undefined, files: hostFiles };
    return new SharedWork((_, signal) => connect({ ...where, signal }));
  }
}
