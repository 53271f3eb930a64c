import path from 'node:path';
import type { Platform } from '../contract/platform';
import type { About, Doctor } from '../doctor/doctor';
import type { Runner } from '../run/run-step';
import type { Settings } from './settings';

/** Milliseconds that an engine is given to say whether it is there. */
const ASK_MS = 4_000;

export type CoreModule = { readonly Runner: typeof Runner; readonly Doctor: typeof Doctor };

/** The core, loaded at the first run: activation must not wait for dockerode. */
export class CoreLoader {
  #runner: Promise<Runner> | null = null;

  constructor(
    private readonly platform: Platform,
    private readonly extensionPath: string,
    private readonly settings: Settings,
    private readonly load: () => Promise<CoreModule>,
  ) {}

  runner(): Promise<Runner> {
    this.#runner ??= this.#make();
    return this.#runner;
  }

  async doctor(about: About): Promise<Doctor> {
    const { Doctor } = await this.load();
    return new Doctor(this.platform, this.#dockerDir, () => this.settings.run(), about);
  }

  /** Whether the engine answers now. */
  async engineAnswers(): Promise<boolean> {
    const { host } = await this.runner();
    host.forget();
    await host.engine(this.settings.run(), AbortSignal.timeout(ASK_MS));
    return true;
  }

  /** Waits for what is being removed, and lets the engine go. */
  async close(): Promise<void> {
    await (await this.#runner)?.dispose();
  }

  /** The settings have changed: the next run looks for the engine again. */
  async forget(): Promise<void> {
    (await this.#runner)?.host.forget();
  }

  async #make(): Promise<Runner> {
    const { Runner } = await this.load();
    return new Runner(this.platform, this.#dockerDir, () => this.settings.run());
  }

  get #dockerDir(): string {
    return path.join(this.extensionPath, 'docker');
  }
}
