import type { Message, MessageValue } from './codes';
import type { SaidCode } from './codes/failure-codes';
import type { CoverageEvent } from './coverage-events';
import type { SandboxFacts } from './facts';
import type {
  DebuggingEvent,
  HungUpEvent,
  LeftEvent,
  ListeningEvent,
  SpokeEvent,
  TalkedEvent,
  TookEvent,
  WroteEvent,
} from './person-events';

/** A line of a file, counted from 1. Paths are relative (to the learner's root, or to the suite's) with `/`. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** The sandbox is warm, its launcher is connected, and it waits for a job. */
export interface ReadyEvent {
  readonly event: 'ready';
  readonly protocol: number;
  readonly python: string;
  readonly pytest: string;
  readonly facts: SandboxFacts;
}

/**
 * A test as pytest collected it. `id` is `<file>::<test>` with the file relative to the suite's root. `name` is the first line of its
 * docstring, or else its own name.
 */
export interface CollectedTest {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** A file of the suite that skipped itself while it was read: none of its tests were collected. */
export interface SkippedFile {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Every test of the run, sent before the learner's first process starts. `problem` is set when the suite itself is broken. */
export interface CollectedEvent {
  readonly event: 'collected';
  readonly tests: readonly CollectedTest[];
  readonly problem: SuiteProblem | null;
  readonly skipped: readonly SkippedFile[];
}

/** The suite's own code failed: the course is at fault, never the learner. */
export interface SuiteProblem {
  readonly message: string;
  readonly place: Location | null;
  readonly traceback: string;
}

export interface StartedEvent {
  readonly event: 'started';
  readonly test: string;
}

/** What the program wrote while `test` ran. `dropped` counts the bytes left out just before `text`. */
export interface OutputEvent {
  readonly event: 'output';
  readonly test: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly dropped: number;
}

/**
 * Why a test did not pass: a code of the module `codealong` with its args, and the words that the suite's author added.
 * `traceback` is the program's own text of an exception that belongs to the failure (in `solution.call`), else null.
 */
export type Failure = Message<SaidCode> & FailureDetails;

export interface FailureDetails {
  readonly message: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly request: string | null;
  readonly advice: string | null;
  /** A Python traceback that belongs to the failure (an exception in `solution.call`), else null. */
  readonly traceback: string | null;
  /** The line of the suite at which the test gave up. */
  readonly place: Location | null;
}

/** A failure with nothing but its code and its args. */
export function emptyFailure(said: Message<SaidCode>): Failure {
  const nothing = { message: null, expected: null, actual: null, request: null, advice: null, traceback: null };
  return { ...said, ...nothing, place: null };
}

/** A frame of a thread. `file` is absolute, as the interpreter names it; `source` is the learner's line, empty for a file that is not theirs. */
export interface StackFrame {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly source: string;
}

/** Frames from the innermost to the outermost. `busy`: the thread was running, not waiting. */
export interface ThreadStack {
  readonly busy: boolean;
  readonly frames: readonly StackFrame[];
}

/** How a program that a test started ended. Exactly one of `exit_code` and `signal` is set; neither if the program still ran. */
export interface ProgramEnd {
  readonly exit_code: number | null;
  readonly signal: number | null;
  /** The suite asked for this ending: an exit code by `run` or `expect_exit`, or any ending after its `signal`. */
  readonly asked: boolean;
  /** The last 16 KB of its stderr, escaped; less of the middle when the record would be too long. */
  readonly stderr: string;
  /** Where the threads were when the test gave up waiting, the main thread first; or where the program crashed. Empty when unknown. */
  readonly threads: readonly ThreadStack[];
}

/** `errored`: the suite's own code broke. `skipped`: a mark of the suite, or the test itself, left it out. */
export type TestOutcome = 'passed' | 'failed' | 'errored' | 'skipped';

/** `failure` says why a test did not pass, or what a mark made of it. */
export interface FinishedEvent {
  readonly event: 'finished';
  readonly test: string;
  readonly outcome: TestOutcome;
  readonly duration_ms: number;
  readonly failure: Failure | null;
  /** At most 64: of more, those that ended badly, then the last ones. */
  readonly programs: readonly ProgramEnd[];
  /** The data that crossed stdin, stdout and every connection, one line each, bounded. */
  readonly transcript: string;
  /** The parts that were judged by themselves: one for each `subTest` of unittest. */
  readonly parts: readonly TestPart[];
}

/** A part of a test. Names are unique within the test. */
export interface TestPart {
  readonly name: string;
  readonly outcome: TestOutcome;
  readonly duration_ms: number;
  readonly failure: Failure | null;
}

/** The test has failed, and waits with its programs until it is told to go on. Only of debugged jobs. */
export interface GaveUpEvent {
  readonly event: 'gave-up';
  readonly test: string;
  readonly failure: Failure;
  /** Those that still run, with where their threads are. */
  readonly programs: readonly ProgramEnd[];
}

/** The machine has kept the sandbox from the processor for so many milliseconds of this run: it may take that much longer. */
export interface ExtendedEvent {
  readonly event: 'extended';
  readonly kept_waiting_ms: number;
}

/** Milliseconds, MiB, counts. `oom_kills` and `pids_refused` come from the control group's own counters. */
export interface MetricsEvent {
  readonly event: 'metrics';
  readonly wall_ms: number;
  readonly cpu_ms: number;
  readonly peak_memory_mb: number;
  readonly throttled_ms: number;
  /** For how long the machine's other work kept the sandbox from the processor. */
  readonly kept_waiting_ms: number;
  readonly oom_kills: number;
  readonly pids_refused: number;
  readonly output_bytes: number;
  readonly output_dropped: number;
}

/** Why the grader stopped. `complete`: every collected test was run, or the program of an interactive job has ended. */
export type GraderEnding =
  | 'complete'
  | 'timeout'
  | 'output-limit'
  | 'launcher-lost'
  | 'machine-refused'
  | 'terminal-limit'
  | 'suite-error'
  | 'bad-job';

/** The end record. Without it no run is `passed`. */
export interface DoneEvent {
  readonly event: 'done';
  readonly ending: GraderEnding;
  readonly finished: number;
  readonly args: Readonly<Record<string, MessageValue>>;
}

/** A place in the learner's program that a failing test should have reached. It is made of marks that the program itself can write. */
export interface Unreached {
  readonly file: string;
  /** As it is called in the file, with its class; null outside of functions. */
  readonly function: string | null;
  readonly first: number;
  readonly last: number;
  /** All of the function: it was never called. */
  readonly whole: boolean;
  /** The word of the request that is meant; null where it is not about one. */
  readonly word: string | null;
}

/** Behind the end record of a job in which a test has failed, if that test is traced: what its traced run has found. */
export interface ReachedEvent {
  readonly event: 'reached';
  readonly test: string;
  readonly unreached: Unreached | null;
}

export type SandboxEvent =
  | ReadyEvent
  | CollectedEvent
  | StartedEvent
  | OutputEvent
  | FinishedEvent
  | WroteEvent
  | TookEvent
  | LeftEvent
  | ListeningEvent
  | DebuggingEvent
  | SpokeEvent
  | HungUpEvent
  | GaveUpEvent
  | TalkedEvent
  | ExtendedEvent
  | MetricsEvent
  | DoneEvent
  | ReachedEvent
  | CoverageEvent;
