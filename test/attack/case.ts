import type { SandboxEvent } from '../../src/contract/events';
import type { Limits } from '../../src/contract/limits';
import type { Report } from '../../src/contract/report';
import type { Outcome, Verdict } from '../../src/contract/verdict';
import type { Engine } from '../../src/engine/client/engine';
import type { CoveredFile, Uncovered } from '../../src/results/coverage/coverage';
import type { RunSettings, StepRequest } from '../../src/run/request';
import type { Runner, RunnerParts } from '../../src/run/runner';
import type { KnownEngine } from './known-engine';

/** The content of files by path, relative to the learner's folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A step of the course in `test/attack/course`, or step 1 or 2 of the Redis course. */
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
  | 'terminal'
  | 'words'
  | 'often'
  | 'tools'
  | 'kept'
  | 'held'
  | 'objects'
  | 'apart'
  | 'redis'
  | 'redis-ping';

/** One program (or situation), its attack, and the ending that the run must have. */
export interface AttackCase {
  /** Also the name of its program, `programs/<name>.py`, unless `program` or `files` says otherwise. */
  readonly name: string;
  /** At most three cases share one mechanism. */
  readonly mechanism: string;
  /** The items of ATTACKS.md that it covers, each by a part of its words; empty for a case of our own. */
  readonly covers: readonly string[];
  readonly how: string;
  readonly outcome: Outcome;
  /** A second outcome that is also right, and the reason. */
  readonly or?: { readonly outcome: Outcome; readonly because: string };
  /** `sum` by default. */
  readonly suite?: SuiteName;
  readonly limits?: Partial<Limits>;
  /** The program relative to `test/`, if it is not in `programs/`. */
  readonly program?: string;
  /** Files beside the program. A `main.py` among them replaces the program. */
  readonly files?: () => Files;
  readonly request?: (folder: string) => Partial<StepRequest>;
  readonly expect?: Expectation;
  readonly world?: World;
  /** Runs while no other case does: it keeps the whole engine busy, or changes something that all cases share. */
  readonly alone?: true;
  /** Its program knows the share of the processor that it has, so no engine's slowness may enlarge it. */
  readonly ownShare?: true;
}

/** Conditions beside the outcome: they make it possible for a case with outcome `passed` to fail. */
export interface Expectation {
  /** Number of attempts that must be reported (`kit.attempt`). Each must have been refused. */
  readonly refused?: number;
  /** Patterns for the program's whole output. */
  readonly says?: readonly RegExp[];
  readonly never?: readonly RegExp[];
  /** The headline, its body and advice, and the messages of the tests. */
  readonly message?: readonly RegExp[];
  readonly notes?: readonly RegExp[];
  /** No notes at all, but for those on a busy machine and on limits that the engine is known not to keep. */
  readonly silent?: true;
  /** Milliseconds from the job's departure to the verdict. */
  readonly within?: readonly [number, number];
  /** It uses no more of the processor than its limit allows, plus a little for the start. */
  readonly share?: true;
  /** Any other check. It returns what is wrong, or null. */
  readonly also?: (seen: Seen) => string | null;
}

/** The observations of one run. */
export interface Seen {
  readonly engine: KnownEngine;
  readonly verdict: Verdict;
  readonly report: Report;
  /** The report with what a traced run has found; null without such a run, or if it adds nothing. */
  readonly traced: Report | null;
  /** What was told of the lines that the tests reached, or why nothing; null where the case asks for no coverage. */
  readonly covered: readonly CoveredFile[] | Uncovered | null;
  /** The program's complete output, unchanged: the report keeps less. */
  readonly output: string;
  /** Milliseconds from the job's departure to the verdict. */
  readonly ms: number;
  /** MB by which this process had grown at the worst moment. */
  readonly peakMb: number;
  /** The result of `meanwhile`. */
  readonly found: string;
  /** Ids of the containers that were still there a second after the verdict. */
  readonly left: readonly string[];
}

/** Changes to the surroundings of a run: for the situations and the saboteurs. */
export interface World {
  readonly settings?: Partial<RunSettings>;
  /** Replaces the engine: some calls may still go to the given one. */
  readonly engine?: (engine: Engine) => Engine;
  /** Replaces parts of the runner. */
  readonly parts?: RunnerParts;
  /** Runs beside the tests; `container` is the id. Its result becomes `Seen.found`. */
  readonly meanwhile?: (now: Meanwhile) => Promise<string>;
  /** When to cancel the run: milliseconds after the phase began. */
  readonly cancel?: { readonly phase: 'sandbox' | 'tests'; readonly ms: number };
}

export interface Meanwhile {
  readonly engine: Engine;
  readonly container: string;
  /** The session that labels the lane's containers. */
  readonly session: string;
  readonly runner: Runner;
  readonly request: StepRequest;
  /** Resolves at the first event of that kind. */
  readonly event: (kind: SandboxEvent['event']) => Promise<void>;
}
