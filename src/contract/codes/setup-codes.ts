import type { MessageValue, NoArgs } from './args';

/** `rootless`: Docker that runs without root. */
export type EngineProduct =
  | 'podman'
  | 'docker-desktop'
  | 'colima'
  | 'rancher-desktop'
  | 'orbstack'
  | 'docker'
  | 'rootless';

/** What the probe tries in its sandbox. */
export type ProbeTrial = 'program' | 'profile' | 'outside' | 'names' | 'walls' | 'elsewhere' | 'loopback' | 'loopback6';

/** `found`: a word of the system, or whether it worked. */
interface ProbeTried {
  readonly what: ProbeTrial;
  readonly found: string | boolean;
}

/** A place where an engine was looked for. */
interface LookedPlace {
  readonly source: string;
  readonly label: string;
  /** The product that usually has its socket there; null for a place that belongs to no product. */
  readonly product: EngineProduct | null;
  readonly detail: string;
  readonly version: string | null;
  readonly counts: boolean;
}

interface Limit {
  readonly guard: string;
  readonly found: MessageValue;
  readonly wanted: MessageValue;
}

/** Findings of the doctor. */
export interface SetupCodes {
  readonly 'doctor-about': { readonly version: string; readonly host: string; readonly platform: string };
  readonly 'doctor-maxima': {
    readonly timeout_seconds: number;
    readonly memory_mb: number;
    readonly pids: number;
    readonly cpus: number;
  };
  readonly 'doctor-place-used': LookedPlace;
  readonly 'doctor-place-answers': LookedPlace;
  readonly 'doctor-place-engine-not-found': LookedPlace;
  readonly 'doctor-place-engine-not-running': LookedPlace;
  readonly 'doctor-place-engine-no-permission': LookedPlace;
  readonly 'doctor-place-engine-no-answer': LookedPlace;
  readonly 'doctor-place-engine-not-docker': LookedPlace;
  readonly 'doctor-place-not-asked': LookedPlace;
  readonly 'doctor-place-unusable': LookedPlace;
  /** `source`: the setting or variable that names another place. */
  readonly 'doctor-engine-elsewhere': { readonly label: string; readonly source: string };
  readonly 'doctor-engine': {
    readonly engine: string;
    readonly api: string;
    readonly os: string;
    readonly arch: string;
    readonly system: string;
  };
  readonly 'doctor-runc': { readonly version: string };
  readonly 'doctor-runc-unknown': { readonly version: string | null };
  /** Another program than runc. `version`: null when the engine does not say. */
  readonly 'doctor-runtime-other': { readonly name: string; readonly version: string | null };
  /** `cves`: names, and the versions that fix them. `build`: the system's name for it, empty if that is the version. */
  readonly 'doctor-runc-old': { readonly version: string; readonly cves: string; readonly build: string };
  readonly 'doctor-kernel': { readonly kernel: string; readonly cgroup: string };
  readonly 'doctor-security': { readonly options: string };
  readonly 'doctor-cannot-limit': { readonly guard: string };
  readonly 'doctor-engine-warns': { readonly text: string };
  readonly 'doctor-image': {
    readonly ref: string;
    readonly source: string;
    readonly bytes: number;
    readonly protocol: string;
  };
  /** Processors, in the engine's words. */
  readonly 'doctor-image-foreign': { readonly arch: string; readonly engine: string };
  readonly 'doctor-image-id': { readonly id: string };
  readonly 'doctor-base': NoArgs;
  /** The names of runtimes, for people; null for none. */
  readonly 'doctor-runtimes': { readonly there: string | null; readonly others: string | null };
  readonly 'doctor-image-missing': NoArgs;
  readonly 'doctor-limit': Limit;
  readonly 'doctor-limit-missing': Limit & { readonly fatal: boolean };
  readonly 'doctor-tried': ProbeTried;
  readonly 'doctor-tried-badly': ProbeTried;
  readonly 'doctor-trial': { readonly total_ms: number; readonly starting_ms: number; readonly tests_ms: number };
  readonly 'doctor-trial-failed': { readonly outcome: string };
}

/** What only the command line meets: its folder, its input and its output, and what is in the way of a new course. `reason`: the system's name of the error, such as `ENOSPC`. */
export interface CommandLineCodes extends NewCodes {
  readonly 'working-folder-gone': { readonly reason: string };
  /** The most bytes that are read. */
  readonly 'stdin-too-large': { readonly bytes: number };
  readonly 'stdin-unreadable': { readonly reason: string };
  readonly 'output-unwritable': { readonly reason: string };
  readonly 'docker-config-unreadable': { readonly file: string; readonly reason: string };
}

/** Why a new course or a new step could not be made. */
export interface NewCodes {
  /** `suggestion`: an id that is like it; null when there is none. */
  readonly 'id-unusable': {
    readonly id: string;
    readonly of: 'course' | 'step';
    readonly suggestion: string | null;
  };
  /** `most`: letters. */
  readonly 'title-unusable': { readonly title: string; readonly most: number };
  /** `folder`: of the course that has this id. */
  readonly 'course-id-taken': { readonly id: string; readonly folder: string };
  readonly 'step-id-taken': { readonly step: string; readonly number: number };
  /** `found`: one of its entries. */
  readonly 'folder-not-empty': { readonly folder: string; readonly found: string };
  /** Relative to the course, with `/`. */
  readonly 'already-there': { readonly file: string };
  readonly 'previous-solution-missing': { readonly file: string };
  /** `reason`: the system's name of the error, such as `ENOSPC`. */
  readonly 'not-written': { readonly file: string; readonly reason: string };
}
