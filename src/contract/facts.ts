/** What the kernel enforces in a sandbox, as its grader read it from inside before any job. Null: no limit, or none to be seen. */
export interface SandboxFacts {
  /** Of the grader. */
  readonly uid: number;
  /** The kernel's release. */
  readonly kernel: string;
  /** Version of the control groups: 1 or 2. */
  readonly cgroup: number;
  /** MiB. */
  readonly memory_mb: number | null;
  /** MiB beyond the memory. */
  readonly swap_mb: number | null;
  readonly pids: number | null;
  readonly cpus: number | null;
  /** Hard limits by the kernel's names in lower case, `nofile`; bytes or counts. */
  readonly ulimits: Readonly<Record<string, number | null>>;
  readonly root_read_only: boolean;
  /** By path; null where it is no file system of its own. */
  readonly tmpfs: Readonly<Record<string, TmpfsFacts | null>>;
  readonly no_new_privileges: boolean;
  /** Every capability of any set, 16 hexadecimal digits. */
  readonly capabilities: string;
  /** The kernel's mode: 0 none, 2 a filter. */
  readonly seccomp: number;
  /** What opening a socket to the host gave: `EPERM` by our own profile, `opened`, or another error. */
  readonly vsock: string;
  /** Those that are up. */
  readonly interfaces: readonly string[];
  /** Tunnels that some kernels put into every network, asleep. */
  readonly idle_interfaces: readonly string[];
  /** Ways that lead elsewhere than back to itself. */
  readonly routes: number;
  readonly ipv6_loopback: boolean;
}

export interface TmpfsFacts {
  /** KiB. */
  readonly size_kb: number | null;
  readonly inodes: number | null;
  /** Those of `noexec`, `nosuid`, `nodev` that it has. */
  readonly options: readonly string[];
}
