import type { Limits } from '../contract/limits';
import { seccompProfile } from './seccomp';

/** Fixed by the image (docker/Dockerfile) and by docker/runner/contract.py. */
export const GRADER_UID = 64001;
export const CODERUNNER = '64000:64000';
export const PYTHON = '/opt/codealong/python';

const MIB = 1024 * 1024;

export interface SpecOptions {
  readonly image: string;
  readonly limits: Limits;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds that the sandbox waits for a job before it ends by itself. */
  readonly unclaimedSeconds: number;
  /** False where the engine has refused our profile or the sysctl (`Relaxation`). */
  readonly seccomp: boolean;
  readonly ipv6Loopback: boolean;
}

/**
 * What the engine is told to create: every limit by name, because what is left out is unlimited (ENGINE.md, traps 14 to 18). No
 * bind mounts, so that an engine on another machine works as well.
 */
export function containerSpec(options: SpecOptions) {
  return {
    Image: options.image,
    Entrypoint: [PYTHON, '-I', '-B', '/opt/codealong/runner/grader.py'],
    Cmd: [String(options.unclaimedSeconds)],
    Env: [],
    User: `${GRADER_UID}:${GRADER_UID}`,
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

function hostConfig({ limits, seccomp, ipv6Loopback }: SpecOptions) {
  const memory = Math.round(limits.memory_mb * MIB);
  return {
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    AutoRemove: false,
    Memory: memory,
    MemorySwap: memory,
    NanoCpus: Math.round(limits.cpus * 1e9),
    PidsLimit: limits.pids,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', ...(seccomp ? [`seccomp=${seccompProfile()}`] : [])],
    IpcMode: 'private',
    ShmSize: 8 * MIB,
    Tmpfs: TMPFS,
    Ulimits: ULIMITS,
    LogConfig: { Type: 'none', Config: {} },
    Sysctls: ipv6Loopback ? { 'net.ipv6.conf.lo.disable_ipv6': '0' } : {},
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    OomScoreAdj: 0,
    Init: false,
  };
}

/** The program's folder and /tmp, the grader's own, and the place where the launcher meets the grader. */
const TMPFS = {
  '/work': tmpfs('16m', '2k', '1777'),
  '/tmp': tmpfs('16m', '1k', '1777'),
  '/grader': tmpfs('16m', '2k', '0700'),
  '/run/codealong': tmpfs('64k', '16', '0711'),
};

function tmpfs(size: string, inodes: string, mode: string): string {
  return `rw,noexec,nosuid,nodev,size=${size},nr_inodes=${inodes},mode=${mode},uid=${GRADER_UID},gid=${GRADER_UID}`;
}

/** Bytes, counts, and seconds. Not nproc: it counts a user's processes on the whole host (ENGINE.md, trap 14). */
const ULIMITS = [
  ulimit('core', 0),
  ulimit('nofile', 1024),
  ulimit('fsize', 64 * MIB),
  ulimit('memlock', 64 * 1024),
  ulimit('msgqueue', 800 * 1024),
  ulimit('sigpending', 1024),
  ulimit('stack', 8 * MIB),
  ulimit('locks', 1024),
  ulimit('rtprio', 0),
  ulimit('nice', 0),
];

function ulimit(name: string, value: number) {
  return { Name: name, Soft: value, Hard: value };
}
