import { type Code, type CodeArgs, type Message, messageOf } from '../../contract/codes';
import { decodeSaid } from '../../contract/decode';
import type { Failure, Location, ProgramEnd } from '../../contract/events';
import type { Limits } from '../../contract/limits';
import type { Outcome, Reason, SandboxEnd, TestVerdict } from '../../contract/verdict';
import { crashOf, type Evidence } from '../evidence/locate';
import { busyMetrics, busyTimes } from './busy';
import { endingOfProblem } from './problems';
import { memoryHit, outputHit, processesHit, type RunLog, timeHit } from './run-log';

export interface Ending {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly headline: Message | null;
}

export interface Facts {
  readonly runLog: RunLog;
  readonly end: SandboxEnd;
  readonly tests: readonly TestVerdict[];
  readonly limits: Limits;
}

type Rule = (facts: Facts) => Ending | null;

/** The first rule that applies decides the outcome (docs/architecture.md, "How a run ends"). */
const RULES: readonly Rule[] = [
  passed,
  cancelled,
  problem,
  contradicted,
  machineRefused,
  suiteBroke,
  containerLost,
  outOfMemory,
  processLimit,
  outputLimit,
  machineBusy,
  timeout,
  noTests,
  launcherStopped,
  terminalsHoarded,
  waitedInVain,
  learnerError,
];

export function endingOf(facts: Facts): Ending {
  for (const rule of RULES) {
    const ending = rule(facts);
    if (ending !== null) return ending;
  }
  return ended('failed');
}

function ended(outcome: Outcome, headline: Message | null = null, reason: Reason | null = null): Ending {
  return { outcome, reason, headline };
}

function passed({ runLog, end, tests }: Facts): Ending | null {
  const complete = runLog.done?.ending === 'complete' && runLog.contradiction === null;
  const sound = runLog.collected?.problem === null && end.problem?.code !== 'engine-bad-stream';
  return complete && sound && allPassed(tests) ? ended('passed') : null;
}

/** Skipped tests do not count, but they are no pass either. */
export function allPassed(tests: readonly Pick<TestVerdict, 'outcome'>[]): boolean {
  const counted = tests.filter(({ outcome }) => outcome !== 'skipped');
  return counted.length > 0 && counted.every(({ outcome }) => outcome === 'passed');
}

function cancelled({ end }: Facts): Ending | null {
  return end.cause === 'cancelled' || end.problem?.code === 'cancelled'
    ? endingOfProblem({ code: 'cancelled', args: {} })
    : null;
}

/** The container is gone, or the way to it. */
const LOST: ReadonlySet<Code> = new Set(['container-lost', 'engine-lost']);

/** If the container was killed for memory, that explains its loss, and no other reason is needed. */
function problem(facts: Facts): Ending | null {
  const { problem: message } = facts.end;
  if (message === null) return null;
  const explained = LOST.has(message.code) && memoryHit(facts);
  return explained ? null : endingOfProblem(message);
}

function contradicted({ runLog }: Facts): Ending | null {
  if (runLog.contradiction === null) return null;
  return ended('sandbox-error', { code: 'stream-inconsistent', args: { why: runLog.contradiction } }, 'container-lost');
}

/** Something that a run needs was used up on the machine below: by other programs, never by the learner's. */
function machineRefused({ runLog }: Facts): Ending | null {
  if (runLog.done?.ending !== 'machine-refused') return null;
  const said = decodeSaid('machine-refused', runLog.done.args);
  return said.code === 'machine-refused' ? ended('sandbox-error', said) : null;
}

function suiteBroke({ runLog, tests }: Facts): Ending | null {
  const fault = suiteFault(runLog, tests);
  return fault === null ? null : ended('sandbox-error', fault, 'suite-error');
}

/** Without an end record, and without our limit or a memory kill as a reason, the cause is unknown. */
function containerLost(facts: Facts): Ending | null {
  const { runLog, end } = facts;
  if (runLog.done?.ending === 'bad-job') return ended('sandbox-error', { code: 'bad-job', args: runLog.done.args });
  if (runLog.done !== null || end.cause === 'limit' || memoryHit(facts)) return null;
  return ended('sandbox-error', { code: 'container-lost', args: { exit_code: end.exit_code } }, 'container-lost');
}

function outOfMemory(facts: Facts): Ending | null {
  if (!memoryHit(facts)) return null;
  const suite = facts.runLog.done?.args.suite_mb;
  return ended('out-of-memory', {
    code: 'out-of-memory',
    args: { memory_mb: facts.limits.memory_mb, suite_mb: typeof suite === 'number' ? suite : null, ...during(facts) },
  });
}

function processLimit(facts: Facts): Ending | null {
  if (!processesHit(facts)) return null;
  return ended('process-limit', { code: 'process-limit', args: { pids: facts.limits.pids, ...during(facts) } });
}

function outputLimit(facts: Facts): Ending | null {
  return outputHit(facts) ? ended('output-limit', { code: 'output-limit', args: during(facts) }) : null;
}

/** The machine kept the run from the processor, so nobody knows what the program would have done. */
function machineBusy(facts: Facts): Ending | null {
  return timeHit(facts) ? busy('timeout', busyTimes(facts.runLog, facts.limits.timeout_seconds * 1000)) : null;
}

