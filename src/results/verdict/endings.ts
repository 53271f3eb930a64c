import type { Message } from '../../contract/codes';
import type { ProgramEnd } from '../../contract/events';
import type { Limits } from '../../contract/limits';
import type { Outcome, Reason, SandboxEnd, TestVerdict } from '../../contract/verdict';
import { crashOf } from '../python/locate';
import { memoryHit, outputHit, processesHit, timeHit } from './limit-hits';
import { endingOfProblem } from './problems';
import type { Ledger } from './run-log';
import { suiteFault } from './suite-fault';

export interface Ending {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly headline: Message | null;
}

export interface Facts {
  readonly ledger: Ledger;
  readonly end: SandboxEnd;
  readonly tests: readonly TestVerdict[];
  readonly limits: Limits;
}

type Rule = (facts: Facts) => Ending | null;

/** DESIGN, "How a run ends": the first rule that applies names the ending. */
const RULES: readonly Rule[] = [
  passed,
  cancelled,
  problem,
  contradicted,
  suiteBroke,
  containerLost,
  outOfMemory,
  processLimit,
  outputLimit,
  timeout,
  noTests,
  launcherStopped,
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

function passed({ ledger, end, tests }: Facts): Ending | null {
  const complete = ledger.done?.ending === 'complete' && ledger.contradiction === null;
  const sound = ledger.collected?.problem === null && end.problem?.code !== 'engine-bad-stream';
  const green = tests.length > 0 && tests.every(({ outcome }) => outcome === 'passed');
  return complete && sound && green ? ended('passed') : null;
}

function cancelled({ end }: Facts): Ending | null {
  return end.cause === 'cancelled' || end.problem?.code === 'cancelled'
    ? endingOfProblem({ code: 'cancelled', args: {} })
    : null;
}

/** A container that is gone needs no other reason than the memory, when that is known. */
function problem(facts: Facts): Ending | null {
  const { problem: message } = facts.end;
  if (message === null) return null;
  const explained = ['container-lost', 'engine-lost'].includes(message.code) && memoryHit(facts);
  return explained ? null : endingOfProblem(message);
}

function contradicted({ ledger }: Facts): Ending | null {
  if (ledger.contradiction === null) return null;
  return ended('sandbox-error', { code: 'stream-inconsistent', args: { why: ledger.contradiction } }, 'container-lost');
}

function suiteBroke({ ledger, tests }: Facts): Ending | null {
  const fault = suiteFault(ledger, tests);
  return fault === null ? null : ended('sandbox-error', fault, 'suite-error');
}

/** Without an end record, and without our limit or the memory's as a reason, nobody knows what happened. */
function containerLost(facts: Facts): Ending | null {
  const { ledger, end } = facts;
  if (ledger.done?.ending === 'bad-job') return ended('sandbox-error', { code: 'bad-job', args: ledger.done.args });
  if (ledger.done !== null || end.cause === 'limit' || memoryHit(facts)) return null;
  return ended('sandbox-error', { code: 'container-lost', args: { exit_code: end.exit_code } }, 'container-lost');
}

function outOfMemory(facts: Facts): Ending | null {
  if (!memoryHit(facts)) return null;
  const suite = facts.ledger.done?.args.suite_mb;
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

function timeout(facts: Facts): Ending | null {
  return timeHit(facts)
    ? ended('timeout', { code: 'timeout', args: { seconds: facts.limits.timeout_seconds, ...during(facts) } })
    : null;
}

function noTests({ tests }: Facts): Ending | null {
  return tests.length === 0 ? ended('no-tests', { code: 'no-tests', args: {} }) : null;
}

function launcherStopped({ ledger }: Facts): Ending | null {
  if (ledger.done?.ending !== 'launcher-lost') return null;
  return ended('learner-error', { code: 'launcher-stopped', args: {} });
}

/** The message of the first failing test says it: no headline. */
function learnerError({ tests }: Facts): Ending | null {
  const first = tests.find(({ outcome }) => outcome === 'failed');
  if (first === undefined) return null;
  // An exception that nobody caught is an error of the program, also where the test had asked for its exit code.
  const uncaught = ['raised', 'program-stopped'].includes(crashOf(first)?.kind ?? '');
  const broke = first.failure?.code === 'raised' || uncaught || first.programs.some(endedBadly);
  return broke ? ended('learner-error') : null;
}

/** By a signal that we did not send, or with a code other than 0 that the test had not asked for. */
export function endedBadly(program: ProgramEnd): boolean {
  return !program.asked && (program.signal !== null || (program.exit_code !== null && program.exit_code !== 0));
}

function during({ ledger, tests }: Facts): { readonly test: string | null } {
  return { test: tests.find(({ id }) => id === ledger.running)?.name ?? null };
}
