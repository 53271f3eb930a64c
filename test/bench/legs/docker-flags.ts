import type { containerSpec } from '../../../src/sandbox/spec';

type Spec = ReturnType<typeof containerSpec>;

/**
 * The limits of our sandbox as flags of `docker run`, from what the engine is told to create, so that the two cannot drift apart.
 * @param seccompFile a file that holds the profile of `spec`.
 */
export function dockerFlags({ User, HostConfig: host }: Spec, seccompFile: string): readonly string[] {
  return [
    `--user=${User}`,
    `--network=${host.NetworkMode}`,
    ...(host.ReadonlyRootfs ? ['--read-only'] : []),
    `--memory=${host.Memory}`,
    `--memory-swap=${host.MemorySwap}`,
    `--cpu-period=${host.CpuPeriod}`,
    `--cpu-quota=${host.CpuQuota}`,
    `--pids-limit=${host.PidsLimit}`,
    ...host.CapDrop.map((name) => `--cap-drop=${name}`),
    ...host.SecurityOpt.map((option) => `--security-opt=${withFile(option, seccompFile)}`),
    `--ipc=${host.IpcMode}`,
    `--shm-size=${host.ShmSize}`,
    ...Object.entries(host.Tmpfs).map(([folder, options]) => `--tmpfs=${folder}:${options}`),
    ...host.Ulimits.map(({ Name, Soft, Hard }) => `--ulimit=${Name}=${Soft}:${Hard}`),
    ...host.ExtraHosts.map((name) => `--add-host=${name}`),
    `--log-driver=${host.LogConfig.Type}`,
    ...Object.entries(host.Sysctls).map(([name, value]) => `--sysctl=${name}=${value}`),
  ];
}

/** The profile that a security option holds; null when there is none. */
export function seccompOf({ HostConfig: { SecurityOpt } }: Spec): string | null {
  const option = SecurityOpt.find((one) => one.startsWith('seccomp='));
  return option === undefined ? null : option.slice('seccomp='.length);
}

function withFile(option: string, file: string): string {
  return option.startsWith('seccomp=') ? `seccomp=${file}` : option;
}
