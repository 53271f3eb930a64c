import path from 'node:path';
import { CodedError } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import type { thisPerson } from '../../doctor/anonymous';
import type { About, Doctor, ExamineOptions } from '../../doctor/doctor';
import type { Told, told } from '../../doctor/render-diagnosis';
import { engineSeemsThere } from '../../run/engine-near';
import type { Runner } from '../../run/runner';
import type { Settings } from '../base/settings';
import type { Target } from '../base/target';
import type { Build } from '../commands/build-image';

/** Milliseconds that an engine is given to say whether it is there. */
const ASK_MS = 4_000;
/** Milliseconds after a verdict that belong to the editor, which has to show it. Less than a sandbox stays by itself (docker/runner/grader.py). */
const REST_MS = 300;

export interface CoreModule {
  readonly Runner: typeof Runner;
  readonly Doctor: typeof Doctor;
  readonly thisPerson: typeof thisPerson;
  readonly told: typeof told;
}

/** The core, loaded at the first run, or when the window has settled: activation must not wait for dockerode. */
export class CoreLoader {
  #runner: Promise<Runner> | null = null;

  constructor(
    private readonly platform: Platform,
    private readonly extensionPath: string,
    private readonly settings: Settings,
    private readonly load: () => Promise<CoreModule>,
  ) {}

  /** A failure to load is not kept: the next run tries again. */
  runner(): Promise<Runner> {
    if (this.#runner !== null) return this.#runner;
    const made = this.#make();
    this.#runner = made;
    made.catch(() => {
      if (this.#runner === made) this.#runner = null;
    });
    return made;
  }

  /** What the doctor finds, in words: those are loaded with it. */
  async examine(about: About, options: ExamineOptions): Promise<Told> {
    const { Doctor, thisPerson, told } = await this.load();
    const doctor = new Doctor(this.platform, this.#dockerDir, () => this.settings.run(), about);
    return told(await doctor.examine(options), thisPerson(this.platform));
  }

  /** Whether the engine answers now. */
  async engineAnswers(): Promise<boolean> {
    const { host } = await this.runner();
    host.forget();
    await host.engine(this.settings.run(), AbortSignal.timeout(ASK_MS));
    return true;
  }

  /** Removes what killed windows have left behind, now and every few minutes. Where there is no engine, nothing is said or loaded. */
  async tidy(): Promise<void> {
    const settings = this.settings.run();
    if (!engineSeemsThere(this.platform, settings.engineHost)) return;
    const runner = await this.runner();
    try {
      await runner.host.engine(settings, AbortSignal.timeout(ASK_MS));
      runner.keepTidy();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  }

  /** Has a sandbox warm for a step, where an engine answers. Nothing is said or built. */
  async warm({ course, step }: Pick<Target, 'course' | 'step'>): Promise<void> {
    const settings = this.settings.run();
    if (!settings.warmSandboxes || !engineSeemsThere(this.platform, settings.engineHost)) return;
    const runner = await this.runner();
    try {
      await runner.host.engine(settings, AbortSignal.timeout(ASK_MS));
      await runner.warm(course, step);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  }

  /** Builds the image that programs run in, also when there is one. */
  readonly buildImage: Build = async (onProgress, signal) => {
    const { host, pool } = await this.runner();
    const settings = this.settings.run();
    const image = await host.image(await host.engine(settings, signal), settings, onProgress, signal, 'always');
    pool.empty();
    return image;
  };

  /** Waits for what is being removed, and lets the engine go. */
  async close(): Promise<void> {
    const runner = await this.#runner?.catch(() => null);
    await runner?.dispose();
  }

  /** The settings have changed: nothing is kept that was made by the old ones. `engine`: the next run looks for the engine again. */
  forget({ engine }: { readonly engine: boolean }): void {
    void this.#runner?.then(
      (runner) => (engine ? runner.forget() : runner.pool.empty()),
      () => undefined,
    );
  }

  async #make(): Promise<Runner> {
    const { Runner } = await this.load();
    return new Runner(this.platform, this.#dockerDir, () => this.settings.run(), { restMs: REST_MS });
  }

  get #dockerDir(): string {
    return path.join(this.extensionPath, 'docker');
  }
}
