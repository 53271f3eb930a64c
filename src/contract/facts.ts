/**
 * The limits that the kernel enforces in a sandbox, read from inside by its grader before any job. Null: no limit or none visible.
 * `ulimits`, `no_new_privileges`, `seccomp` and `calls` are of grader and launcher: of each thing the weaker one.
 */
export interface SandboxFacts {
  /** The grader's user id. */
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
  /** By path; null if the folder is not a file system of its own. */
  readonly tmpfs: Readonly<Record<string, TmpfsFacts | null>>;
  readonly no_new_privileges: boolean;
  /** Every capability of any set, 16 hexadecimal digits. */
  readonly capabilities: string;
  /** The kernel's mode: 0 none, 2 a filter. */
  readonly seccomp: number;
  /**
   * The answers to some calls that are not on our list, by their names, such as `socket 40` (to the host): `EPERM`, `done`, another error, or
   * the signal by which an engine's own list has ended the caller; `unknown` on a machine whose calls we do not know.
   */
  readonly calls: Readonly<Record<string, string>>;
  /** Interfaces that are up. */
  readonly interfaces: readonly string[];
  /** Tunnels that some kernels add to every network; they are down. */
  readonly idle_interfaces: readonly string[];
  /** Number of routes that do not lead back to the sandbox itself. */
  readonly routes: number;
  readonly ipv6_loopback: boolean;
}

export interface TmpfsFacts {
  /** KiB. */
  readonly size_kb: number | null;
  readonly inodes: number | null;
  /** Those of `noexec`, `nosuid`, `nodev` that are set. */
  readonly options: readonly string[];
}
