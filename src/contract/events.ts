import type { Message, MessageValue } from './codes';
import type { SaidCode } from './codes/failure-codes';
import type { SandboxFacts } from './facts';

/** A line of a file, counted from 1. Paths are relative (to the learner's root, or to the suite's) with `/`. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** The sandbox is warm and its launcher connected: it waits for a job. */
export interface ReadyEvent {
  readonly event: 'ready';
  readonly protocol: number;
  readonly python: string;
  readonly pytest: string;
  readonly facts: SandboxFacts;
}

/** A test as pytest collected it. `id` is `<file>::<test>` with the file relative to the suite's root, `name` the first line of its docstring or its own name. */
export interface CollectedTest {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Every test of the run, sent before the learner's first process starts. `problem` is set when the suite itself is broken. */
export interface CollectedEvent {
  readonly event: 'collected';
  readonly tests: readonly CollectedTest[];
  readonly problem: SuiteProblem | null;
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

/** Why a test did not pass: a code of the module `codealong` with its args, and what the author of the suite added. */
export type Failure = Message<SaidCode> & FailureDetails;

export interface FailureDetails {
  readonly message: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly request: string | null;
  readonly advice: string | null;
  /** A Python traceback that belongs to the failure (an exception in `solution.call`), else null. */
  readonly traceback: string | null;
  /** Where in the suite the test gave up. */
  readonly place: Location | null;
}

/** A frame of a thread. `file` as Python names it, absolute; `source` is the learner's line, and empty for a file that is not theirs. */
export interface StackFrame {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly source: string;
}

/** From the innermost frame to the outermost. `busy`: it was running, rather than waiting for something. */
export interface ThreadStack {
  readonly busy: boolean;
  readonly frames: readonly StackFrame[];
}

/** How a program that a test had started ended. Exactly one of `exit_code` and `signal` is set, none if it still ran. */
export interface ProgramEnd {
  readonly exit_code: number | null;
  readonly signal: number | null;
  /** The suite had asked for this ending: an exit code by `run` or `expect_exit`, whatever comes after its `signal`. */
  readonly asked: boolean;
  /** The last 16 KB of its stderr, escaped. */
  readonly stderr: string;
  /** Where its threads were when the test gave up waiting, the main thread first; or where it crashed. Empty when nobody knows. */
  readonly threads: readonly ThreadStack[];
}

export type TestOutcome = 'passed' | 'failed' | 'errored';

/** `errored`: the suite's own code broke. */
export interface FinishedEvent {
  readonly event: 'finished';
  readonly test: string;
  readonly outcome: TestOutcome;
  readonly duration_ms: number;
  readonly failure: Failure | null;
  readonly programs: readonly ProgramEnd[];
  /** What crossed stdin, stdout and every connection, one line each, bounded. */
  readonly transcript: string;
}

/** Milliseconds, MiB, counts. `oom_kills` and `pids_refused` come from the control group's own counters. */
export interface MetricsEvent {
  readonly event: 'metrics';
  readonly wall_ms: number;
  readonly cpu_ms: number;
  readonly peak_memory_mb: number;
  readonly throttled_ms: number;
  readonly oom_kills: number;
  readonly pids_refused: number;
  readonly output_bytes: number;
  readonly output_dropped: number;
}

/** Why the grader stopped. `complete`: every collected test was run. */
export type ProgramEnding = 'complete' | 'timeout' | 'output-limit' | 'launcher-lost' | 'suite-error' | 'bad-job';

/** The end record. Without it there is no `passed`. */
export interface DoneEvent {
  readonly event: 'done';
  readonly ending: ProgramEnding;
  readonly finished: number;
  readonly args: Readonly<Record<string, MessageValue>>;
}

export type SandboxEvent =
  | ReadyEvent
  | CollectedEvent
  | StartedEvent
  | OutputEvent
  | FinishedEvent
  | MetricsEvent
  | DoneEvent;
