import { MAXIMUM_LIMITS } from '../../contract/limits';
import type { RunSettings } from '../../run/request';
import type { Api } from './api';

/** As in the manifest. */
const WARM_SANDBOXES = 1;
const WARM_SANDBOXES_MOST = 4;

/** The settings `codealong.*`, read when they are needed. */
export class Settings {
  constructor(private readonly api: Api) {}

  run(): RunSettings {
    return {
      engineHost: this.#text('engine.host'),
      image: this.#text('image'),
      maxima: {
        timeout_seconds: this.#number('limits.timeoutSeconds', MAXIMUM_LIMITS.timeout_seconds),
        memory_mb: this.#number('limits.memoryMb', MAXIMUM_LIMITS.memory_mb),
        pids: this.#number('limits.pids', MAXIMUM_LIMITS.pids),
        cpus: this.#number('limits.cpus', MAXIMUM_LIMITS.cpus),
      },
      warmSandboxes: this.#count('warmSandboxes', WARM_SANDBOXES, WARM_SANDBOXES_MOST),
      rememberEarlierSteps: this.#get('rememberEarlierSteps') !== false,
    };
  }

  courseFolders(): readonly string[] {
    const found = this.#get('courseFolders');
    return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
  }

  #text(name: string): string | null {
    const found = this.#get(name);
    return typeof found === 'string' && found.trim() !== '' ? found : null;
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
