import type { ContainerSpec, Engine } from '../../src/engine/client/engine';
import { withCalls } from '../support/engines';
import { updatedAs } from '../support/weak-engine';
import { oneUser } from './one-user';
import type { Saboteur } from './saboteurs';

type HostConfig = NonNullable<ContainerSpec['HostConfig']>;

/** An engine that creates containers with some changed settings. */
export function host(change: (config: HostConfig) => HostConfig, env: readonly string[] = []) {
  return (engine: Engine) =>
    withCalls(engine, {
      createContainer: ({ HostConfig = {}, ...spec }, ...rest) =>
        engine.createContainer({ ...spec, Env: [...env], HostConfig: change(HostConfig) }, ...rest),
      updateContainer: updatedAs(engine, change),
    });
}

function tmpfs(from: RegExp, to: string): (config: HostConfig) => HostConfig {
  return (config) => {
    const folders = Object.entries(config.Tmpfs ?? {}) as [string, string][];
    return { ...config, Tmpfs: Object.fromEntries(folders.map(([path, how]) => [path, how.replace(from, to)])) };
  };
}

/** Settings with which the container is created. */
export const OF_THE_CONTAINER: readonly Saboteur[] = [
  {
    name: 'capability-back',
    off: 'all capabilities dropped',
    cases: ['privileges'],
    engine: host((config) => ({ ...config, CapDrop: [], CapAdd: ['SYS_ADMIN'] })),
  },
  {
    name: 'privileged',
    off: 'everything that the engine holds',
    cases: ['devices', 'privileges'],
    engine: host((config) => ({ ...config, Privileged: true })),
  },
  {
    name: 'network-on',
    off: 'no network',
    cases: ['reach-out', 'listens-everywhere'],
    engine: host((config) => ({ ...config, NetworkMode: 'bridge' })),
  },
  {
    name: 'root-writable',
    off: 'the read-only root',
    cases: ['write-outside'],
    engine: host((config) => ({ ...config, ReadonlyRootfs: false })),
  },
  {
    name: 'host-mounted',
    off: 'no folder of the host inside',
    cases: ['look-around'],
    engine: host((config) => ({ ...config, Binds: ['/usr/share:/host:ro'] })),
  },
  {
    name: 'memory-free',
    off: 'the limit of memory',
    cases: ['bytearray'],
    engine: host((config) => ({ ...config, Memory: 2 ** 31, MemorySwap: 2 ** 31 })),
  },
  {
    name: 'processes-free',
    off: 'the limit of processes',
    cases: ['thread-bomb'],
    engine: host((config) => ({ ...config, PidsLimit: 2000 })),
  },
  {
    name: 'processor-free',
    off: 'the share of the CPU',
    cases: ['limits-held', 'fork-bomb-fails'],
    engine: host((config) => ({ ...config, CpuQuota: 400_000, CpuPeriod: 200_000 })),
  },
  {
    name: 'may-execute',
    off: 'noexec of what can be written',
    cases: ['run-binary'],
    engine: host(tmpfs(/noexec/, 'exec')),
  },
  {
    name: 'large-disk',
    off: 'the size of /tmp and /work',
    cases: ['full-disk'],
    engine: host(tmpfs(/size=16384k/, 'size=65536k')),
  },
  {
    name: 'one-user',
    off: 'two user ids of its own for each sandbox',
    cases: ['hoard-descriptors'],
    engine: oneUser,
  },
  {
    name: 'removal-off',
    off: 'the removal of containers',
    cases: ['honest-among-settings'],
    engine: (engine) => withCalls(engine, { remove: async () => {} }),
  },
];
