import type { MessageValue } from '../../../src/contract/codes';
import { decodeSaid } from '../../../src/contract/decode';
import {
  type CollectedTest,
  type DoneEvent,
  emptyFailure,
  type Failure,
  type FailureDetails,
  type FinishedEvent,
  type MetricsEvent,
  type ProgramEnd,
  type SandboxEvent,
} from '../../../src/contract/events';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { SandboxEnd, TestVerdict } from '../../../src/contract/verdict';
import { type RunRecord, reduce } from '../../../src/results/verdict/reduce';
import { loosely } from '../../support/messages';

export const FILE = 'test_bind.py';

export function test(name: string): CollectedTest {
  return { id: `${FILE}::${name}`, name: `Does ${name}`, file: FILE, line: 3 };
}

export function failure(
  code: string,
  args: Readonly<Record<string, MessageValue>> = {},
  rest: Partial<FailureDetails> = {},
): Failure {
  return { ...emptyFailure(decodeSaid(code, args)), ...rest };
}

export function program(rest: Partial<ProgramEnd> = {}): ProgramEnd {
  return { exit_code: 0, signal: null, asked: false, stderr: '', threads: [], ...rest };
}

export function finished(name: string, rest: Partial<FinishedEvent> = {}): FinishedEvent {
  const base = { event: 'finished', test: `${FILE}::${name}`, outcome: 'passed', duration_ms: 12.4 } as const;
  return { ...base, failure: null, programs: [], transcript: '', parts: [], ...rest };
}

export function red(name: string, rest: Partial<FinishedEvent> = {}): FinishedEvent {
  return finished(name, { outcome: 'failed', failure: failure('assertion'), ...rest });
}

export function collected(...names: readonly string[]): SandboxEvent {
  return { event: 'collected', tests: names.map(test), problem: null, skipped: [] };
}

export function metrics(rest: Partial<MetricsEvent> = {}): MetricsEvent {
  const counts = { oom_kills: 0, pids_refused: 0, output_bytes: 0, output_dropped: 0 };
  return {
    event: 'metrics',
    wall_ms: 70,
    cpu_ms: 30,
    peak_memory_mb: 25,
    throttled_ms: 0,
    kept_waiting_ms: 0,
    ...counts,
    ...rest,
  };
}

export function done(
  finishedTests: number,
  ending: DoneEvent['ending'] = 'complete',
  args: DoneEvent['args'] = {},
): DoneEvent {
  return { event: 'done', ending, finished: finishedTests, args };
}

export const EXITED: SandboxEnd = { cause: 'exited', exit_code: 0, oom_killed: false, problem: null };

export function ended(rest: Partial<SandboxEnd>): SandboxEnd {
  return { ...EXITED, ...rest };
}

export function problem(code: string, args: object = {}): SandboxEnd {
  return ended({ problem: loosely(code, args) });
}

/** A run of the events, with the collected tests expected unless told otherwise. */
export function record(events: readonly SandboxEvent[], rest: Partial<RunRecord> = {}): RunRecord {
  const expected = events.flatMap((event) => (event.event === 'collected' ? event.tests : []));
  return {
    language: 'python',
    events,
    end: EXITED,
    expected,
    seed: 7,
    limits: DEFAULT_LIMITS,
    starting_ms: 400,
    notes: [],
    ...rest,
  };
}

export const outcomeOf = (run: RunRecord) => reduce(run).outcome;

/** Two tests that passed. */
export const green = [collected('a', 'b'), finished('a'), finished('b')];

export function verdictOf(failed: Failure, rest: Partial<TestVerdict> = {}): TestVerdict {
  const base = {
    id: `${FILE}::a`,
    language: 'python',
    name: 'Does a',
    outcome: 'failed',
    duration_ms: 12.4,
    failure: failed,
  } as const;
  return { ...base, programs: [], transcript: '', output: [], location: null, place: { file: FILE, line: 3 }, ...rest };
}
