import type { SandboxEvent } from '../../src/contract/events';
import type { Limits } from '../../src/contract/limits';
import type { Report } from '../../src/contract/report';
import type { Outcome, Verdict } from '../../src/contract/verdict';
import type { Engine } from '../../src/engine/client/engine';
import type { RunSettings, StepRequest } from '../../src/run/request';
import type { Runner, RunnerParts } from '../../src/run/runner';

/** Paths, relative to the learner's folder, and what stands in the files. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A step of the course in `test/attack/course`, or step 1 of the Redis course. */
export type SuiteName =
  | 'sum'
  | 'server'
  | 'file'
  | 'call'
  | 'lists'
  | 'none'
  | 'twice'
  | 'unreadable'
  | 'breaks'
  | 'hidden'
  | 'data'
  | 'redis';

/** One program (or situation), how it attacks, and the ending that the run must have. */
export interface AttackCase {
  /** Also the name of its program, `programs/<name>.py`, unless `program` or `files` says otherwise. */
  readonly name: string;
  /** At most three cases have the same. */
  readonly mechanism: string;
  /** The items of ATTACKS.md that it comes from, each by a part of its words; none for one of our own invention. */
  readonly covers: readonly string[];
  readonly how: string;
  readonly outcome: Outcome;
  /** A second outcome that is right as well, and why. */
  readonly or?: { readonly outcome: Outcome; readonly because: string };
  /** `sum` unless told. */
  readonly suite?: SuiteName;
  readonly limits?: Partial<Limits>;
  /** The program, relative to `test/`, where it is not in `programs/`. */
  readonly program?: string;
  /** Files beside the program; a `main.py` among them takes its place. */
  readonly files?: () => Files;
  readonly request?: (folder: string) => Partial<StepRequest>;
  readonly expect?: Expectation;
  readonly world?: World;
  /** Runs when no other case does: it keeps the whole engine busy, or turns something that all share. */
  readonly alone?: true;
}

/** What must hold beside the outcome: the twin that lets a case of outcome `passed` fail. */
export interface Expectation {
  /** So many attempts were told (`kit.attempt`), and each was refused. */
  readonly refused?: number;
  /** What the program wrote, all of it. */
  readonly says?: readonly RegExp[];
  readonly never?: readonly RegExp[];
  /** The headline, its body and advice, and the messages of the tests. */
  readonly message?: readonly RegExp[];
  readonly notes?: readonly RegExp[];
  /** No notes at all. */
  readonly silent?: true;
  /** Milliseconds from the job's departure to the verdict. */
  readonly within?: readonly [number, number];
  /** Whatever else: a text says what is wrong. */
  readonly also?: (seen: Seen) => string | null;
}

/** What one run has shown. */
export interface Seen {
  readonly verdict: Verdict;
  readonly report: Report;
  /** Everything that the program wrote, as it came: the report keeps less. */
  readonly output: string;
  /** Milliseconds from the job's departure to the verdict. */
  readonly ms: number;
  /** MB by which this process had grown at the worst moment. */
  readonly peakMb: number;
  /** What `meanwhile` has found. */
  readonly found: string;
  /** Ids of the containers that were still there a second after the verdict. */
  readonly left: readonly string[];
}

/** What is different around a run: for the situations, and for the saboteurs. */
export interface World {
  readonly settings?: Partial<RunSettings>;
  /** Another engine, with some of the calls of this one. */
  readonly engine?: (engine: Engine) => Engine;
  /** Another part of the runner. */
  readonly parts?: RunnerParts;
  /** Goes on while the tests run; `container` is its id. Its answer is `Seen.found`. */
  readonly meanwhile?: (now: Meanwhile) => Promise<string>;
  /** The moment at which the run is cancelled: so many milliseconds after the phase began. */
  readonly cancel?: { readonly phase: 'sandbox' | 'tests'; readonly ms: number };
}

export interface Meanwhile {
  readonly engine: Engine;
  readonly container: string;
  /** What the lane's containers are told by. */
  readonly session: string;
  readonly runner: Runner;
  readonly request: StepRequest;
  /** Resolves at the first event of that kind. */
  readonly event: (kind: SandboxEvent['event']) => Promise<void>;
}
