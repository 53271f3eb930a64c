import type { Location } from './events';
import type { UsedRuntime } from './runtime';
import type { Outcome, Reason, TestVerdict } from './verdict';

/** A superset of Exercism's results format, version 3. */
export interface Report {
  readonly version: 3;
  readonly status: 'pass' | 'fail' | 'error';
  readonly message: string | null;
  readonly output: string | null;
  readonly tests: readonly ReportTest[];
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly seed: number;
  /** Null when nothing was run. */
  readonly runtime: UsedRuntime | null;
  readonly notes: readonly string[];
  readonly regressions: readonly ReportRegression[];
  readonly metrics: ReportMetrics | null;
}

export interface ReportTest {
  /** `<course>/<step>/<file>::<test>` */
  readonly id: string;
  readonly name: string;
  /** `skip` is our own: a skipped test says nothing about the program. */
  readonly status: 'pass' | 'fail' | 'error' | 'skip';
  readonly outcome: TestVerdict['outcome'];
  readonly message: string | null;
  readonly output: string | null;
  /** The request that was sent, when the suite states it. */
  readonly request: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly advice: string | null;
  readonly transcript: string | null;
  /** A place in the learner's files, relative to their root. */
  readonly location: Location | null;
  /** What is wrong with that line, in one sentence; left out where it is not known. */
  readonly at_location?: string;
  /** Lines that the test should have reached and did not; left out where nothing is to be said of it. A traced run finds them, after the verdict. */
  readonly never_reached?: NeverReached;
  /** The id of a runtime in which the version would not be the fault, where the course takes one; left out for any other failure. */
  readonly run_in?: string;
  readonly duration_ms: number | null;
  readonly test_code: string | null;
}

/** In one sentence, and where. */
export interface NeverReached {
  readonly text: string;
  readonly file: string;
  readonly first_line: number;
  readonly last_line: number;
}

export interface ReportRegression {
  readonly step: string;
  readonly outcome: Outcome;
  /** The machine was too busy to judge it, after a second run as well. */
  readonly reason?: 'machine-busy';
  readonly tests: readonly ReportTest[];
  /** The test passed before with the same image, program, suite and limits, so it was not run again. */
  readonly remembered?: true;
}

export interface ReportMetrics {
  readonly wall_ms: number;
  readonly cpu_ms: number;
  /** For how long the machine's other work kept the sandbox from the processor. */
  readonly kept_waiting_ms: number;
  readonly peak_memory_mb: number;
  readonly sandbox: 'warm' | 'cold';
}
