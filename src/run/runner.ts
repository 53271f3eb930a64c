import { nullIfCoded } from '../contract/codes';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { Platform } from '../contract/platform';
import type { Course, Step } from '../course/format/format';
import { resolveLimits } from '../course/format/step-limits';
import type { Engine } from '../engine/client/engine';
import type { ImageOptions } from '../engine/image/image';
import type { BuildProgress } from '../engine/image/image-build';
import { coreTexts } from '../results/texts/advice-catalogue';
import { thisProcess } from '../sandbox/owner';
import { Pool } from '../sandbox/pool';
import { Cooldown } from './cooldown';
import { type DebugRequest, debugStep } from './debug-step';
import { type Connect, EngineHost } from './engine-host';
import { type EngineImage, type EngineImages, imageAtHand, type RuntimeWish } from './engine-image';
import { losesEngine } from './lost-engine';
import { newOrphanRemover, OrphanRemovalSchedule, type OrphanRemoverOf } from './orphan-removal-schedule';
import type { RunSettings, StepRequest, StepResult } from './request';
import { Removals } from './run-job';
import { type ProgramRequest, type ProgramResult, runProgram } from './run-program';
import { type RuntimeOffer, Runtimes } from './runtimes';
import { type RunnerResources, StepFlow } from './step-flow';
import { Trust } from './trust';

/** Milliseconds for looking whether the image is there, when no run waits for it. */
const WARM_MS = 5_000;

/** Replacements for tests, and the cooldown. */
export interface RunnerParts {
  readonly orphanRemoverOf?: OrphanRemoverOf;
  readonly connect?: Connect;
  readonly trust?: Pick<Trust, 'judge'>;
  /** Milliseconds after a verdict in which no background work begins; 0 unless given. */
  readonly cooldownMs?: number;
}

/**
 * Runs steps: step and files become a job, the job's events a verdict. There is one for the life of the process. `dispose` waits for
 * the containers that are still being removed. Containers of killed processes are removed now and then, while no run goes on.
 */
export class Runner implements EngineImages {
  /** Those of its errors and notes that the bundles of a window are without: each that shows them adds these to its own. */
  readonly texts = coreTexts;
  readonly removals = new Removals();
  readonly pool: Pool;
  readonly runtimes: Runtimes;
  readonly #host: EngineHost;
  readonly #orphans: OrphanRemovalSchedule;
  readonly #cooldown: Cooldown;
  readonly #resources: RunnerResources;
  readonly #flow: StepFlow;
  readonly #running = new Set<Promise<unknown>>();
  /** Programs that a person runs, for up to half an hour each. Unlike runs of tests they keep no other work waiting. */
  readonly #programs = new Set<Promise<unknown>>();

