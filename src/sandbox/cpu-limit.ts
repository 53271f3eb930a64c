import { CodedError } from '../contract/codes';
import type { Engine } from '../engine/client/engine';
import { cpuShare } from './spec';

/** One that does not know this call at all says the same of it as of a container that is gone. */
const REFUSALS: readonly string[] = ['engine-call-failed', 'container-gone'];

/** Engines that cannot limit a container that runs, or do not do what they say. */
const unable = new WeakSet<Engine>();

/** Whether containers are made without a limit of CPU, which comes when they are warm: that is done in half the time. */
export function limitsLate(engine: Engine): boolean {
  return !unable.has(engine);
}

/** From now on containers of this engine are made with their limit of CPU. */
export function limitEarly(engine: Engine): void {
  unable.add(engine);
}

/** @returns false when the engine refuses to change a container that runs. @throws CodedError of the engine. */
export async function limitCpus(engine: Engine, id: string, cpus: number, signal?: AbortSignal): Promise<boolean> {
  try {
    await engine.updateContainer(id, cpuShare(cpus), { signal });
    return true;
  } catch (error) {
    if (error instanceof CodedError && REFUSALS.includes(error.code)) return false;
    throw error;
  }
}
