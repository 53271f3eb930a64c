import type { ContainerSpec, Engine } from '../../src/engine/client/engine';
import { withCalls } from './engines';

type HostConfig = NonNullable<ContainerSpec['HostConfig']>;

/** An engine that silently changes the limits of a container, like one that cannot enforce a limit. */
export function weakened(engine: Engine, change: (host: HostConfig) => HostConfig, warning?: string): Engine {
  return withCalls(engine, {
    createContainer: async (spec, name, options) => {
      const { id, warnings } = await engine.createContainer(
        { ...spec, HostConfig: change(spec.HostConfig ?? {}) },
        name,
        options,
      );
      return { id, warnings: warning === undefined ? warnings : [...warnings, warning] };
    },
    updateContainer: updatedAs(engine, change),
  });
}

/** Changes the CPU limit in an update the same way as at creation. */
export function updatedAs(engine: Engine, change: (host: HostConfig) => HostConfig): Engine['updateContainer'] {
  return async (id, limits, options) => {
    if ('pids' in limits) return engine.updateContainer(id, limits, options);
    const { cpuQuota, cpuPeriod } = limits;
    const { CpuQuota, CpuPeriod = cpuPeriod } = change({ CpuQuota: cpuQuota, CpuPeriod: cpuPeriod });
    if (CpuQuota === undefined) return [];
    return engine.updateContainer(id, { cpuQuota: CpuQuota, cpuPeriod: CpuPeriod }, options);
  };
}

function without(...names: readonly (keyof HostConfig)[]) {
  return (host: HostConfig): HostConfig =>
    Object.fromEntries(Object.entries(host).filter(([name]) => !names.includes(name as keyof HostConfig)));
}

function option(keep: (text: string) => boolean) {
  return (host: HostConfig): HostConfig => ({ ...host, SecurityOpt: (host.SecurityOpt ?? []).filter(keep) });
}

/** The limits that an engine may drop, by the name of what is then missing. */
export const SABOTAGES: Readonly<Record<string, (host: HostConfig) => HostConfig>> = {
  network: (host) => ({ ...host, NetworkMode: 'bridge' }),
  memory: without('Memory', 'MemorySwap'),
  pids: without('PidsLimit'),
  capabilities: (host) => ({ ...host, CapDrop: [], CapAdd: ['NET_RAW'] }),
  privileges: option((text) => text !== 'no-new-privileges'),
  cpus: without('CpuQuota', 'CpuPeriod'),
  // An engine without root, and control groups of version 1.
  groups: without('Memory', 'MemorySwap', 'PidsLimit', 'CpuQuota', 'CpuPeriod'),
  calls: option((text) => !text.startsWith('seccomp=')),
  seccomp: (host) => ({
    ...option((text) => !text.startsWith('seccomp='))(host),
    SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'],
  }),
  root: (host) => ({ ...host, ReadonlyRootfs: false }),
  folders: (host) => {
    const { '/work': work = '', ...others } = (host.Tmpfs ?? {}) as Record<string, string>;
    return { ...host, Tmpfs: { ...others, '/work': work.replace(/noexec,.*(?=mode=)/, '') } };
  },
  inodes: (host) => ({
    ...host,
    Tmpfs: Object.fromEntries(
      Object.entries((host.Tmpfs ?? {}) as Record<string, string>).map(([path, options]) => [
        path,
        options.replace(/nr_inodes=\d+,/, ''),
      ]),
    ),
  }),
  shm: without('ShmSize'),
  ulimits: without('Ulimits'),
  ipv6: without('Sysctls'),
};
