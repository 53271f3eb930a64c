import os from 'node:os';
import type { Engine } from '../../src/engine/client/engine';
import type { Machine } from './measured';

const GB = 1024 ** 3;

/** The machine of the engine, as far as it is not this one: kernel, cores and memory are the engine's own words. */
export async function machineOf(engine: Engine): Promise<Machine> {
  const [info, version] = await Promise.all([engine.info(), engine.version()]);
  const parts = Object.entries(version.components).map(([name, number]) => `${name} ${number}`);
  return {
    cpu: os.cpus()[0]?.model.trim() || 'unknown',
    cores: info.cpus,
    memory_gb: Math.round((info.memory / GB) * 10) / 10,
    kernel: info.kernel,
    engine: parts.length > 0 ? parts.join(', ') : version.version,
    node: process.version,
    load: os.loadavg()[0] ?? Number.NaN,
  };
}
