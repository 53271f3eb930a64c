import type { Message } from '../../contract/codes';
import type { Failure, FinishedEvent, OutputEvent, SandboxEvent } from '../../contract/events';
import type { Limits } from '../../contract/limits';
import type { Outcome, SandboxEnd, TestVerdict, Verdict } from '../../contract/verdict';
import { locate } from '../python/locate';
import { leftOut } from '../texts/learner/outcome-texts';
import { endingOf, type Facts } from './endings';
import { memoryHit, outputHit, processesHit, timeHit } from './limit-hits';
import { endingOfProblem } from './problems';
import { type RunLog, readRunLog } from './run-log';
import { slowNotes } from './slow-notes';

/** A test as the host's own scan of the suite found it, without running it. */
export interface ExpectedTest {
  /** `<file>::<test>`; a parametrised test is collected as several `<file>::<test>[...]`. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Everything that is known about one run. */
export interface RunRecord {
  readonly events: readonly SandboxEvent[];
  readonly end: SandboxEnd;
  readonly expected: readonly ExpectedTest[];
  readonly seed: number;
  readonly limits: Limits;
  /** Milliseconds that the sandbox took to be ready. */
  readonly starting_ms: number;
  readonly notes: readonly Message[];
}

/** The one place where a run becomes a verdict. */
export function reduce(run: RunRecord): Verdict {
  const runLog = readRunLog(run.events);
  const tests = testsOf(runLog, run.expected);
  const facts = { runLog, end: run.end, tests, limits: run.limits };
  const ending = endingOf(facts);
  return {
    ...ending,
    tests,
    notes: [...run.notes, ...limitNotes(facts, ending.outcome), ...slowNotes(run, runLog.metrics, ending.outcome)],
    output: joined(runLog.outputs),
    metrics: runLog.metrics,
    seed: run.seed,
  };
}

/** The verdict of a run that never began: the message says why. */
export function verdictOfProblem(problem: Message, run: Pick<RunRecord, 'expected' | 'seed' | 'notes'>): Verdict {
  const tests = run.expected.map((test) => notRun(test, null));
  return { ...endingOfProblem(problem), tests, notes: run.notes, output: '', metrics: null, seed: run.seed };
}

/** What pytest collected, in its order, then what only the scan knows. */
function testsOf(runLog: RunLog, expected: readonly ExpectedTest[]): readonly TestVerdict[] {
  const collected = runLog.collected?.tests ?? [];
  const missing = expected.filter(
    ({ id }) => !collected.some((test) => test.id === id || test.id.startsWith(`${id}[`)),
  );
  return [...collected, ...missing].map((test) => {
    const finished = runLog.finished.get(test.id);
    const output = joined(runLog.outputs.filter((event) => event.test === test.id));
    const base = { ...notRun(test, runLog.running === test.id ? UNFINISHED : null), output };
    return finished === undefined ? base : { ...base, ...judged(finished) };
  });
}

const UNFINISHED: Failure = {
  code: 'not-finished',
  args: {},
  message: null,
  expected: null,
  actual: null,
  request: null,
  advice: null,
  traceback: null,
  place: null,
};

function notRun({ id, name, file, line }: ExpectedTest, failure: Failure | null): TestVerdict {
  const nothing = { duration_ms: null, programs: [], transcript: '', output: '', location: null };
  return { id, name, outcome: 'not-run', failure, ...nothing, place: { file, line } };
}

function judged({ outcome, duration_ms, failure, programs, transcript }: FinishedEvent) {
  return { outcome, duration_ms, failure, programs, transcript, location: locate({ failure, programs }) };
}

function joined(outputs: readonly OutputEvent[]): string {
  return outputs.map(({ dropped, text }) => (dropped === 0 ? text : `\n${leftOut(dropped, 'byte')}\n${text}`)).join('');
}

/** A limit that was hit and is not what the verdict names. */
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
