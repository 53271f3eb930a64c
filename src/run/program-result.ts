import { type Message, messageOf } from '../contract/codes';
import type { DoneEvent } from '../contract/events';
import type { Limits } from '../contract/limits';
import type { SandboxEnd } from '../contract/verdict';
import type { ProcessEnd } from '../sandbox/terminal-talk';

/** How a program ended that a person ran. It is no verdict. */
export interface ProgramResult {
  /** The one sentence for the person. */
  readonly told: Message;
  /** What else they should know. */
  readonly notes: readonly Message[];
  /** The program's own, if it has ended by itself; minus the signal's number if a signal ended it. Null if something else ended it. */
  readonly code: number | null;
}

interface ProgramFacts {
  /** Null if its end was not told. */
  readonly end: ProcessEnd | null;
  readonly done: DoneEvent | null;
  readonly sandbox: SandboxEnd;
  readonly limits: Limits;
}

/** The number of the signal with which the kernel takes back memory. */
const SIGKILL = 9;

export function resultOfProgram(facts: ProgramFacts): ProgramResult {
  const { end, done, limits } = facts;
  const refused = Number(done?.args.pids_refused ?? 0) > 0;
  const notes = refused ? [{ code: 'program-processes', args: { pids: limits.pids } } as const] : [];
  const own = done?.ending === 'complete' && end !== null ? codeOf(end) : null;
  return { told: toldOf(facts), notes, code: own };
}

function codeOf({ exit_code, signal }: ProcessEnd): number | null {
  return exit_code ?? (signal === null ? null : -signal);
}

function toldOf(facts: ProgramFacts): Message {
  const { end, done, sandbox, limits } = facts;
  if (sandbox.cause === 'cancelled') return { code: 'cancelled', args: {} };
  if (isOutOfMemory(facts)) return { code: 'program-out-of-memory', args: { memory_mb: limits.memory_mb } };
  if (sandbox.cause === 'limit') return timeOver(limits);
  if (done === null) return sandbox.problem ?? { code: 'container-lost', args: {} };
  return done.ending === 'complete' && end !== null ? toldOfProcess(end) : toldOfEnding(done, limits);
}

/** The program itself was killed for memory, or the whole sandbox. A child of it that was killed is the program's own affair. */
function isOutOfMemory({ end, done, sandbox }: ProgramFacts): boolean {
  if (done === null) return sandbox.oom_killed;
  return Number(done.args.oom_kills ?? 0) > 0 && end?.signal === SIGKILL;
}

function toldOfProcess({ exit_code, signal }: ProcessEnd): Message {
  if (signal !== null) return { code: 'program-signal', args: { signal } };
  return { code: 'program-exited', args: { exit_code: exit_code ?? 0 } };
}

function toldOfEnding({ ending, args }: DoneEvent, limits: Limits): Message {
  switch (ending) {
    case 'timeout':
      return timeOver(limits);
    case 'launcher-lost':
      return { code: 'launcher-stopped', args: {} };
    case 'terminal-limit':
      return { code: 'program-terminals', args: { most: Number(args.most ?? 0) } };
    case 'machine-refused':
      return { code: 'program-machine-refused', args: { why: String(args.why ?? '') } };
    default:
      return messageOf({ code: 'bad-job', args });
  }
}

function timeOver({ timeout_seconds: seconds }: Limits): Message {
  return { code: 'program-time-over', args: { seconds } };
}
