import type { Message } from './codes';
import type { Failure, Location, MetricsEvent, ProgramEnd, TestOutcome } from './events';
import type { KnownPackages } from './language';
import type { CourseRuntimes, UsedRuntime } from './runtime';

/** How a run ended. `src/results/verdict/endings.ts` holds the order in which the outcomes are checked. */
export type Outcome =
  | 'passed'
  | 'cancelled'
  | 'engine-missing'
  | 'sandbox-error'
  | 'out-of-memory'
  | 'process-limit'
  | 'output-limit'
  | 'timeout'
  | 'no-tests'
  | 'learner-error'
  | 'failed';

export type Reason =
  | 'not-found'
  | 'not-running'
  | 'no-permission'
  | 'no-answer'
  | 'image-missing'
  | 'image-build-failed'
  | 'suite-error'
  | 'container-lost'
  | 'machine-busy';

/** A piece of what a program wrote. `dropped`: bytes that were left out before it. */
export interface Written {
  readonly text: string;
  readonly dropped: number;
}

export interface TestVerdict {
  readonly id: string;
  /** The language of the tested program, as `course.json` names it. Its rules are used to read the program's output. */
  readonly language: string;
  /** The version of its interpreter in the sandbox, such as `3.11.2`; absent if it is not known. */
  readonly interpreter?: string;
  /** What the course takes; absent if it is not known. */
  readonly runtimes?: CourseRuntimes;
  /** For a text about a package that is missing; absent if nothing is known about packages. */
  readonly packages?: KnownPackages;
  readonly name: string;
  readonly outcome: TestOutcome | 'not-run';
  readonly duration_ms: number | null;
  readonly failure: Failure | null;
  readonly programs: readonly ProgramEnd[];
  readonly transcript: string;
  readonly output: readonly Written[];
  /** The learner's line that the failure points at. */
  readonly location: Location | null;
  /** The place of the test in the suite. */
  readonly place: Location;
}

/** Exactly one per run. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  /** The one message that a learner should read first; null when all is well or when the first failing test says it. */
  readonly headline: Message | null;
  readonly tests: readonly TestVerdict[];
  readonly notes: readonly Message[];
  readonly output: readonly Written[];
  readonly metrics: MetricsEvent | null;
  readonly seed: number;
  /** Null when nothing was run. */
  readonly runtime: UsedRuntime | null;
}

/** How the container ended, seen from the host. */
export interface SandboxEnd {
  /** What ended it: the grader by itself, our limit, a cancel, or an unknown cause. */
  readonly cause: 'exited' | 'limit' | 'cancelled' | 'lost';
  readonly exit_code: number | null;
  /** `State.OOMKilled` of the inspected container. */
  readonly oom_killed: boolean;
  /** What went wrong between us and the engine, if anything did. */
  readonly problem: Message | null;
}
