import { MAXIMUM_LIMITS } from '../../contract/limits';
import type { RunSettings } from '../../run/request';
import type { Api, Disposable } from './api';

/** As in the manifest. */
const WARM_SANDBOXES = 1;
const WARM_SANDBOXES_MOST = 4;

/** The settings that decide where programs run. */
const ENGINE = ['codealong.engine', 'codealong.image', 'codealong.runtime'];
const DIAGNOSTICS = 'codealong.diagnostics.enabled';

/** Which of our settings have changed. */
export interface SettingsChange {
  /** One of those that decide where programs run. */
  readonly engine: boolean;
  readonly diagnostics: boolean;
}

/** The settings `codealong.*`, and those of the editor that matter here. Each is read when it is needed. */
export class Settings {
  constructor(private readonly api: Api) {}

  run(): RunSettings {
    return {
      engineHost: this.#text('engine.host'),
      image: this.#text('image'),
      runtimes: this.#runtimes(),
      maxima: {
        timeout_seconds: this.#number('limits.timeoutSeconds', MAXIMUM_LIMITS.timeout_seconds),
        memory_mb: this.#number('limits.memoryMb', MAXIMUM_LIMITS.memory_mb),
        pids: this.#number('limits.pids', MAXIMUM_LIMITS.pids),
        cpus: this.#number('limits.cpus', MAXIMUM_LIMITS.cpus),
      },
      warmSandboxes: this.#count('warmSandboxes', WARM_SANDBOXES, WARM_SANDBOXES_MOST),
      rememberEarlierSteps: this.#get('rememberEarlierSteps') !== false,
      neverReached: this.#get('neverReached') !== false,
    };
  }

  courseFolders(): readonly string[] {
    const found = this.#get('courseFolders');
    return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
  }

  /** Whether wrong lines are marked in the Problems panel. */
  marksProblems(): boolean {
    return this.api.workspace.getConfiguration().get(DIAGNOSTICS, true);
  }

  /** Whether the editor may show its test results by itself. */
  opensTestResults(): boolean {
    const opens = this.api.workspace.getConfiguration('testing').get<unknown>('automaticallyOpenTestResults');
    return opens !== 'neverOpen';
  }

  /** Calls for each change of a setting `codealong.*`. */
  onDidChange(listener: (change: SettingsChange) => void): Disposable {
    return this.api.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('codealong')) return;
      const engine = ENGINE.some((setting) => change.affectsConfiguration(setting));
      listener({ engine, diagnostics: change.affectsConfiguration(DIAGNOSTICS) });
    });
  }

  #text(name: string): string | null {
    const found = this.#get(name);
    return typeof found === 'string' && found.trim() !== '' ? found : null;
  }

  #runtimes(): Readonly<Record<string, string>> {
    const python = this.#text('runtime.python');
    return python === null ? {} : { python };
  }

  #number(name: string, otherwise: number): number {
    const found = this.#get(name);
    return typeof found === 'number' && found > 0 ? found : otherwise;
  }

  #count(name: string, otherwise: number, most: number): number {
    const found = this.#get(name);
    return typeof found === 'number' && found >= 0 ? Math.min(Math.floor(found), most) : otherwise;
  }

  #get(name: string): unknown {
    return this.api.workspace.getConfiguration('codealong').get<unknown>(name);
  }
}
