import type {
  CollectedEvent,
  DoneEvent,
  FinishedEvent,
  MetricsEvent,
  OutputEvent,
  SandboxEvent,
} from '../../contract/events';
import type { SandboxEnd } from '../../contract/verdict';

/** Everything that the sandbox reported, by kind. */
export interface RunLog {
  readonly collected: CollectedEvent | null;
  /** The test that was started last and has not finished. */
  readonly running: string | null;
  readonly finished: ReadonlyMap<string, FinishedEvent>;
  readonly outputs: readonly OutputEvent[];
  /** For how long the machine had kept the sandbox from the processor when it was last said. */
  readonly keptWaitingMs: number;
  readonly metrics: MetricsEvent | null;
  readonly done: DoneEvent | null;
  /** Set when the events contradict each other. None of them can then be trusted. */
  readonly contradiction: string | null;
}

export function readRunLog(events: readonly SandboxEvent[]): RunLog {
  const of = <K extends SandboxEvent['event']>(kind: K) =>
    events.filter((event): event is Extract<SandboxEvent, { event: K }> => event.event === kind);
  const finished = new Map(of('finished').map((event) => [event.test, event]));
  const open = of('started').filter(({ test }) => !finished.has(test));
  return {
    collected: of('collected')[0] ?? null,
    running: open.at(-1)?.test ?? null,
    finished,
    outputs: of('output'),
    keptWaitingMs: of('extended').at(-1)?.kept_waiting_ms ?? 0,
    metrics: of('metrics').at(-1) ?? null,
    done: of('done')[0] ?? null,
    contradiction: contradiction(of('collected'), of('finished'), of('done')),
  };
}

function contradiction(
  collected: readonly CollectedEvent[],
  finished: readonly FinishedEvent[],
  done: readonly DoneEvent[],
): string | null {
  const ids = collected.flatMap(({ tests }) => tests.map(({ id }) => id));
  const known = new Set(ids);
  const ended = finished.map(({ test }) => test);
  if (collected.length > 1) return 'collected-twice';
  if (done.length > 1) return 'done-twice';
  if (known.size !== ids.length) return 'test-collected-twice';
  if (new Set(ended).size !== ended.length) return 'test-finished-twice';
  if (ended.some((id) => !known.has(id))) return 'unknown-test-finished';
  const [end] = done;
  // A larger number is not a contradiction: these may be the events of one step out of a job of several.
  if (end !== undefined && end.finished < ended.length) return 'finished-count';
  if (end?.ending === 'complete' && collected.length === 0) return 'complete-but-uncollected';
  return end?.ending === 'complete' && ended.length !== ids.length ? 'complete-but-unfinished' : null;
}

/** The data that shows which limits were hit, whatever the outcome of the run. */
interface LimitTraces {
  readonly runLog: RunLog;
  readonly end: SandboxEnd;
}

/** 137 means a kill: ours if we say so, else the kernel's. After the grader's end record, its exit code says nothing. */
export function memoryHit({ runLog, end }: LimitTraces): boolean {
  const killed = end.exit_code === 137 && end.cause === 'exited' && runLog.done === null;
  return (runLog.metrics?.oom_kills ?? 0) > 0 || end.oom_killed || killed;
}

export function processesHit({ runLog }: Pick<LimitTraces, 'runLog'>): boolean {
  return (runLog.metrics?.pids_refused ?? 0) > 0;
}

export function outputHit({ runLog }: Pick<LimitTraces, 'runLog'>): boolean {
  return runLog.done?.ending === 'output-limit';
}

export function timeHit({ runLog, end }: LimitTraces): boolean {
  return end.cause === 'limit' || runLog.done?.ending === 'timeout';
}
