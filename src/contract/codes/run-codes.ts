import type { AnyArgs, MessageValue, NoArgs } from './args';

/** The test that ran at that moment; null when none did. */
interface During {
  readonly test: string | null;
}

/** Where the time of a run went, in seconds. */
interface Spent {
  readonly total: number;
  readonly starting: number;
  readonly computing: number;
  readonly throttled: number;
  readonly waiting: number;
}

interface CpuSpent extends Spent {
  readonly cpus: number;
  /** The CPUs that the course asked for but did not get; null if it got them. */
  readonly asked: number | null;
}

/** Why a sandbox cannot take a job. */
type NotReady =
  | { readonly why: 'no-answer'; readonly seconds: number }
  /** The name of the event that came before `ready`. */
  | { readonly why: 'said-first'; readonly event: string }
  /** The code of the error that broke the connection. */
  | { readonly why: 'broken-off'; readonly code: string }
  /** What its grader wrote to stderr; may be empty. */
  | { readonly why: 'ended'; readonly said: string }
  /** The doctor's own program in it gave no report that can be read. */
  | { readonly why: 'no-report'; readonly said: string };

/** Codes about the end of a whole run, and notes on it. */
export interface RunCodes {
  readonly timeout: During & { readonly seconds: number };
  /** Seconds, and those in which the run had the processor; null when that is not known. */
  readonly 'machine-busy': { readonly took: number; readonly computed: number | null };
  readonly 'ran-again': NoArgs;
  /** `suite_mb`: what the tests themselves took; null when that is not known. */
  readonly 'out-of-memory': During & { readonly memory_mb: number; readonly suite_mb: number | null };
  readonly 'process-limit': During & { readonly pids: number };
  readonly 'launcher-stopped': NoArgs;
  readonly 'no-tests': NoArgs;
  readonly 'all-skipped': NoArgs;
  /** `call`: the call that was cancelled. */
  readonly cancelled: { readonly call?: string };
  readonly 'suite-incomplete': { readonly missing: number; readonly test: string };
  /** `state` of the container, in the engine's words. */
  readonly 'container-lost': {
    readonly why?: string | undefined;
    readonly exit_code?: number | null;
    readonly state?: string;
  };
  readonly 'sandbox-not-ready': NotReady;
  readonly 'stream-inconsistent': { readonly why: string };
  readonly 'bad-job': AnyArgs;

  readonly 'time-limit-hit': { readonly seconds: number };
  readonly 'memory-limit-hit': { readonly memory_mb: number };
  readonly 'process-limit-hit': { readonly pids: number };
  readonly 'output-limit-hit': NoArgs;
  readonly 'output-dropped': { readonly bytes: number };
  readonly 'limit-clamped': { readonly limit: string; readonly asked: number; readonly given: number };
  /** `why`: the code of the error. */
  readonly 'not-removed': { readonly why: string };
  /** Names of limits, with commas between. */
  readonly 'limits-missing': { readonly guards: string };
  readonly 'limit-not-kept': { readonly guard: string; readonly found: MessageValue; readonly wanted: MessageValue };
  readonly 'slow-throttled': CpuSpent;
  readonly 'slow-timeout': CpuSpent;
  readonly 'slow-start': Spent;
}

/** How a program ended that a person ran, and what is wrong with a course's client. Only terminals and the command line tell them. */
export interface ProgramCodes {
  readonly 'program-exited': { readonly exit_code: number };
  readonly 'program-signal': { readonly signal: number };
  readonly 'program-time-over': { readonly seconds: number };
  readonly 'program-out-of-memory': { readonly memory_mb: number };
  readonly 'program-terminals': { readonly most: number };
  /** `why`: the kernel's name of the error. */
  readonly 'program-machine-refused': { readonly why: string };
  /** A note: the kernel refused some processes, since the program had as many as it may. */
  readonly 'program-processes': { readonly pids: number };
  readonly 'program-not-saved': { readonly file: string };
  /** The image was built where no debugger could be had. */
  readonly 'no-debugger': NoArgs;
  readonly 'no-client': { readonly course: string };
  readonly 'client-unreadable': { readonly file: string; readonly reason: string };
  readonly 'client-not-started': { readonly file: string };
  readonly 'clients-too-many': { readonly most: number };
  /** `folder`: where the progress of a course was looked for. */
  readonly 'no-course-here': { readonly folder: string };
}