function timeout(facts: Facts): Ending | null {
  if (!timeHit(facts)) return null;
  const seconds = facts.limits.timeout_seconds;
  const checking = facts.tests.find(({ failure }) => failure?.code === 'check-endless');
  if (checking !== undefined) {
    return ended('timeout', { code: 'check-endless', args: { seconds, test: checking.name } });
  }
  return ended('timeout', { code: 'timeout', args: { seconds, ...during(facts) } });
}

function noTests({ tests }: Facts): Ending | null {
  if (tests.some(({ outcome }) => outcome !== 'skipped')) return null;
  return ended('no-tests', { code: tests.length === 0 ? 'no-tests' : 'all-skipped', args: {} });
}

function launcherStopped({ runLog }: Facts): Ending | null {
  if (runLog.done?.ending !== 'launcher-lost') return null;
  return ended('learner-error', { code: 'launcher-stopped', args: {} });
}

function terminalsHoarded({ runLog, tests }: Facts): Ending | null {
  if (runLog.done?.ending !== 'terminal-limit') return null;
  const told = tests.find(({ failure }) => failure?.code === 'too-many-terminals')?.failure ?? null;
  return ended('learner-error', told === null ? null : messageOf(told));
}

/** A wait with a deadline was over on a machine that had no time for this sandbox. The test's own message stays. */
function waitedInVain({ runLog, tests }: Facts): Ending | null {
  const first = tests.find(({ outcome }) => outcome === 'failed');
  if (first?.failure == null || !('seconds' in first.failure.args) || brokeDown(first)) return null;
  return busy('failed', busyMetrics(runLog));
}

function busy(outcome: Outcome, args: CodeArgs['machine-busy'] | null): Ending | null {
  return args === null ? null : ended(outcome, { code: 'machine-busy', args }, 'machine-busy');
}

/** No headline: the message of the first failing test says it. */
function learnerError({ tests }: Facts): Ending | null {
  const first = tests.find(({ outcome }) => outcome === 'failed');
  if (first === undefined) return null;
  return brokeDown(first) ? ended('learner-error') : null;
}

/** The learner's program, or the function that was called, ended with an error of its own. */
export function brokeDown(test: Evidence): boolean {
  // An uncaught exception is an error of the program, even if the test asked for its exit code.
  const crash = crashOf(test);
  const uncaught = crash !== null && crash.kind !== 'program-reported';
  const raised = test.failure?.code === 'raised' || uncaught;
  return (raised && !isOtherThanWanted(test)) || test.programs.some(endedBadly);
}

/** The test expected an exception, and got another one. */
function isOtherThanWanted({ failure }: Evidence): boolean {
  return failure?.code === 'raised' && (failure.args.wanted ?? null) !== null;
}

/** Ended by a signal that we did not send, or with an exit code other than 0 that the test did not ask for. */
export function endedBadly(program: ProgramEnd): boolean {
  return !program.asked && (program.signal !== null || (program.exit_code !== null && program.exit_code !== 0));
}

function during({ runLog, tests }: Facts): { readonly test: string | null } {
  return { test: tests.find(({ id }) => id === runLog.running)?.name ?? null };
}

/** The course's own fault, or null. With a fault, nothing is said about the learner's program. */
export function suiteFault(runLog: RunLog, tests: readonly TestVerdict[]): Message | null {
  return broken(runLog) ?? errored(tests) ?? stopped(runLog) ?? missing(runLog, tests);
}

function broken({ collected }: RunLog): Message | null {
  const problem = collected?.problem ?? null;
  return problem === null ? null : suiteError({ message: problem.message }, null, problem.place);
}

function errored(tests: readonly TestVerdict[]): Message | null {
  const test = tests.find(({ outcome }) => outcome === 'errored');
  if (test === undefined) return null;
  const failure = test.failure;
  return suiteError(suiteException(failure), test.name, failure?.place ?? test.place);
}

function stopped({ done }: RunLog): Message | null {
  if (done?.ending !== 'suite-error') return null;
  const said = decodeSaid('suite-error', done.args);
  return said.code === 'suite-error' ? suiteError(said.args, null, null) : null;
}

/** The host found more tests than pytest collected. A suite that hides its tests must not pass. */
function missing({ collected }: RunLog, tests: readonly TestVerdict[]): Message | null {
  if (collected === null) return null;
  const ids = new Set(collected.tests.map(({ id }) => id));
  const gone = tests.filter(({ id, outcome }) => !ids.has(id) && outcome === 'not-run');
  const [first] = gone;
  return first === undefined ? null : { code: 'suite-incomplete', args: { missing: gone.length, test: first.name } };
}

/** The exception in the suite's own code; only its message if an image reports no more. */
export function suiteException(failure: Failure | null): SuiteException {
  if (failure?.code === 'suite-error') return failure.args;
  return { message: failure?.message ?? null };
}

type SuiteException = Pick<CodeArgs['suite-error'], 'type' | 'message'>;

function suiteError(args: SuiteException, test: string | null, place: Location | null): Message {
  return { code: 'suite-error', args: { ...args, test, file: place?.file ?? null, line: place?.line ?? null } };
}
