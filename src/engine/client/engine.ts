import type { Duplex, Readable } from 'node:stream';
import type { ContainerCreateOptions } from 'dockerode';

/** The engine's own form of a container's settings. */
export type ContainerSpec = Omit<ContainerCreateOptions, 'name' | 'abortSignal'>;

/** Every call has a time limit. `ms` (milliseconds) replaces the call's own. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly ms?: number | undefined;
}

export interface EngineVersion {
  readonly version: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly arch: string;
  /** Versions of the engine's components, by lower-case name: `engine`, `containerd`, `runc`, `podman engine`. */
  readonly components: Readonly<Record<string, string>>;
}

/** What the engine says it can enforce; a limit it cannot may be lost (docs/engine-traps.md, "Limits are dropped silently"). */
export interface EngineInfo {
  readonly operatingSystem: string;
  /** The kernel's release on the engine's machine. */
  readonly kernel: string;
  /** The build of runc (`1.1.5+ds1-1+deb12u1`); empty when the engine does not say. */
  readonly runcBuild: string;
  readonly cgroupVersion: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly memoryLimit: boolean;
  readonly swapLimit: boolean;
  readonly pidsLimit: boolean;
  readonly cpuLimit: boolean;
  readonly securityOptions: readonly string[];
  readonly warnings: readonly string[];
  /** By the engine's own clock, milliseconds since 1970; null when it does not say. */
  readonly time: number | null;
}

export interface CreatedContainer {
  readonly id: string;
  readonly warnings: readonly string[];
}

export interface ContainerState {
  readonly id: string;
  /** `created`, `running`, `exited`, `removing`, `dead` and so on. */
  readonly status: string;
  readonly running: boolean;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** Milliseconds since 1970; null while it has not ended. */
  readonly finishedAt: number | null;
}

export interface ListedContainer {
  readonly id: string;
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface ImageFacts {
  readonly id: string;
  /** The processor that it is for, in the engine's words: `amd64`. Empty when the engine does not say. */
  readonly arch: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Bytes. */
  readonly size: number;
}

export interface ListedImage {
  readonly id: string;
  /** Its names with their tags. Empty when another image has taken them over. */
  readonly refs: readonly string[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface ExecSpec {
  readonly cmd: readonly string[];
  readonly user: string;
  readonly workingDir?: string | undefined;
  readonly env?: readonly string[] | undefined;
}

export interface BuildOptions {
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Values for the `ARG`s of the Dockerfile. */
  readonly args?: Readonly<Record<string, string>>;
}

/** One line of a build's output: `stream` from the build itself, `status` while it pulls, `error` at the end of a failed one. */
export interface BuildMessage {
  readonly kind: 'stream' | 'status' | 'error';
  readonly text: string;
}

/** What `updateContainer` changes: µs of CPU in each period, µs of a period; bytes of memory without swap, and processes. */
export type LimitUpdate =
  | { readonly cpuQuota: number; readonly cpuPeriod: number }
  | { readonly memoryBytes: number; readonly pids: number };

/** The same as engines name it. */
export function updateBody(limits: LimitUpdate): Readonly<Record<string, number>> {
  if ('cpuQuota' in limits) return { CpuQuota: limits.cpuQuota, CpuPeriod: limits.cpuPeriod };
  const { memoryBytes, pids } = limits;
  return { Memory: memoryBytes, MemorySwap: memoryBytes, PidsLimit: pids };
}

/**
 * A container engine, reduced to the calls that CodeAlong makes. Every call throws CodedError: `engine-call-failed` {call, status, reason},
 * `engine-call-timeout` {call, seconds}, `engine-lost` {call, reason}, `container-gone` {call, id}, `cancelled` {call}.
 */
export interface Engine {
  /** What it called itself at the last ping: `Docker/20.10.24 (linux)`, `Libpod/4.3.1 (linux)`. Empty before that, or if it said nothing. */
  readonly server: string;
  /** @throws CodedError `engine-call-failed` with status 200 when something else than an engine answers. */
  ping(options?: CallOptions): Promise<void>;
  version(options?: CallOptions): Promise<EngineVersion>;
  info(options?: CallOptions): Promise<EngineInfo>;
  /** @throws CodedError also `image-missing` {image}. */
  createContainer(spec: ContainerSpec, name?: string, options?: CallOptions): Promise<CreatedContainer>;
  /** Stdin, stdout and stderr as one raw connection. Its output goes through a `Demultiplexer`. The caller destroys it. */
  attach(id: string, options?: CallOptions): Promise<Duplex>;
  /**
   * The exit code of the *next* exit, so that it may be called before the start. Its limit is 10 minutes unless `ms` is given.
   * `onRegistered` is called when the engine has taken the request: from then on no exit is missed.
   */
  wait(id: string, options?: CallOptions & { readonly onRegistered?: () => void }): Promise<number>;
  start(id: string, options?: CallOptions): Promise<void>;
  /** Starts a process in a running container and does not wait for it. Resolves to the exec's id. */
  execDetached(id: string, spec: ExecSpec, options?: CallOptions): Promise<string>;
  inspect(id: string, options?: CallOptions): Promise<ContainerState>;
  /** Resolves when the engine confirms that the container is gone, whoever removed it. */
  remove(id: string, options?: CallOptions): Promise<void>;
  /** Every container, ended ones too, that has all these labels (`name` or `name=value`). */
  list(labels: readonly string[], options?: CallOptions): Promise<readonly ListedContainer[]>;
  inspectImage(ref: string, options?: CallOptions): Promise<ImageFacts | null>;
  /** Every image that has all these labels (`name` or `name=value`). */
  listImages(labels: readonly string[], options?: CallOptions): Promise<readonly ListedImage[]>;
  /** Removes a name of an image, and the image with its last name. A missing image is not an error. */
  removeImage(ref: string, options?: CallOptions): Promise<void>;
  /** Resolves at the end of the engine's output. An `error` message is handed on, not thrown. Aborting ends the build. */
  build(
    context: Readable,
    build: BuildOptions,
    onMessage: (message: BuildMessage) => void,
    options?: CallOptions,
  ): Promise<void>;
  /** Changes the limit of CPU and resolves to the engine's warnings. Whether it took effect is to be read back inside. */
  updateContainer(id: string, limits: LimitUpdate, options?: CallOptions): Promise<readonly string[]>;
  /** Closes idle connections. Attached streams stay open; their callers destroy them. */
  close(): void;
}

/** How an engine is reached. */
export type Address =
  | { readonly kind: 'unix' | 'npipe'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: Tls | null }
  | SshAddress;

/** What the user's own ssh command is told. Null: ssh decides, by its configuration. */
export interface SshAddress {
  readonly kind: 'ssh';
  readonly host: string;
  readonly user: string | null;
  readonly port: number | null;
  /** Of the engine's socket on that machine; null for the one that its docker command uses. */
  readonly path: string | null;
}

/** The folder of the certificates, null without any, and whether the engine's certificate is verified. */
export interface Tls {
  readonly folder: string | null;
  readonly verify: boolean;
}