  constructor(
    platform: Platform,
    dockerDir: string,
    private readonly settings: () => RunSettings,
    { orphanRemoverOf = newOrphanRemover, connect, trust = new Trust(), cooldownMs = 0 }: RunnerParts = {},
  ) {
    const { removals } = this;
    const owner = thisProcess(platform.env);
    const leave = (removal: Promise<void>) => removals.add(removal);
    const pool = new Pool({ owner, size: () => settings().warmSandboxes ?? 0, leave });
    const cooldown = new Cooldown(cooldownMs);
    this.pool = pool;
    this.#cooldown = cooldown;
    this.#host = new EngineHost(platform, dockerDir, connect);
    this.runtimes = new Runtimes(dockerDir, settings, this.#host.sources);
    this.#resources = {
      platform,
      settings,
      images: this,
      runtimes: this.runtimes,
      owner,
      pool,
      removals,
      trust,
      cooldown,
    };
    this.#flow = new StepFlow(this.#resources);
    this.#orphans = new OrphanRemovalSchedule({
      engine: () => this.#host.known,
      busy: () => this.#running.size > 0,
      removerOf: (engine) => orphanRemoverOf(engine, owner),
    });
  }

  /** The image that the setting names, for every course and every runtime; null for our own. */
  get imageOfSetting(): string | null {
    return this.settings().image;
  }

  get knownEngine(): Engine | null {
    return this.#host.known;
  }

  /** @throws CodedError `engine-*` when no engine answers, `cancelled`. */
  engine(signal?: AbortSignal): Promise<Engine> {
    return this.#host.engine(this.settings(), signal);
  }

  /** The same for work that nobody has asked for: it does not ask again who has refused. */
  engineAhead(signal?: AbortSignal): Promise<Engine> {
    return this.#host.engineAhead(this.settings(), signal);
  }

  /**
   * The image to run in, built when `build` says so, and the engine that has it.
   * @throws CodedError `runtime-*`, `engine-*`, `image-*`, `cancelled`.
   */
  async image(
    wish: RuntimeWish | null,
    onProgress: (progress: BuildProgress) => void,
    signal?: AbortSignal,
    build?: ImageOptions['build'],
  ): Promise<EngineImage> {
    const settings = this.settings();
    const engine = await this.engine(signal);
    const { runtime, notes } = await this.runtimes.taken(wish, engine, signal);
    const image = await this.#host
      .image(engine, settings, runtime, wish?.course ?? null, onProgress, signal, build)
      .catch(async (error: unknown) => {
        throw await this.runtimes.withOthers(error, engine, signal);
      });
    return { engine, image, runtime, notes };
  }

  /** The runtimes that a learner of this course may choose. Without an engine, none has an image. */
  async offers(course: Course): Promise<readonly RuntimeOffer[]> {
    const engine = await this.engine(AbortSignal.timeout(WARM_MS)).catch(nullIfCoded);
    return this.runtimes.offers(course, engine);
  }

  /** The result says how the run ended. Rejects for a defect of our own only. */
  async run(request: StepRequest): Promise<StepResult> {
    const run = this.#flow.run(request);
    this.#running.add(run);
    try {
      return await run;
    } finally {
      this.#running.delete(run);
      this.#orphans.ended();
    }
  }

  /**
   * Runs the program of a step for a person, who talks to it at a terminal. The result says how it ended. It is no verdict.
   * @throws CodedError when it could not be started
   */
  async runProgram(request: ProgramRequest): Promise<ProgramResult> {
    const run = runProgram(request, this.#resources);
    this.#programs.add(run);
    try {
      return await run;
    } finally {
      this.#programs.delete(run);
    }
  }

  /** Runs the tests of a step for a person who debugs its program. It is no verdict. @throws CodedError when it could not be started */
  async debugStep(request: DebugRequest): Promise<void> {
    const run = debugStep(request, this.#resources);
    this.#programs.add(run);
    try {
      await run;
    } finally {
      this.#programs.delete(run);
    }
  }

  /**
   * Makes sandboxes for this step ahead, where the engine is known and the image is there: it looks for no engine and builds no image.
   * It does nothing while a run goes on, since the end of a run does the same. @returns whether the image is there
   */
  async warm(course: Course, step: Step, root: string | null): Promise<boolean> {
    const settings = this.settings();
    if (!settings.warmSandboxes || this.#running.size > 0) return true;
    const wish = { course, root };
    const atHand = await imageAtHand(this, wish, AbortSignal.timeout(WARM_MS)).catch((error: unknown) => {
      if (losesEngine(error) && error.code === 'engine-ssh') this.#host.forget();
      return nullIfCoded(error);
    });
    const { limits } = resolveLimits(step, course, DEFAULT_LIMITS, settings.maxima);
    if (atHand !== null && this.#running.size === 0) this.pool.fill({ ...atHand, limits });
    return atHand !== null;
  }

  /** Settings, image or engine have changed: the next run looks for the engine again, and uses nothing that was made before. */
  forget(): void {
    this.#host.forget();
    this.pool.empty();
    this.#flow.forget();
  }

  /** Looks for the engine again; nothing else is forgotten. @throws CodedError like `engine`. */
  reconnect(signal?: AbortSignal): Promise<Engine> {
    this.#host.forget();
    return this.engine(signal);
  }

  /** Removes the containers of killed processes now, where an engine is known. Takes `ms` milliseconds at most; failures are silent. */
  removeOrphans(ms: number): Promise<void> {
    return this.#orphans.now(ms);
  }

  /** Removes them from now on, every few minutes. */
  keepRemovingOrphans(): void {
    this.#orphans.begin();
  }

  /** Cancel your runs first: it waits for those that go on, since their containers are not known before their end. */
  async dispose(): Promise<void> {
    this.#orphans.dispose();
    this.pool.dispose();
    this.#cooldown.dispose();
    await Promise.allSettled([...this.#running, ...this.#programs]);
    await this.removals.settled();
    this.#host.dispose();
  }
}
