import { CodedError } from '../contract/codes';
import type { Platform } from '../contract/platform';
import type { Runtime } from '../contract/runtime';
import { withDeadline } from '../engine/client/deadline';
import type { Engine } from '../engine/client/engine';
import { type Connection, type ConnectOptions, connect } from '../engine/endpoint/connect';
import { hostFiles } from '../engine/endpoint/endpoints';
import { ensureImage, type ImageOptions, type RunnerImage } from '../engine/image/image';
import type { BuildProgress } from '../engine/image/image-build';
import { Sources } from '../engine/image/sources';
import { ensureCourseImage, type PackedCourse } from './course-image';
import type { RunSettings } from './request';

/** Milliseconds for all endpoints together; each has two seconds, and one behind ssh twenty. */
const CONNECT_MS = 60_000;

/** Nobody but the person can mend these, and a machine may lock out who fails too often. */
const REFUSALS: ReadonlySet<string> = new Set(['engine-ssh', 'engine-tls', 'engine-bad-certificate']);

/** Finds the engine of this machine. */
export type Connect = (options: ConnectOptions) => Promise<Connection>;

/**
 * Keeps the connection to the engine: made at the first run, and again after it was lost. Owns the engine's idle connections;
 * dispose it.
 */
export class EngineHost {
  #connection: Promise<Connection> | null = null;
  #known: Engine | null = null;
  /** How the last search ended, if it was refused, and the setting that it was for. */
  #refused: { readonly host: string | null; readonly why: CodedError } | null = null;
  /** Of the runner image. */
  readonly sources: Sources;

  constructor(
    private readonly platform: Platform,
    /** Absolute path of our folder `docker`, from which the image is built. */
    private readonly dockerDir: string,
    private readonly find: Connect = connect,
  ) {
    this.sources = new Sources(dockerDir);
  }

  /** The engine that was found; null when there is none yet, or it was lost. Makes no call. */
  get known(): Engine | null {
    return this.#known;
  }

  /**
   * Concurrent calls share one search. Each caller can leave by its own signal.
   * @throws CodedError `engine-*` when there is no engine that answers, `cancelled`.
   */
  async engine(settings: RunSettings, signal?: AbortSignal): Promise<Engine> {
    const connection = this.#connection ?? this.#connect(settings);
    const { engine } = await withDeadline({ call: 'connect', ms: CONNECT_MS, signal }, () => connection);
    return engine;
  }

  /**
   * For work that nobody has asked for: after a refusal it asks no engine again until a run, or another setting, has found one.
   * @throws CodedError as `engine`
   */
  async engineAhead(settings: RunSettings, signal?: AbortSignal): Promise<Engine> {
    const refused = this.#connection === null ? this.#refused : null;
    if (refused !== null && refused.host === settings.engineHost) throw refused.why;
    return this.engine(settings, signal);
  }

  /**
   * The image to run in, built if need be: that of the runtime, or that of a course with packages.
   * @param course null for none
   * @throws CodedError `image-*`, and `PackageCodes`
   */
  async image(
    engine: Engine,
    settings: RunSettings,
    runtime: Runtime | null,
    course: PackedCourse | null,
    onProgress: (progress: BuildProgress) => void,
    signal?: AbortSignal,
    build: ImageOptions['build'] = 'if-missing',
  ): Promise<RunnerImage> {
    const image = await ensureImage(engine, {
      runtime,
      setting: settings.image ?? undefined,
      dockerDir: this.dockerDir,
      sources: this.sources,
      onProgress,
      signal,
      build,
    });
    if (course === null) return image;
    const { dockerDir } = this;
    return ensureCourseImage(engine, course, image, runtime, { dockerDir, onProgress, signal, build });
  }

  /** The next run looks for the engine again. Runs on the old one go on there. */
  forget(): void {
    this.#connection = null;
    this.#known = null;
  }

  /** Takes no signal: the search is shared, so no single caller may cancel it. It has a deadline of its own. */
  #connect({ engineHost }: RunSettings): Promise<Connection> {
    const host = engineHost ?? undefined;
    const connection = this.find({ platform: this.platform, host, files: hostFiles });
    this.#connection = connection;
    // A newer connection, which may be good or to another endpoint, is left alone.
    const current = () => this.#connection === connection;
    connection.then(
      ({ engine }) => {
        if (!current()) return;
        this.#known = engine;
        this.#refused = null;
      },
      (why: unknown) => {
        if (!current()) return;
        this.forget();
        this.#refused = why instanceof CodedError && REFUSALS.has(why.code) ? { host: engineHost, why } : null;
      },
    );
    return connection;
  }

  dispose(): void {
    void this.#connection?.then(({ engine }) => engine.close()).catch(() => {});
    this.forget();
  }
}
