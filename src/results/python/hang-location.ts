import type { CodeArgs } from '../../contract/codes';
import type { Location, ProgramEnd, StackFrame, ThreadStack } from '../../contract/events';
import type { TestVerdict } from '../../contract/verdict';
import { learnerFile } from './source-places';

/** Where a program was when the test gave up on it, or where it crashed: the one line to look at, and its other threads. */
export interface HangLocation {
  readonly kind: 'stood' | 'crashed';
  readonly place: Location;
  readonly source: string;
  readonly busy: boolean;
  /** What it waited for, as far as that is known. */
  readonly wait: Wait | null;
  readonly others: readonly Pick<HangLocation, 'place' | 'source'>[];
}

const OTHERS_SHOWN = 3;

type Thread = Pick<HangLocation, 'place' | 'source' | 'busy' | 'wait'>;

/** Failures in which the author of the suite compares: they are about what came, and not about what did not. */
const COMPARE = new Set(['message', 'assertion']);

/** Of the program that was started last and has a line to show. */
export function hangLocationOf({ failure, programs }: Pick<TestVerdict, 'failure' | 'programs'>): HangLocation | null {
  if (failure === null || (COMPARE.has(failure.code) && failure.actual !== null)) return null;
  return programs.reduceRight<HangLocation | null>((found, program) => found ?? standing(program), null);
}

function standing({ threads, signal, asked }: ProgramEnd): HangLocation | null {
  const own = threads.flatMap((thread) => threadOf(thread) ?? []);
  // Who waits for the others is no reason to hang, unless all do; who runs, or wants a lock, may be. The main thread comes first.
  const chosen =
    own.find(({ busy }) => busy) ??
    own.find(({ wait }) => wait === 'lock') ??
    own.find(({ wait }) => !isIdle(wait)) ??
    sleeper(own) ??
    own[0];
  if (chosen === undefined) return null;
  const others = own.filter((thread) => thread !== chosen);
  return { kind: signal !== null && !asked ? 'crashed' : 'stood', ...chosen, others };
}

/** Beside threads that accept clients or wait for others, one that sleeps is why nothing comes; beside an event loop it is a helper at rest. */
function sleeper(own: readonly Thread[]): Thread | undefined {
  const serves = own.some(({ wait }) => wait === 'select' || wait === 'loop');
  return serves ? undefined : own.find(({ wait }) => wait === 'sleep');
}

/** A thread by the learner's innermost line; null for one that is all Python's own. */
function threadOf({ busy, frames }: ThreadStack): Thread | null {
  for (const [at, frame] of frames.entries()) {
    const file = learnerFile(frame.file);
    if (file === null) continue;
    const wait = busy ? null : waitOf(frame, frames.slice(0, at));
    return { place: { file, line: frame.line }, source: frame.source, busy, wait };
  }
  return null;
}

/** The arguments of its text. */
export function hangArgs({ place, source, wait, busy, others }: HangLocation): CodeArgs['program-stood'] {
  const lines = new Set(others.map((other) => `${other.place.file}:${other.place.line}: ${other.source}`));
  return { ...place, source, wait, busy, others: [...lines].slice(0, OTHERS_SHOWN).join('\n') };
}

/** What a thread waits for, as far as its frames tell. */
export type Wait = 'client' | 'data' | 'input' | 'lock' | 'loop' | 'process' | 'select' | 'sleep' | 'threads';

type Rule = readonly [RegExp, Wait];

/** `file:function` of Python's own frames inside of the learner's, the event loop before the selector that it waits in. */
const LIBRARY: readonly Rule[] = [
  [/\/asyncio\/base_events\.py:(?:run_forever|_run_once)$/, 'loop'],
  [/\/socketserver\.py:serve_forever$/, 'client'],
  [/\/socket\.py:accept$/, 'client'],
  [/\/socket\.py:readinto$/, 'data'],
  [/\/selectors\.py:select$/, 'select'],
  [/\/subprocess\.py:(?:_?wait|_?communicate|_try_wait)$/, 'process'],
  [
    /\/(?:threading|queue|concurrent\/futures\/[a-z_]+)\.py:(?:join|wait|get|put|result|_wait_for_tstate_lock)$/,
    'threads',
  ],
];

/** A call of the learner's own line that leads straight into C, where no frame tells it. */
const CALLS: readonly Rule[] = [
  [/\.accept\(/, 'client'],
  [/\.recv(?:_into|from|from_into|msg)?\(/, 'data'],
  [/\binput\(|\bsys\.stdin\b/, 'input'],
  // Entering a file or a socket does not wait, as a rule; entering a lock does.
  [/\.acquire\(|^with (?!.*open\()/, 'lock'],
  [/\bselect\(|\.poll\(/, 'select'],
  [/\bsleep\(|\bpause\(\)/, 'sleep'],
  [/\.join\(\)/, 'threads'],
];

/** Where a thread belongs that has nothing to do just now: another one is more likely to be the reason for waiting. */
const IDLE: ReadonlySet<Wait> = new Set(['client', 'loop', 'select', 'sleep', 'threads']);

/** @param own the learner's innermost frame, @param inner the frames inside of it, the innermost first */
export function waitOf({ source }: StackFrame, inner: readonly StackFrame[]): Wait | null {
  const names = inner.map(({ file, name }) => `${file}:${name}`);
  const library = LIBRARY.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (library !== undefined) return library[1];
  return inner.length > 0 ? null : (CALLS.find(([pattern]) => pattern.test(source))?.[1] ?? null);
}

export function isIdle(wait: Wait | null): boolean {
  return wait !== null && IDLE.has(wait);
}
