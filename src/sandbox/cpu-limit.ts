import { CodedError } from '../contract/codes';
import type { Limits } from '../contract/limits';
import type { Engine, LimitUpdate } from '../engine/client/engine';
import { mayUpdate } from '../engine/client/podman';
import { cpuShare } from './spec';

/** An engine without this call answers as if the container were gone. */
const REFUSALS: readonly string[] = ['engine-call-failed', 'container-gone'];

/** Engines that cannot limit a running container, or say that they did and did not. */
const unable = new WeakSet<Engine>();

/** Whether containers start without a limit of CPU and get it once they are warm. That halves the time to start. */
export function limitsCpusLate(engine: Engine): boolean {
  return mayUpdate(engine.server) && !unable.has(engine);
}

/** From now on, containers of this engine are created with their limit of CPU. */
export function limitCpusEarly(engine: Engine): void {
  unable.add(engine);
}

/** @returns false when the engine refuses to change a running container. @throws CodedError of the engine. */
export function limitCpus(engine: Engine, id: string, cpus: number, signal?: AbortSignal): Promise<boolean> {
  return changed(engine, id, cpuShare(cpus), signal);
}

/** Gives a container that waits for its job more memory and processes. @returns false when the engine refuses. @throws CodedError of the engine. */
export async function makeRoom(engine: Engine, id: string, limits: Limits, signal?: AbortSignal): Promise<boolean> {
  if (!mayUpdate(engine.server)) return false;
  const memoryBytes = Math.round(limits.memory_mb * 1024 * 1024);
  return changed(engine, id, { memoryBytes, pids: limits.pids }, signal);
}

async function changed(engine: Engine, id: string, limits: LimitUpdate, signal?: AbortSignal): Promise<boolean> {
  try {
    await engine.updateContainer(id, limits, { signal });
    return true;
  } catch (error) {
    if (error instanceof CodedError && REFUSALS.includes(error.code)) return false;
    throw error;
  }
}
