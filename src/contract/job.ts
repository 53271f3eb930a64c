import type { Limits } from './limits';

/** The version that host and image must share. An image states it in its label `codealong.protocol` and in its `ready` event. */
export const PROTOCOL = 5;

/** A file that is sent into the sandbox. `path` is relative, with `/`, and contains no `.` or `..`. */
export interface JobFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How the learner's program is started: as a file, or as a module when it belongs to a package. */
export interface Entry {
  readonly kind: 'file' | 'module';
  /** Path of the file, relative to the learner's root: `main.py`, `app/main.py`. */
  readonly path: string;
  /** The dotted name of the module; null for a file. */
  readonly module: string | null;
}

/** Cells of a terminal, 1 to 65535. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** How a person runs the program. What they type follows the job (`terminal-frames.ts`). */
export interface InteractiveJob extends TerminalSize {
  /** Whether the program gets a terminal. Otherwise it gets pipes. */
  readonly tty: boolean;
  /** The path of the course's client, the only file of the suite then; null for a course without one. */
  readonly client: string | null;
}

/** A person debugs the programs of the run. What the debuggers are told follows the job (`debug-frames.ts`). */
export interface DebugJob {
  /** Seconds for which the run's clock may stand still in all, while a program is stopped. */
  readonly still_seconds: number;
  /** The id of the only test that is run; null for all. */
  readonly only: string | null;
}

/**
 * Whose lines are followed. After the end record, once more: the first test that fails (`failing`: `reached` tells what it did not reach),
 * or every test (`all`: `covered` tells what each has reached). Or those of the tests that are judged, where that costs nothing (`along`).
 */
export type Traced = 'failing' | 'all' | 'along';

/** One run: everything that the grader is told. The header is sent as JSON, the files as frames (`wire.ts`). */
export interface Job {
  readonly id: string;
  /** Seeds the suite's `rng`, so that a run can be repeated. 0 to 2^32 - 1. */
  readonly seed: number;
  /** The runtime of the program, as `course.json` names it: `python3`. The image refuses a job with a runtime that it does not know. */
  readonly runtime: string;
  readonly entry: Entry;
  readonly limits: Limits;
  /** The folders inside the suite whose tests are run, in this order, relative to the suite's root: `steps/01-bind`. */
  readonly tests: readonly string[];
  readonly program: readonly JobFile[];
  readonly suite: readonly JobFile[];
  /** Set for a job without tests: a person runs the program. */
  readonly interactive?: InteractiveJob;
  /** Whose lines are followed; nobody's where it is left out. */
  readonly traced?: Traced;
  /** Set for a job whose programs a person debugs. Such a run has no verdict. */
  readonly debug?: DebugJob;
}
