import { nullIfCoded } from '../contract/codes';
import { type Limits, PROGRAM_SECONDS } from '../contract/limits';
import type { Engine } from '../engine/client/engine';
import type { Owner } from './owner';
import type { Leave } from './promises';
import { Sandbox } from './sandbox';

/** Where a sandbox runs, and with which limits. */
export interface SandboxSpec {
  readonly engine: Engine;
  readonly image: { readonly ref: string; readonly id: string };
  readonly limits: Limits;
}

/** Seconds. The later job may ask for any time up to the setting's maximum, and a program that a person runs has half an hour. */
const LONGEST_SECONDS = Math.max(600, PROGRAM_SECONDS);

/** A sandbox that is warming or warm. */
export class WarmSandbox {
  /** Null until it waits for a job. */
  sandbox: Sandbox | null = null;
  /** Resolves to null when it could not be opened: the run that needs a sandbox reports why. */
  readonly opened: Promise<Sandbox | null>;
  /** Resolves when it can no longer be used. */
  readonly over: Promise<unknown>;
  readonly #abort = new AbortController();

  constructor(
    private readonly wanted: SandboxSpec,
    owner: Owner,
    leave: Leave,
  ) {
    const { engine, image } = wanted;
    const limits = { ...wanted.limits, timeout_seconds: LONGEST_SECONDS };
    const { signal } = this.#abort;
    const opening = Sandbox.open(engine, { image: image.ref, limits, owner, role: 'warm', signal, leave });
    this.opened = opening.then((sandbox) => {
      this.sandbox = sandbox;
      return sandbox;
    }, nullIfCoded);
    this.over = this.opened.then((sandbox) => sandbox?.ended);
  }

  /** Whether a run on that engine, in that image and with these limits may use it. The time limit belongs to the job. */
  fits({ engine, image, limits }: SandboxSpec): boolean {
    const own = this.wanted;
    const sameLimits = (['memory_mb', 'pids', 'cpus'] as const).every((name) => own.limits[name] === limits[name]);
    return own.engine === engine && own.image.id === image.id && own.image.ref === image.ref && sameLimits;
  }

  /** Resolves when its container is gone. */
  async discard(): Promise<void> {
    this.#abort.abort();
    await (await this.opened)?.dispose();
  }
}
