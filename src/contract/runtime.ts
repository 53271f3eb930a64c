import type { JobFile } from './job';

/**
 * What runs a learner's program inside the sandbox, as `docker/runtimes/<id>/runtime.json` has it. Each has an image of its own. A course
 * says which it takes, by their versions; a learner's passes belong to one of them.
 */
export interface Runtime {
  /** Its name for machines: `python-3.13`. */
  readonly id: string;
  /** The language of its programs, as in `course.json`. */
  readonly language: string;
  /** Its version as the ranges of courses count: `3.13`. */
  readonly version: string;
  /** Its name for people: `Python 3.13`. */
  readonly title: string;
  /** Taken where nothing else decides. Absent for all but one of a language. */
  readonly recommended?: true;
  readonly image: RuntimeImage;
}

/** How the image of a runtime is built: the runner's own Dockerfile on another base. */
export interface RuntimeImage {
  readonly kind: 'base';
  /** The base image: `python:3.13-slim`. */
  readonly base: string;
  /** How that base can be made where no registry answers; absent where Debian has no such version. */
  readonly debian?: { readonly suite: string; readonly packages: readonly string[] };
}

/** What a learner's folder says of the version of its language. */
export interface WantedVersion {
  /** The file that says so, in the folder: `.python-version`. */
  readonly file: string;
  /** As it is written there: `>=3.12,<3.14`. */
  readonly said: string;
  /** Whether a version, such as `3.12`, is one of those. */
  readonly fits: (version: string) => boolean;
}

/** The only runtime of CodeAlong before it had several. Passes that name none are its own. */
export const FIRST_RUNTIME = 'python-3.11';

/** Of an id, in characters. */
const ID_LENGTH = 64;
const ID = /^([a-z])([a-z]*)-(\d+(?:\.\d+)*)$/;

/** Whether a value from outside can be the id of a runtime, be it one that this version knows or not. */
export function isRuntimeId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= ID_LENGTH && ID.test(value);
}

/** `Python 3.11` for `python-3.11`: a window has no room for the runtimes themselves. Another text stays as it is. */
export function runtimeTitle(id: string): string {
  return id.replace(
    ID,
    (_, first: string, rest: string, version: string) => `${first.toUpperCase()}${rest} ${version}`,
  );
}

/** `3.11` for `python-3.11`; null for another text. */
export function versionOf(id: string | null): string | null {
  return id === null ? null : (ID.exec(id)?.[3] ?? null);
}

/** Whether the first of two versions such as `3.13` is the older one. */
export function isOlder(...versions: readonly [one: string, other: string]): boolean {
  const [one = [], other = []] = versions.map((version) => version.split('.').map(Number));
  const at = one.findIndex((number, place) => number !== (other[place] ?? 0));
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}

/** What is known of a run for a failure that the version of its runtime may explain. */
export interface CourseRuntimes {
  /** Those that the course takes, the newest first. None for an image of a setting, which runs programs whatever anybody chooses. */
  readonly fitting: readonly Runtime[];
  /** The program: what a class or a function of the learner's own lacks is not the version's fault. */
  readonly files: readonly JobFile[];
  /** The answer of a newer runtime about the file that could not be read; null if none was asked. */
  readonly compiled: Compiled | null;
}

/** What the compiler of another runtime says of a file. */
export interface Compiled {
  /** The version of that runtime: `3.14`. */
  readonly version: string;
  readonly reads: boolean;
  /** It cannot read the file either, but it reads the line at which the runtime of the run stopped, and fails behind that. */
  readonly further?: boolean;
}

/** The runtime of a run. It is what the sandbox says of itself, since an image may be built by hand. */
export interface UsedRuntime {
  /** `python-3.13` */
  readonly id: string;
  /** The version in full: `3.13.5`. */
  readonly version: string;
}

/** @param version in full, as the sandbox says it */
export function usedRuntime(language: string, version: string): UsedRuntime {
  const [major = '', minor = ''] = version.split('.');
  return { id: `${language}-${major}.${minor}`, version };
}
