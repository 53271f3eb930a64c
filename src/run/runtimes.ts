import { CodedError } from '../contract/codes';
import type { Runtime } from '../contract/runtime';
import type { Course } from '../course/format/format';
import { isInRange } from '../course/format/range';
import { launchingOf } from '../course/languages';
import { readProgress } from '../course/progress/progress-file';
import type { Engine } from '../engine/client/engine';
import { ensureImage, type RunnerImage } from '../engine/image/image';
import { readRuntimes } from '../engine/image/read-runtimes';
import { Sources } from '../engine/image/sources';
import type { EngineImage, RuntimeWish } from './engine-image';
import type { RunSettings } from './request';
import { type ChosenRuntime, chooseRuntime, type RuntimeReason, runtimeNamed } from './runtime-choice';

/** A runtime that a learner may choose. */
export interface RuntimeOffer {
  readonly runtime: Runtime;
  /** Whether it has an image already. */
  readonly isThere: boolean;
}

/** For a run without a course. */
const ANY_COURSE = { title: '', language: 'python', runtimes: { python: '>=3' } };

/** Reasons for which the images do not matter. */
const DECIDED: ReadonlySet<RuntimeReason> = new Set(['asked', 'in-progress', 'setting']);

/** Says which runtime a run takes: by what the person asks for, the learner's folder, the settings, and the images that are there. */
export class Runtimes {
  #known: Promise<readonly Runtime[]> | null = null;

  constructor(
    /** Absolute path of our folder `docker`. */
    private readonly dockerDir: string,
    private readonly settings: () => RunSettings,
    private readonly sources = new Sources(dockerDir),
  ) {}

  /** All runtimes that this version was tested with, the newest first. Read once. @throws the file system's error */
  known(): Promise<readonly Runtime[]> {
    if (this.#known !== null) return this.#known;
    const reading = readRuntimes(this.dockerDir);
    this.#known = reading;
    reading.catch(() => {
      this.#known = null;
    });
    return reading;
  }

  /** @throws CodedError `unknown-runtime` */
  async named(id: string): Promise<Runtime> {
    return runtimeNamed(id, await this.known());
  }

  /** Those that have an image, the newest first. @throws CodedError `engine-*`, `cancelled` */
  async there(engine: Engine, signal?: AbortSignal): Promise<readonly Runtime[]> {
    const found = (await this.known()).map(async (runtime) =>
      (await this.imageThere(runtime, engine, signal)) === null ? [] : [runtime],
    );
    return (await Promise.all(found)).flat();
  }

  /** Builds nothing: null for an image that is not there. @throws CodedError `engine-*`, `cancelled` */
  imageThere(runtime: Runtime, engine: Engine, signal?: AbortSignal): Promise<RunnerImage | null> {
    const { dockerDir, sources } = this;
    return ifMissing(ensureImage(engine, { runtime, dockerDir, sources, build: 'never', signal }));
  }

  /** Those that a course takes, the newest first. */
  async fitting({ language, runtimes }: Pick<Course, 'language' | 'runtimes'>): Promise<readonly Runtime[]> {
    const range = runtimes[language] ?? '';
    return (await this.known()).filter((one) => one.language === language && isInRange(one.version, range));
  }

  /** Those that a course takes, the newest first. @param engine null where none answers: then no image is there */
  async offers(course: RuntimeWish['course'], engine: Engine | null): Promise<readonly RuntimeOffer[]> {
    const there = engine === null ? [] : await this.there(engine);
    return (await this.fitting(course)).map((runtime) => ({ runtime, isThere: there.includes(runtime) }));
  }

  /**
   * The images are looked at only when nothing else decides.
   * @param wish null for no course: any runtime will do
   * @throws CodedError `runtime-*` when none can be taken, `engine-*`, `cancelled`
   */
  async choose(wish: RuntimeWish | null, engine: Engine, signal?: AbortSignal): Promise<ChosenRuntime> {
    const said = { known: await this.known(), course: wish?.course ?? ANY_COURSE, ...(await this.#said(wish)) };
    const first = chooseRuntime({ ...said, there: () => false });
    if (DECIDED.has(first.why)) return first;
    const ids = new Set((await this.there(engine, signal)).map(({ id }) => id));
    return chooseRuntime({ ...said, there: (id) => ids.has(id) });
  }

  /** What a run takes. Null for the image of the setting, which counts for every course and every runtime. @throws CodedError like `choose` */
  async taken(
    wish: RuntimeWish | null,
    engine: Engine,
    signal?: AbortSignal,
  ): Promise<Pick<EngineImage, 'runtime' | 'notes'>> {
    const isOurs = (this.settings().image?.trim() ?? '') === '';
    return isOurs ? this.choose(wish, engine, signal) : { runtime: null, notes: [] };
  }

  /** Adds the runtimes that could be taken instead to the failure of a build; any other error stays as it is. */
  async withOthers(error: unknown, engine: Engine, signal?: AbortSignal): Promise<unknown> {
    if (!(error instanceof CodedError) || error.code !== 'image-build-failed') return error;
    const titles = (await this.there(engine, signal).catch(() => [])).map(({ title }) => title);
    const there = titles.length === 0 ? null : titles.join(', ');
    return new CodedError(error.code, { ...error.args, there }, { cause: error });
  }

  async #said(wish: RuntimeWish | null) {
    const { runtime, runtimes, unwritten } = this.settings();
    const { language } = wish?.course ?? ANY_COURSE;
    const person = { asked: runtime ?? null, setting: runtimes?.[language] ?? null };
    if (wish === null || wish.root === null) return { ...person, inProgress: null, wanted: null };
    const [progress, wanted, held] = await Promise.all([
      readProgress(wish.root),
      launchingOf(wish.course).wantedVersion(wish.root),
      unwritten?.(wish.root) ?? null,
    ]);
    const written = progress.course === wish.course.id ? progress.runtime : null;
    return { ...person, inProgress: held ?? written, wanted };
  }
}

/** Null for an image that is not there. */
async function ifMissing<T>(image: Promise<T>): Promise<T | null> {
  return image.catch((error: unknown) => {
    if (error instanceof CodedError && error.code === 'image-missing') return null;
    throw error;
  });
}
