import type { MessageValue } from './codes';
import type { CoverableEvent, CoveredEvent, FunctionLines, LinesOfFile, TracedEvent } from './coverage-events';
import {
  count,
  DecodeError,
  type Decoder,
  decodeSaid,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  record,
  text,
} from './decode';
import type {
  CollectedEvent,
  CollectedTest,
  DoneEvent,
  ExtendedEvent,
  Failure,
  FailureDetails,
  FinishedEvent,
  GaveUpEvent,
  Location,
  MetricsEvent,
  OutputEvent,
  ProgramEnd,
  ReachedEvent,
  ReadyEvent,
  SandboxEvent,
  SkippedFile,
  StackFrame,
  StartedEvent,
  SuiteProblem,
  TestOutcome,
  TestPart,
  ThreadStack,
  Unreached,
} from './events';
import type { SandboxFacts, TmpfsFacts } from './facts';
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

const value: Decoder<MessageValue> = (raw, path) => {
  if (raw === null || typeof raw === 'string' || typeof raw === 'boolean') return raw;
  return number(raw, path);
};

const place = object<Location>({ file: text, line: count });
const problem = object<SuiteProblem>({ message: text, place: nullable(place), traceback: text });
const skippedFile = object<SkippedFile>({ file: text, line: count, reason: text });
const collectedTest = object<CollectedTest>({ id: text, name: text, file: text, line: count });

const details = object<FailureDetails>({
  message: nullable(text),
  expected: nullable(text),
  actual: nullable(text),
  request: nullable(text),
  advice: nullable(text),
  traceback: nullable(text),
  place: nullable(place),
});

const coded = object<{ readonly code: string; readonly args: Readonly<Record<string, MessageValue>> }>({
  code: text,
  args: record(value),
});

const failure: Decoder<Failure> = (raw, path) => {
  const { code, args } = coded(raw, path);
  return { ...decodeSaid(code, args), ...details(raw, path) };
};

const outcome = oneOf<TestOutcome>({ passed: true, failed: true, errored: true, skipped: true });
const part = object<TestPart>({ name: text, outcome, duration_ms: number, failure: nullable(failure) });

const stackFrame = object<StackFrame>({ file: text, line: count, name: text, source: text });
const thread = object<ThreadStack>({ busy: flag, frames: list(stackFrame) });

const programEnd = object<ProgramEnd>({
  exit_code: nullable(number),
  signal: nullable(number),
  asked: flag,
  stderr: text,
  threads: list(thread),
});

const unreached = object<Unreached>({
  file: text,
  function: nullable(text),
  first: count,
  last: count,
  whole: flag,
  word: nullable(text),
});

const stretches = list(count);
const linesOfFile = object<LinesOfFile>({ path: text, lines: stretches });
const functionLines = object<FunctionLines>({ name: text, line: count, first: count, last: count });

const tmpfs = object<TmpfsFacts>({ size_kb: nullable(number), inodes: nullable(number), options: list(text) });
const facts = object<SandboxFacts>({
  uid: count,
  kernel: text,
  cgroup: count,
  memory_mb: nullable(number),
  swap_mb: nullable(number),
  pids: nullable(number),
  cpus: nullable(number),
  ulimits: record(nullable(number)),
  root_read_only: flag,
  tmpfs: record(nullable(tmpfs)),
  no_new_privileges: flag,
  capabilities: text,
  seccomp: count,
  calls: record(text),
  interfaces: list(text),
  idle_interfaces: list(text),
  routes: count,
  ipv6_loopback: flag,
});

const decoders: { readonly [K in SandboxEvent['event']]: Decoder<SandboxEvent> } = {
  ready: object<ReadyEvent>({
    event: oneOf({ ready: true }),
    protocol: count,
    python: text,
    pytest: text,
    facts,
  }),
  collected: object<CollectedEvent>({
    event: oneOf({ collected: true }),
    tests: list(collectedTest),
    problem: nullable(problem),
    skipped: list(skippedFile),
  }),
  started: object<StartedEvent>({ event: oneOf({ started: true }), test: text }),
  output: object<OutputEvent>({
    event: oneOf({ output: true }),
    test: text,
    stream: oneOf({ stdout: true, stderr: true }),
    text,
    dropped: count,
  }),
  finished: object<FinishedEvent>({
    event: oneOf({ finished: true }),
    test: text,
    outcome,
    duration_ms: number,
    failure: nullable(failure),
    programs: list(programEnd),
    transcript: text,
    parts: list(part),
  }),
  wrote: object<WroteEvent>({
    event: oneOf({ wrote: true }),
    terminal: count,
    stream: oneOf({ stdout: true, stderr: true }),
    data: text,
  }),
  took: object<TookEvent>({ event: oneOf({ took: true }), terminal: count, bytes: count }),
  left: object<LeftEvent>({
    event: oneOf({ left: true }),
    terminal: count,
    exit_code: nullable(count),
    signal: nullable(count),
  }),
  listening: object<ListeningEvent>({ event: oneOf({ listening: true }), ports: list(count) }),
  debugging: object<DebuggingEvent>({ event: oneOf({ debugging: true }), session: count }),
  spoke: object<SpokeEvent>({ event: oneOf({ spoke: true }), session: count, data: text }),
  'hung-up': object<HungUpEvent>({ event: oneOf({ 'hung-up': true }), session: count, too_much: flag }),
  'gave-up': object<GaveUpEvent>({
    event: oneOf({ 'gave-up': true }),
    test: text,
    failure,
    programs: list(programEnd),
  }),
  talked: object<TalkedEvent>({ event: oneOf({ talked: true }), line: text }),
  extended: object<ExtendedEvent>({ event: oneOf({ extended: true }), kept_waiting_ms: number }),
  metrics: object<MetricsEvent>({
    event: oneOf({ metrics: true }),
    wall_ms: number,
    cpu_ms: number,
    peak_memory_mb: number,
    throttled_ms: number,
    kept_waiting_ms: number,
    oom_kills: count,
    pids_refused: count,
    output_bytes: count,
    output_dropped: count,
  }),
  done: object<DoneEvent>({
    event: oneOf({ done: true }),
    ending: oneOf({
      complete: true,
      timeout: true,
      'output-limit': true,
      'launcher-lost': true,
      'machine-refused': true,
      'terminal-limit': true,
      'suite-error': true,
      'bad-job': true,
    }),
    finished: count,
    args: record(value),
  }),
  reached: object<ReachedEvent>({ event: oneOf({ reached: true }), test: text, unreached: nullable(unreached) }),
  covered: object<CoveredEvent>({ event: oneOf({ covered: true }), test: text, files: list(linesOfFile) }),
  coverable: object<CoverableEvent>({
    event: oneOf({ coverable: true }),
    path: text,
    lines: stretches,
    functions: list(functionLines),
  }),
  traced: object<TracedEvent>({
    event: oneOf({ traced: true }),
    why: nullable(oneOf({ 'too-old': true, 'no-lines': true, others: true, 'too-much': true })),
  }),
};

/** @throws DecodeError when the line is not a known event. */
export function decodeEvent(line: string): SandboxEvent {
  const raw = parse(line);
  const name = typeof raw === 'object' && raw !== null ? (raw as { event?: unknown }).event : undefined;
  if (typeof name !== 'string' || !Object.hasOwn(decoders, name)) throw new DecodeError('event', 'event');
  return decoders[name as SandboxEvent['event']](raw, '');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new DecodeError('', 'json');
  }
}
