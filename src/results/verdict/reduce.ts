import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../../contract/codes';
import {
  emptyFailure,
  type Failure,
  type FinishedEvent,
  type Location,
  type OutputEvent,
  type SandboxEvent,
  type SkippedFile,
} from '../../contract/events';
import type { JobFile } from '../../contract/job';
import type { KnownPackages } from '../../contract/language';
import type { Limits } from '../../contract/limits';
import { usedRuntime } from '../../contract/runtime';
import type { Outcome, SandboxEnd, TestVerdict, Verdict, Written } from '../../contract/verdict';
import { locate } from '../evidence/locate';
import { endingOf, type Facts } from './endings';
import { endingOfProblem } from './problems';
import { memoryHit, outputHit, processesHit, type RunLog, readRunLog, timeHit } from './run-log';
import { slowNotes } from './slow-notes';

/** A test that the host's own scan found in the suite without running it. */
export interface ExpectedTest {
  /** `<file>::<test>`; a parametrised test is collected several times, as `<file>::<test>[...]`. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Everything known about one run. */
export interface RunRecord {
  /** The language of the course. */
  readonly language: string;
  /** The version of its interpreter in the sandbox; absent if it is not known. */
  readonly interpreter?: string;
  /** For a text about a package that is missing; absent if nothing is known about packages. */
  readonly packages?: KnownPackages;
  readonly events: readonly SandboxEvent[];
  readonly end: SandboxEnd;
  readonly expected: readonly ExpectedTest[];
  readonly seed: number;
  readonly limits: Limits;
  /** Milliseconds until the sandbox was ready. */
  readonly starting_ms: number;
  readonly notes: readonly Message[];
}

/** The only place that turns a run into a verdict. */
export function reduce(run: RunRecord): Verdict {
  const runLog = readRunLog(run.events);
  const { interpreter, packages } = run;
  const known = {
    ...(interpreter === undefined ? {} : { interpreter }),
    ...(packages === undefined ? {} : { packages }),
  };
  const tests = testsOf(runLog, run).map((test) => ({ ...test, ...known }));
  const facts = { runLog, end: run.end, tests, limits: run.limits };
  const ending = endingOf(facts);
  return {
    ...ending,
    tests,
    notes: [
      ...run.notes,
      ...limitNotes(facts, ending.outcome),
      ...slowNotes(run, runLog.metrics, ending.outcome, tests),
    ],
    output: runLog.outputs.map(written),
    metrics: runLog.metrics,
    seed: run.seed,
    runtime: interpreter === undefined ? null : usedRuntime(run.language, interpreter),
  };
}

/** The verdict of a run that never began. The message says why. */
export function verdictOfProblem(
  problem: Message,
  run: Pick<RunRecord, 'language' | 'expected' | 'seed' | 'notes'>,
): Verdict {
  const tests = run.expected.map((test) => notRun(test, null, run.language));
  return {
    ...endingOfProblem(problem),
    tests,
    notes: run.notes,
    output: [],
    metrics: null,
    seed: run.seed,
    runtime: null,
  };
}

/** The tests that pytest collected, in its order, then those that only the scan found. */
function testsOf(runLog: RunLog, { expected, language }: RunRecord): readonly TestVerdict[] {
  const collected = runLog.collected?.tests ?? [];
  const missing = expected.filter(
    ({ id }) => !collected.some((test) => test.id === id || test.id.startsWith(`${id}[`)),
  );
  return [...collected, ...missing].flatMap((test) => {
    const finished = runLog.finished.get(test.id);
    const output = runLog.outputs.filter((event) => event.test === test.id).map(written);
    if (finished !== undefined) return finishedTests(test, finished, language).map((one) => ({ ...one, output }));
    const skipped = runLog.collected?.skipped.find(({ file }) => file === test.file);
    if (skipped !== undefined) return skippedTest(test, skipped, language);
    return { ...notRun(test, runLog.running === test.id ? UNFINISHED : null, language), output };
  });
}

const UNFINISHED = emptyFailure({ code: 'not-finished', args: {} });

function notRun({ id, name, file, line }: ExpectedTest, failure: Failure | null, language: string): TestVerdict {
  const nothing = { duration_ms: null, programs: [], transcript: '', output: [], location: null };
  return { id, language, name, outcome: 'not-run', failure, ...nothing, place: { file, line } };
}

/** A test with parts is told by them, as one with parameters is. It stands among them if it failed outside of them. */
function finishedTests(test: ExpectedTest, finished: FinishedEvent, language: string): readonly TestVerdict[] {
  const { parts, outcome, failure } = finished;
  const parted = parts.map((part) =>
    finishedTest(
      { ...test, id: `${test.id}[${part.name}]`, name: `${test.name}: ${part.name}` },
      { ...finished, ...part },
      language,
    ),
  );
  const told = parts.some((part) => part.outcome === outcome && isDeepStrictEqual(part.failure, failure));
  return told ? parted : [...parted, finishedTest(test, finished, language)];
}

/** A test of a file that skipped itself. */
function skippedTest(test: ExpectedTest, { file, line, reason }: SkippedFile, language: string): TestVerdict {
  const failure = { ...emptyFailure({ code: 'skipped', args: { reason } }), place: { file, line } };
  return { ...notRun(test, failure, language), outcome: 'skipped' };
}

/** The verdict on one finished test, without its output. */
export function finishedTest(
  { id, name, file, line }: ExpectedTest,
  { outcome, duration_ms, failure, programs, transcript }: FinishedEvent,
  language: string,
): TestVerdict {
  const location = locate({ failure, programs, language });
  const found = { outcome, duration_ms, failure, programs, transcript, location };
  return { id, language, name, ...found, output: [], place: { file, line } };
}

function written({ text, dropped }: OutputEvent): Written {
  return { text, dropped };
}

/** Notes on limits that were hit but are not the reason for the outcome. */
export function limitNotes(facts: Facts, outcome: Outcome): readonly Message[] {
  const { limits, runLog } = facts;
  const dropped = runLog.metrics?.output_dropped ?? 0;
  return [
    ...note(memoryHit(facts) && outcome !== 'out-of-memory', {
      code: 'memory-limit-hit',
      args: { memory_mb: limits.memory_mb },
    }),
    ...note(processesHit(facts) && outcome !== 'process-limit', {
      code: 'process-limit-hit',
      args: { pids: limits.pids },
    }),
    ...note(outputHit(facts) && outcome !== 'output-limit', { code: 'output-limit-hit', args: {} }),
    ...note(timeHit(facts) && outcome !== 'timeout', {
      code: 'time-limit-hit',
      args: { seconds: limits.timeout_seconds },
    }),
    ...note(dropped > 0, { code: 'output-dropped', args: { bytes: dropped } }),
  ];
}

function note(wanted: boolean, message: Message): readonly Message[] {
  return wanted ? [message] : [];
}

/**
 * Removes the places that are not in the files that were run. Places come from a program's output: a traceback may name a file
 * that the program wrote itself, or may be made up.
 */
export function withRealPlaces(verdict: Verdict, files: readonly JobFile[]): Verdict {
  const tests = verdict.tests.map((test) =>
    test.location === null || isReal(test.location, files) ? test : { ...test, location: null },
  );
  return { ...verdict, tests };
}

/** Whether the files that were run have this line. */
export function isReal({ file, line }: Location, files: readonly JobFile[]): boolean {
  const bytes = files.find(({ path }) => path === file)?.bytes;
  return bytes !== undefined && line >= 1 && line <= lineCount(bytes);
}

/** The number of lines as an editor counts: one more than the number of line ends. */
export function lineCount(bytes: Uint8Array): number {
  let ends = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) ends += 1;
  return ends + 1;
}

const LF = 10;
