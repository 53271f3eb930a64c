import path from 'node:path';
import { CodedError } from '../contract/codes';
import type { Platform } from '../contract/platform';
import { engineSeemsThere } from '../run/engine-near';
import type { Runner } from '../run/run-step';
import type { Settings } from './settings';

/** Milliseconds that an engine is given to say whether it is there. */
const ASK_MS = 4_000;

export type CoreModule = { readonly Runner: typeof Runner };

/** The core, loaded at the first run, or when the window has settled: activation must not wait for dockerode. */
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
    return new Runner(this.platform, path.join(this.extensionPath, 'docker'), () => this.settings.run());
  }
}
