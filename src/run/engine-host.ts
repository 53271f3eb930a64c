import type { Platform } from '../contract/platform';
import { type Connection, connect } from '../engine/connect';
import type { Engine } from '../engine/engine';
import { hostFiles } from '../engine/files';
import { ensureImage, type RunnerImage } from '../engine/image';
import type { BuildProgress } from '../engine/image-build';
import type { RunSettings } from './request';

/**
 * Keeps the connection to the engine: found at the first run, asked for again after it was lost. Owns the engine's idle connections;
 * dispose it.
 */
export class EngineHost {
  #connection: Promise<Connection> | null = null;

  constructor(
    private readonly platform: Platform,
    /** Absolute path of our folder `docker`, from which the image is built. */
    private readonly dockerDir: string,
  ) {}

  /** @throws CodedError `engine-*` when there is no engine that answers. */
  async engine(settings: RunSettings, signal?: AbortSignal): Promise<Engine> {
    const host = settings.engineHost ?? undefined;
    const connection = this.#connection ?? connect({ platform: this.platform, host, files: hostFiles, signal });
    try {
      this.#connection = connection;
      return (await connection).engine;
    } catch (error) {
      this.forget();
      throw error;
    }
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
    this.#connection = null;
  }

  dispose(): void {
    void this.#connection?.then(({ engine }) => engine.close()).catch(() => {});
    this.forget();
  }
}
