import type { Duplex, Readable } from 'node:stream';
import type { ContainerCreateOptions } from 'dockerode';

/** What a container is made of, in the engine's own words. */
export type ContainerSpec = Omit<ContainerCreateOptions, 'name' | 'abortSignal'>;

/** Every call ends by itself: each has a limit of its own in milliseconds, which `ms` replaces. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly ms?: number | undefined;
}

export interface EngineVersion {
  readonly version: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly arch: string;
  /** Versions of what the engine is made of, by lower-case name: `engine`, `containerd`, `runc`, `podman engine`. */
  readonly components: Readonly<Record<string, string>>;
}

/** What the engine says it can enforce; a limit it cannot is dropped silently (ENGINE.md, trap 13). */
export interface EngineInfo {
  readonly operatingSystem: string;
  /** The kernel's release, of the machine that the engine runs on. */
  readonly kernel: string;
  /** How the runtime's maker names its build (`1.1.5+ds1-1+deb12u1`); empty when it does not say. */
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
  readonly labels: Readonly<Record<string, string>>;
  /** Bytes. */
  readonly size: number;
}

export interface ListedImage {
  readonly id: string;
  /** Its names with their tags; none for one that has lost them. */
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

/** One line that the engine says while it builds: `stream` from the build itself, `status` while it pulls, `error` at last. */
export interface BuildMessage {
  readonly kind: 'stream' | 'status' | 'error';
  readonly text: string;
}

/** What `updateContainer` changes: µs of CPU in each period, µs of a period. */
export interface LimitUpdate {
  readonly cpuQuota: number;
  readonly cpuPeriod: number;
}

/**
 * A container engine, as narrow as we need it. Every call throws CodedError: `engine-call-failed` {call, status, reason},
 * `engine-call-timeout` {call, seconds}, `engine-lost` {call, reason}, `container-gone` {call, id}, `cancelled` {call}.
 */
export interface Engine {
  ping(options?: CallOptions): Promise<void>;
  version(options?: CallOptions): Promise<EngineVersion>;
  info(options?: CallOptions): Promise<EngineInfo>;
  /** @throws CodedError also `image-missing` {image}. */
  createContainer(spec: ContainerSpec, name?: string, options?: CallOptions): Promise<CreatedContainer>;
  /** Stdin, stdout and stderr as one raw connection; what is read wants a `Demultiplexer`. The caller destroys it. */
  attach(id: string, options?: CallOptions): Promise<Duplex>;
  /**
   * The exit code of the *next* exit, so it may be asked before the start. Its limit is `ms`, 10 minutes unless told.
   * `onRegistered` is called when the engine has taken the request: from then on no exit is missed.
   */
  wait(id: string, options?: CallOptions & { readonly onRegistered?: () => void }): Promise<number>;
  start(id: string, options?: CallOptions): Promise<void>;
  /** Starts a process in a running container and does not wait for it. Resolves to the exec's id. */
  execDetached(id: string, spec: ExecSpec, options?: CallOptions): Promise<string>;
  inspect(id: string, options?: CallOptions): Promise<ContainerState>;
  /** Resolves when the container is gone for sure, whoever removed it. */
  remove(id: string, options?: CallOptions): Promise<void>;
  /** Every container, also an ended one, that has all these labels (`name` or `name=value`). */
  list(labels: readonly string[], options?: CallOptions): Promise<readonly ListedContainer[]>;
  inspectImage(ref: string, options?: CallOptions): Promise<ImageFacts | null>;
  /** Every image that has all these labels (`name` or `name=value`). */
  listImages(labels: readonly string[], options?: CallOptions): Promise<readonly ListedImage[]>;
  /** Removes a name of an image, and the image with its last name; one that is not there is removed well. */
  removeImage(ref: string, options?: CallOptions): Promise<void>;
  /** Resolves when the engine says no more; an `error` message is handed on, not thrown. Aborting ends the build. */
  build(
    context: Readable,
    build: BuildOptions,
    onMessage: (message: BuildMessage) => void,
    options?: CallOptions,
  ): Promise<void>;
  /** Changes the limit of CPU and resolves to the engine's warnings. Whether it took effect is to be read back inside. */
  updateContainer(id: string, limits: LimitUpdate, options?: CallOptions): Promise<readonly string[]>;
  /** Closes idle connections. Attached streams belong to those who asked for them. */
  close(): void;
}
