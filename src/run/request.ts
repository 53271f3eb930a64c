import type { Message } from '../contract/codes';
import type { SandboxEvent } from '../contract/events';
import type { Limits } from '../contract/limits';
import type { Report, ReportTest } from '../contract/report';
import type { TestVerdict, Verdict } from '../contract/verdict';
import type { Course, Step } from '../course/format/format';
import type { BuildProgress } from '../engine/image/image-build';
import type { Covered } from '../results/coverage/coverage';

/** The settings `codealong.*`, or the flags of the command line. */
export interface RunSettings {
  /** Where the engine is; null looks for it. */
  readonly engineHost: string | null;
  /** The image to use; null is our own. */
  readonly image: string | null;
  /** The id of the runtime that the person asks for; null or absent leaves it to the folder and the course. */
  readonly runtime?: string | null;
  /** The runtime in which new folders begin, by language. */
  readonly runtimes?: Readonly<Record<string, string>>;
  /** The id of the runtime that the learner works in, for a folder whose progress cannot be written; null for any other. Takes its root. */
  readonly unwritten?: (root: string) => Promise<string | null>;
  /** Upper bounds for the limits of a course. */
  readonly maxima: Limits;
  /** Number of sandboxes that are kept warm; 0 unless given. */
  readonly warmSandboxes?: number;
  /** Whether earlier steps that have passed are skipped while nothing has changed; false unless given. */
  readonly rememberEarlierSteps?: boolean;
  /** Whether the first test that fails is run once more, traced, to tell what it did not reach; false unless given. */
  readonly neverReached?: boolean;
  /** Whether earlier steps may take as long as each of them may alone, since nobody waits for them; false unless given. */
  readonly patient?: boolean;
}

/** One run of one step, as an editor or a command line asks for it. */
export interface StepRequest {
  readonly course: Course;
  readonly step: Step;
  /** Absolute path of the learner's file, or null for source text alone. */
  readonly file: string | null;
  /** Contents that count instead of the disk's: source text, a buffer that is not saved. */
  readonly source: Uint8Array | null;
  /** Whether `source` has become the file's contents, once that is known. Never rejects. Undefined for text that is not saved. */
  readonly saved?: Promise<boolean> | undefined;
  /** The learner's root and the entry, where the person named them. */
  readonly root: string | null;
  readonly entry: string | null;
  /** Runs the earlier steps as well, once this one has passed. */
  readonly withEarlier: boolean;
  /**
   * Follows which lines the tests reach: in one more run of all of them behind the verdict (`all`), or along with this run and with those of
   * the earlier steps (`along`). Nothing is then looked for that a failing test never reached.
   */
  readonly coverage?: 'all' | 'along' | undefined;
  /** The seed to use again; null draws one. */
  readonly seed: number | null;
  readonly signal?: AbortSignal | undefined;
  readonly watch?: RunWatch | undefined;
}

/** Callbacks for the progress of a run. */
export interface RunWatch {
  /** The image is being built, which takes minutes and happens once. */
  readonly building?: (progress: BuildProgress) => void;
  /** The sandbox is being made; then the tests run. */
  readonly phase?: (phase: 'sandbox' | 'tests' | 'earlier') => void;
  /** The step's own verdict and its report, before the earlier steps are run. */
  readonly verdict?: (verdict: Verdict, report: Report) => void;
  /** Events of this step's own run; ids are relative to the step's folder. `finished`: the test of a `finished` event. */
  readonly event?: (event: SandboxEvent, finished: LiveTest | null) => void;
}

/** A test that has finished while its run goes on. Its report is without the source of the test. */
export interface LiveTest {
  readonly verdict: TestVerdict;
  readonly report: ReportTest;
}

export interface StepResult {
  readonly verdict: Verdict;
  readonly report: Report;
  /** Failures to record progress or to clean up; never part of the verdict. */
  readonly afterwards: readonly Message[];
  /**
   * The report with what a traced run has found, which goes on after this result; null when it adds nothing or was cut off. Absent where
   * there is no such run. Never rejects.
   */
  readonly traced?: Promise<Report | null>;
  /** What was told of the lines that the tests have reached, where the request asks for it: it comes after this result. Never rejects. */
  readonly covered?: Promise<Covered>;
}
