import { GRADER, MEETING, runnerCommand, type SandboxUsers, TMP, TOOLS, WORK } from '../contract/image';
import type { Limits } from '../contract/limits';
import { seccompProfile } from './seccomp';

const MIB = 1024 * 1024;

export interface SpecOptions {
  readonly image: string;
  readonly limits: Limits;
  readonly users: SandboxUsers;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds that the sandbox waits for a job; then it ends by itself. */
  readonly unclaimedSeconds: number;
  /** False for a container that gets its limit of CPU by an update, once it is warm (`cpu-limit.ts`). */
  readonly cpusLimited?: boolean;
  /** False if the engine has refused our profile or the sysctl (`Relaxation`). */
  readonly seccomp: boolean;
  readonly ipv6Loopback: boolean;
  /** True for the options of folders that Podman knows, and for its names of the host (`Relaxation`). */
  readonly podmanDialect: boolean;
}

/**
 * The container's settings, every limit by name (docs/engine-traps.md, "Name every limit"). No
 * bind mounts, so that an engine on another machine works as well.
 */
export function containerSpec(options: SpecOptions) {
  return {
    Image: options.image,
    Entrypoint: [...runnerCommand('grader.py')],
    Cmd: [String(options.unclaimedSeconds), String(options.users.program)],
    Env: [],
    User: `${options.users.grader}:${options.users.grader}`,
    WorkingDir: '/',
    Hostname: 'codealong',
    Labels: { ...options.labels },
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    HostConfig: hostConfig(options),
  };
}

function hostConfig({ limits, users, cpusLimited, seccomp, ipv6Loopback, podmanDialect }: SpecOptions) {
  const memory = Math.round(limits.memory_mb * MIB);
  return {
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    AutoRemove: false,
    Memory: memory,
    MemorySwap: memory,
    ...(cpusLimited === false ? {} : hostCpus(limits.cpus)),
    PidsLimit: limits.pids,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', ...(seccomp ? [`seccomp=${seccompProfile()}`] : [])],
    IpcMode: 'private',
    ShmSize: SHM_KB * 1024,
    ...(podmanDialect ? PODMAN : { Tmpfs: tmpfs((folder) => owned(folder, users)), ExtraHosts: [] }),
    Ulimits: ULIMITS,
    LogConfig: { Type: 'none', Config: {} },
    Sysctls: ipv6Loopback ? { 'net.ipv6.conf.lo.disable_ipv6': '0' } : {},
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    OomScoreAdj: 0,
    Init: false,
  };
}

/**
 * Microseconds over which a share of the CPU is counted. At the engine's own 100 ms, half a CPU is 50 ms at a stretch: a run of 60 ms
 * is over after 110, and small steps on a slow machine take about 60. With a longer period a busy program is held back for so long
 * that a test could take it for silence (docs/engine-traps.md, "Half a CPU is counted over a period").
 */
const CPU_PERIOD_US = 250_000;

/** A share of the CPU in the engine's form: microseconds in each period. */
export function cpuShare(cpus: number): { readonly cpuPeriod: number; readonly cpuQuota: number } {
  return { cpuPeriod: CPU_PERIOD_US, cpuQuota: Math.round(cpus * CPU_PERIOD_US) };
}

function hostCpus(cpus: number) {
  const { cpuPeriod, cpuQuota } = cpuShare(cpus);
  return { CpuPeriod: cpuPeriod, CpuQuota: cpuQuota };
}

/**
 * The program's folder and /tmp, the grader's own folder, the folder of the launcher's socket, and that of the suite's tools: only there
 * can anything be executed, and only the grader can write there.
 */
export const FOLDERS: Readonly<Record<string, Folder>> = {
  [WORK]: { size_kb: 16 * 1024, inodes: 2048, mode: '1777' },
  [TMP]: { size_kb: 16 * 1024, inodes: 1024, mode: '1777' },
  [GRADER]: { size_kb: 16 * 1024, inodes: 2048, mode: '0700' },
  [MEETING]: { size_kb: 64, inodes: 16, mode: '0711' },
  [TOOLS]: { size_kb: 4 * 1024, inodes: 256, mode: '0755', executable: true },
};

export const SHM_KB = 8 * 1024;

export interface Folder {
  readonly size_kb: number;
  readonly inodes: number;
  readonly mode: string;
  readonly executable?: true;
}

function tmpfs(more: (folder: Folder) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(FOLDERS).map(([path, folder]) => [path, sized(folder, more(folder))]));
}

function sized({ size_kb, executable }: Pick<Folder, 'size_kb' | 'executable'>, more: string): string {
  return `rw,${executable ? 'exec' : 'noexec'},nosuid,nodev,size=${size_kb}k,${more}`;
}

function owned({ inodes, mode }: Folder, { grader }: SandboxUsers): string {
  return `nr_inodes=${inodes},mode=${mode},uid=${grader},gid=${grader}`;
}

/**
 * Podman knows neither a number of files nor owners, but `U`: the folder belongs to the user of the container, which is the grader. It
 * would fill a folder with what the image has there, which belongs to root.
 */
function ofTheCaller({ mode }: Folder): string {
  return `mode=${mode},notmpcopyup,U`;
}

/**
 * Beside a read-only root, Podman mounts these without any limit unless they are named (docs/engine-traps.md, "Podman has a dialect").
 * They belong to root, so nobody inside can write there.
 */
const UNASKED: Readonly<Record<string, string>> = Object.fromEntries(
  ['/run', '/var/tmp'].map((path) => [path, sized({ size_kb: 64 }, 'mode=0755,notmpcopyup')]),
);

/** It gives a container the names of the host's own /etc/hosts, where `localhost` may have one family only, or none. */
const PODMAN = { Tmpfs: { ...tmpfs(ofTheCaller), ...UNASKED }, ExtraHosts: ['localhost:127.0.0.1', 'localhost:::1'] };

/**
 * Bytes, counts, and seconds. Not nproc (docs/engine-traps.md, "`nproc` counts on the whole host"). The launcher gives programs a quarter
 * of `nofile` and `sigpending`: it has the same user, and needs room of its own where the kernel counts by user.
 */
export const ULIMITS = [
  ulimit('core', 0),
  ulimit('nofile', 4096),
  ulimit('fsize', 64 * MIB),
  ulimit('memlock', 64 * 1024),
  ulimit('msgqueue', 800 * 1024),
  ulimit('sigpending', 4096),
  ulimit('stack', 8 * MIB),
  ulimit('locks', 1024),
  ulimit('rtprio', 0),
  ulimit('nice', 0),
];

function ulimit(name: string, value: number) {
  return { Name: name, Soft: value, Hard: value };
}
