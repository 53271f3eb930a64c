import type { NoArgs, WrongForm } from './args';

/** Why no place gave an engine. */
interface LookedAt {
  readonly platform: string;
  /** The place with the most informative answer. Empty if there was none. */
  readonly place: string;
  readonly source: string;
  /** The system's name for what happened there. May be empty. */
  readonly detail: string;
  /** Every place, with commas between. */
  readonly tried: string;
}

/** The way to the engine, and the image that programs run in. */
export interface EngineCodes {
  readonly 'engine-not-found': LookedAt;
  readonly 'engine-not-running': LookedAt;
  readonly 'engine-no-permission': LookedAt;
  readonly 'engine-no-answer': LookedAt;
  /** Something else answers there. */
  readonly 'engine-not-docker': LookedAt;
  readonly 'engine-bad-address': {
    readonly source: 'setting' | 'DOCKER_HOST' | 'context' | 'default';
    readonly value: string;
  };
  readonly 'engine-bad-certificate': { readonly folder: string; readonly reason: string | null };
  /** `reason`: the engine's own words, or what is wrong with its answer. */
  readonly 'engine-call-failed': {
    readonly call: string;
    readonly status: number;
    readonly reason: string | WrongForm;
  };
  readonly 'engine-call-timeout': { readonly call: string; readonly seconds: number };
  readonly 'engine-lost': { readonly call: string; readonly reason: string };
  readonly 'engine-bad-stream': {
    readonly reason: 'header' | 'too-large' | 'engine-error' | 'line-too-long' | WrongForm;
  };
  readonly 'container-gone': { readonly call: string; readonly id: string };
  /** The name of a part of a library that is not in our bundle. */
  readonly 'module-left-out': { readonly name: string };
  readonly 'image-missing': { readonly image: string };
  readonly 'image-wrong-protocol': {
    readonly image: string;
    readonly found: string | null;
    readonly wanted: string | number;
  };
  readonly 'base-debian': NoArgs;
  /** `runtime`: its id. `there`: the names of those that have an image, for people; null when none has. */
  readonly 'image-build-failed': BuildFailed & {
    readonly runtime: string;
    readonly title: string;
    readonly there: string | null;
    /** Whether Debian has what its base can be made from. */
    readonly debian: boolean;
  };
}

/** Why an image could not be built. */
export interface BuildFailed {
  /** The engine's error. */
  readonly line: string;
  /** The last line of the build before that. */
  readonly last: string;
  /** Absolute path of the script that helps where no registry answers. */
  readonly script: string;
  /** The base image that could not be pulled; null if that is not the reason. */
  readonly base: string | null;
}
