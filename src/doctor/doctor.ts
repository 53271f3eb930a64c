import { CodedError } from '../contract/codes';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { Platform } from '../contract/platform';
import type { Engine } from '../engine/client/engine';
import type { Connection } from '../engine/endpoint/connect';
import { hostFiles } from '../engine/endpoint/endpoints';
import { survey } from '../engine/endpoint/survey';
import { ensureImage } from '../engine/image/image';
import { type BuildProgress, IMAGE_LABELS } from '../engine/image/image-build';
import type { RunSettings } from '../run/request';
import { Removals } from '../run/run-job';
import { thisProcess } from '../sandbox/owner';
import { Chart } from './chart';
import { type Diagnosis, type Finding, findingsOf, type Section } from './diagnosis';
import { engineFindings } from './engine';
import { Examination } from './examination';
import { imageFindings, type UsedImage } from './image';
import { placeFindings } from './places';

/** Who asks, for the head of a bug report. */
export interface About {
  /** Of this package. */
  readonly version: string;
  /** `Node 20.11.0`, `VS Code 1.93.0`. */
  readonly host: string;
  readonly platform: string;
}

export interface ExamineOptions {
  /** Whether an image that is missing is built; else it is only missed. */
  readonly build: boolean;
  readonly onStage?: ((stage: Section) => void) | undefined;
  readonly onBuilding?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at everything that a run needs, from the socket of the engine to a real verdict. */
export class Doctor {
  readonly #removals = new Removals();

  constructor(
    private readonly platform: Platform,
    /** Absolute path of our folder `docker`. */
    private readonly dockerDir: string,
    private readonly settings: () => RunSettings,
    private readonly about: About,
    private readonly look: typeof survey = survey,
  ) {}

  /** Containers that it made are gone when this settles. @throws CodedError `cancelled` only; every other trouble is a finding. */
  async examine(options: ExamineOptions): Promise<Diagnosis> {
    const { onStage, signal } = options;
    onStage?.('places');
    const host = this.settings().engineHost ?? undefined;
    const found = await this.look({ platform: this.platform, host, files: hostFiles, signal });
    const before = [...this.#aboutFindings(), ...placeFindings(found)];
    const hosts = found.asked.flatMap((asked) => asked.host ?? []);
    if (found.connection === null) return { findings: before, hosts, ending: 'no-engine' };
    try {
      const chart = new Chart(before, onStage);
      const ending = await this.#onEngine(found.connection, chart, options);
      return { findings: chart.findings, hosts, ending };
    } finally {
      await this.#removals.settled();
      found.connection.engine.close();
    }
  }

  #aboutFindings(): readonly Finding[] {
    const { timeout_seconds, memory_mb, pids, cpus } = this.settings().maxima;
    const { version, host, platform } = this.about;
    const finding = findingsOf('about');
    return [
      finding('plain', 'doctor-about', { version, host, platform }),
      finding('plain', 'doctor-maxima', { timeout_seconds, memory_mb, pids, cpus }),
    ];
  }

  async #onEngine(
    { engine, version }: Connection,
    chart: Chart,
    { build, onBuilding, signal }: ExamineOptions,
  ): Promise<Diagnosis['ending']> {
    const info = await chart.try('engine', 'warning', () => engine.info({ signal }));
    if (info !== null) chart.add(engineFindings(version, info));
    const image = await chart.try('image', 'bad', () => this.#image(engine, { build, onBuilding, signal }));
    if (image === null) return 'no-image';
    chart.add(imageFindings(image));
    const examination = new Examination(engine, image.ref, thisProcess(this.platform.env), this.#removals, signal);
    chart.add((await chart.try('limits', 'bad', () => examination.limits(DEFAULT_LIMITS))) ?? []);
    chart.add((await chart.try('run', 'bad', () => examination.trial(DEFAULT_LIMITS))) ?? []);
    return chart.isBad ? 'unsound' : 'sound';
  }

  /** @throws CodedError `image-*`, `doctor-image-missing` for our own. */
  async #image(engine: Engine, { build, onBuilding, signal }: ExamineOptions): Promise<UsedImage> {
    const setting = this.settings().image;
    const how = { setting: setting ?? undefined, dockerDir: this.dockerDir, onProgress: onBuilding, signal };
    try {
      const image = await ensureImage(engine, { ...how, build: build ? 'if-missing' : 'never' });
      const facts = await engine.inspectImage(image.ref, { signal });
      return { ...image, size: facts?.size ?? 0, protocol: facts?.labels[IMAGE_LABELS.protocol] ?? '' };
    } catch (error) {
      const own = setting === null && error instanceof CodedError && error.code === 'image-missing';
      throw own ? new CodedError('doctor-image-missing', {}, { cause: error }) : error;
    }
  }
}
