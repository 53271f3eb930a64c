import path from 'node:path';
import { CodedError, nullIfCoded } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import type { thisPerson } from '../../doctor/anonymous';
import type { About, Doctor, ExamineOptions } from '../../doctor/doctor';
import type { Told, told } from '../../doctor/render-diagnosis';
import { engineSeemsThere } from '../../engine/endpoint/endpoints';
import type { RunnerImage } from '../../engine/image/image';
import type { BuildProgress } from '../../engine/image/image-build';
import { findAlsoIn } from '../../results/texts/index';
import type { RunSettings } from '../../run/request';
import type { Runner } from '../../run/runner';
import type { Settings } from '../base/settings';
import type { Target } from '../base/target';
import { COOLDOWN_MS } from './timing';

/** Milliseconds for an engine to answer. One behind ssh has a handshake before that, for which nobody waits here. */
const ASK_MS = 4_000;
const AHEAD_MS = 25_000;

/** Whose program is to run in the image. */
type Wanted = Pick<Target, 'course' | 'root'>;

/** Builds the image anew, or finds the one of the settings. @param wanted null where nobody is at work: then that of any runtime */
export type Build = (
  onProgress: (progress: BuildProgress) => void,
  signal: AbortSignal,
  wanted: Wanted | null,
) => Promise<RunnerImage>;

/** How the place stands that programs run in. `noImage`: the first run builds it. */
export type SandboxStanding = 'starting' | 'ready' | 'building' | 'noImage' | 'noDocker';

/** Whether the engine answers, and whether it has the image that programs run in. */
export interface Readiness {
  readonly docker: boolean;
  readonly image: boolean;
}

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
    private readonly unwritten: NonNullable<RunSettings['unwritten']> = async () => null,
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

  /** The findings of the doctor, in words. The words are loaded with the doctor. */
  async examine(about: About, options: ExamineOptions): Promise<Told> {
    const { Doctor, thisPerson, told } = await this.load();
    const doctor = new Doctor(this.platform, this.#dockerDir, () => this.settings.run(), about);
    return told(await doctor.examine(options), thisPerson(this.platform));
  }

  /** Whether the engine answers now. */
  async engineAnswers(): Promise<boolean> {
    const runner = await this.runner();
    await runner.reconnect(AbortSignal.timeout(ASK_MS));
    return true;
  }

  /** Removes the containers of killed windows, now and every few minutes. Without an engine, it loads nothing and is silent. */
  async removeOrphans(): Promise<void> {
    const settings = this.settings.run();
    if (!engineSeemsThere(this.platform, settings.engineHost)) return;
    const runner = await this.runner();
    try {
      await runner.engineAhead(AbortSignal.timeout(AHEAD_MS));
      runner.keepRemovingOrphans();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  }

  /** Makes a sandbox for a step ahead, where an engine answers. It builds no image and is silent. @returns how it stands; null when that is not known */
  async warm({ course, step, root }: Pick<Target, 'course' | 'step' | 'root'>): Promise<SandboxStanding | null> {
    const settings = this.settings.run();
    if (!engineSeemsThere(this.platform, settings.engineHost)) return 'noDocker';
    if (!settings.warmSandboxes) return null;
    const runner = await this.runner();
    try {
      await runner.engineAhead(AbortSignal.timeout(AHEAD_MS));
      if (!(await runner.warm(course, step, root))) return 'noImage';
      return (await runner.pool.opened()) ? 'ready' : null;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return error.code.startsWith('engine-') ? 'noDocker' : null;
    }
  }

  /** Builds the image that programs run in, also when there is one. */
  readonly buildImage: Build = async (onProgress, signal, wanted) => {
    const runner = await this.runner();
    const { image } = await runner.image(wanted, onProgress, signal, 'always');
    runner.pool.empty();
    return image;
  };

  /** Builds the image that programs run in, unless there is one. */
  readonly prepareImage: Build = async (onProgress, signal, wanted) => {
    const runner = await this.runner();
    return (await runner.image(wanted, onProgress, signal)).image;
  };

  /** Whether engine and image are there. It builds nothing, and without an engine it loads nothing. */
  async readiness(): Promise<Readiness> {
    const { engineHost } = this.settings.run();
    if (!engineSeemsThere(this.platform, engineHost)) return { docker: false, image: false };
    const runner = await this.runner();
    const signal = AbortSignal.timeout(AHEAD_MS);
    const docker = (await runner.engineAhead(signal).catch(nullIfCoded)) !== null;
    const image = docker && (await runner.image(null, () => {}, signal, 'never').catch(nullIfCoded)) !== null;
    return { docker, image };
  }

  /** Waits for the containers that are being removed, and closes the connection to the engine. */
  async close(): Promise<void> {
    const runner = await this.#runner?.catch(() => null);
    await runner?.dispose();
  }

  /** The settings have changed: the sandboxes of the old ones are dropped. `engine`: the next run looks for the engine again. */
  forget({ engine }: { readonly engine: boolean }): void {
    void this.#runner?.then(
      (runner) => (engine ? runner.forget() : runner.pool.empty()),
      () => undefined,
    );
  }

  async #make(): Promise<Runner> {
    const { Runner } = await this.load();
    const settings = () => ({ ...this.settings.run(), unwritten: this.unwritten });
    const runner = new Runner(this.platform, this.#dockerDir, settings, { cooldownMs: COOLDOWN_MS });
    runner.texts.forEach(findAlsoIn);
    return runner;
  }

  get #dockerDir(): string {
    return path.join(this.extensionPath, 'docker');
  }
}
