import { request } from 'node:http';
import Docker from 'dockerode';
import { engineOfThisMachine } from './engine-proxy';

/** Calls of the engine that only others make, never we. Resolves to the status of the answer. */
export async function askEngine(method: string, path: string): Promise<number> {
  const engine = await engineOfThisMachine();
  return new Promise((resolve, reject) => {
    const asked = request({ ...engine, method, path, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.once('error', reject).end();
  });
}

/** A container that has already ended, or is gone, is killed well. */
export async function killContainer(id: string): Promise<void> {
  const status = await askEngine('POST', `/containers/${id}/kill`);
  if (![204, 404, 409].includes(status)) throw new Error(`the engine answered a kill with ${status}`);
}

/** Gives an image one more name. */
export async function tagImage(ref: string, repository: string, tag: string): Promise<void> {
  const status = await askEngine('POST', `/images/${ref}/tag?repo=${repository}&tag=${tag}`);
  if (status !== 201) throw new Error(`the engine answered a tag with ${status}`);
}

/** What the engine holds as limits of a container. 0 is none. Bytes, µs of CPU in each period, µs of a period, processes. */
export async function limitsHeld(id: string) {
  const { Memory, CpuQuota, CpuPeriod, PidsLimit } = (await new Docker().getContainer(id).inspect()).HostConfig;
  return { memory: Memory, cpuQuota: CpuQuota, cpuPeriod: CpuPeriod, pids: PidsLimit };
}
