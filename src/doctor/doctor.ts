import { CodedError } from '../contract/codes';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { Platform } from '../contract/platform';
import type { Engine } from '../engine/client/engine';
import { hostFiles } from '../engine/endpoint/endpoints';
import { type SurveyedEngine, surveyEngines } from '../engine/endpoint/engine-survey';
import { ensureImage } from '../engine/image/image';
import { IMAGE_LABELS } from '../engine/image/image-build';
import type { BuildProgress } from '../engine/image/run-build';
import type { RunSettings } from '../run/request';
import { Removals } from '../run/run-job';
import { Runtimes } from '../run/runtimes';
import { thisProcess } from '../sandbox/owner';
import { type Diagnosis, FindingLog, findingsOf, type Section, type SetupFinding } from './diagnosis';
import { Examination } from './examination';
import {
  engineFindings,
  flagFindings,
  imageFindings,
  placeFindings,
  runtimeFindings,
  type UsedImage,
} from './findings';

/** The program that runs the doctor, for the head of a bug report. */
export interface About {
  /** The version of this package. */
  readonly version: string;
  /** `Node 20.11.0`, `VS Code 1.93.0`. */
  readonly host: string;
  readonly platform: string;
}

export interface ExamineOptions {
  /** Whether to build a missing image; without it a missing image is a finding. */
  readonly build: boolean;
  readonly onStage?: ((stage: Section) => void) | undefined;
  readonly onBuilding?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Checks everything that a run needs, from the engine's socket to a real verdict. */
export class Doctor {
  readonly #removals = new Removals();
  readonly #runtimes: Runtimes;

  constructor(
    private readonly platform: Platform,
    /** Absolute path of the folder `docker`. */
    private readonly dockerDir: string,
    private readonly settings: () => RunSettings,
    private readonly about: About,
    private readonly look: typeof surveyEngines = surveyEngines,
  ) {
    this.#runtimes = new Runtimes(dockerDir, settings);
  }

  /** Removes its containers before it settles. @throws CodedError `cancelled` only; every other error is a finding. */
  async examine(options: ExamineOptions): Promise<Diagnosis> {
    const { onStage, signal } = options;
    onStage?.('places');
    const host = this.settings().engineHost ?? undefined;
    const found = await this.look({ platform: this.platform, host, files: hostFiles, signal });
    const before = [...this.#aboutFindings(), ...placeFindings(found)];
    const hosts = found.asked.flatMap((asked) => asked.host ?? []);
    if (found.connection === null) return { findings: before, hosts, ending: 'no-engine' };
    try {
      const log = new FindingLog(before, onStage);
      const ending = await this.#onEngine(found.connection, log, options);
      return { findings: log.findings, hosts, ending };
    } finally {
      await this.#removals.settled();
      found.connection.engine.close();
    }
  }

  #aboutFindings(): readonly SetupFinding[] {
    const { timeout_seconds, memory_mb, pids, cpus } = this.settings().maxima;
    const { version, host, platform } = this.about;
    const finding = findingsOf('about');
    return [
      finding('plain', 'doctor-about', { version, host, platform }),
      finding('plain', 'doctor-maxima', { timeout_seconds, memory_mb, pids, cpus }),
    ];
  }

  async #onEngine(
    { engine, version: surveyed }: SurveyedEngine,
    log: FindingLog,
    options: ExamineOptions,
  ): Promise<Diagnosis['ending']> {
    const { signal } = options;
    const version = surveyed ?? (await log.try('engine', 'warning', () => engine.version({ signal })));
    const info = await log.try('engine', 'warning', () => engine.info({ signal }));
    if (version !== null && info !== null) log.add(engineFindings(version, info));
    const inside = await this.#inside(engine, version?.arch ?? '', log, options);
    if (info !== null) log.add(flagFindings(info, inside ?? []));
    if (inside === null) return 'no-image';
    return log.isBad ? 'unsound' : 'sound';
  }

  /** The findings of a sandbox and of a run in it. @returns those about limits; null without an image. */
  async #inside(
    engine: Engine,
    arch: string,
    log: FindingLog,
    { build, onBuilding, signal }: ExamineOptions,
  ): Promise<readonly SetupFinding[] | null> {
    const image = await log.try('image', 'bad', () => this.#image(engine, { build, onBuilding, signal }));
    if (image === null) return null;
    log.add(imageFindings(image, arch));
    log.add(runtimeFindings(await this.#runtimes.known(), await this.#runtimes.there(engine, signal)));
    const examination = new Examination(engine, image.ref, thisProcess(this.platform.env), this.#removals, signal);
    const limits = (await log.try('limits', 'bad', () => examination.limits(DEFAULT_LIMITS))) ?? [];
    log.add(limits);
    log.add((await log.try('run', 'bad', () => examination.trial(DEFAULT_LIMITS))) ?? []);
    return limits;
  }

  /** @throws CodedError `image-*`; `doctor-image-missing` when the image is CodeAlong's own. */
  async #image(engine: Engine, { build, onBuilding, signal }: ExamineOptions): Promise<UsedImage> {
    const setting = this.settings().image;
    const how = { setting: setting ?? undefined, dockerDir: this.dockerDir, onProgress: onBuilding, signal };
    try {
      const { runtime } = await this.#runtimes.taken(null, engine, signal);
      const image = await ensureImage(engine, { ...how, runtime, build: build ? 'if-missing' : 'never' });
      const facts = await engine.inspectImage(image.ref, { signal });
      const { size = 0, arch = '', labels = {} } = facts ?? {};
      return { ...image, size, arch, protocol: labels[IMAGE_LABELS.protocol] ?? '' };
    } catch (error) {
      const own = setting === null && error instanceof CodedError && error.code === 'image-missing';
      throw own ? new CodedError('doctor-image-missing', {}, { cause: error }) : error;
    }
  }
}
