import type { Code, CodeArgs } from '../../contract/codes';
import type { Location, ProgramEnd, ThreadStack } from '../../contract/events';
import { learnerFile } from '../../contract/image';
import type { ProgramReader, Wait } from '../../contract/language';
import type { TestVerdict } from '../../contract/verdict';
import { readerOf } from './readers';

/** Where a program was when the test gave up on it or when it crashed: the one line to look at, and the other threads. */
export interface HangLocation {
  readonly kind: 'hung' | 'crashed';
  readonly place: Location;
  readonly source: string;
  readonly busy: boolean;
  /** What it waited for, as far as known. */
  readonly wait: Wait | null;
  readonly others: readonly Pick<HangLocation, 'place' | 'source' | 'wait'>[];
}

const OTHERS_SHOWN = 3;

type Thread = Pick<HangLocation, 'place' | 'source' | 'busy' | 'wait'>;

/** Failures of a comparison by the suite's author: something came, so they are not about waiting. */
const COMPARE: ReadonlySet<Code> = new Set(['message', 'assertion', 'answer-unread']);

/** What a line says of a connection, when the test has sent a datagram: the line does not show which kind of socket it is. */
const DATAGRAMS: Readonly<Record<string, Wait>> = { data: 'datagram', client: 'select' };

/** The location of the program that was started last and has a line to show. */
export function hangLocationOf({
  failure,
  programs,
  language,
}: Pick<TestVerdict, 'failure' | 'programs' | 'language'>): HangLocation | null {
  if (failure === null || (COMPARE.has(failure.code) && failure.actual !== null)) return null;
  const reader = readerOf({ language });
  const found = programs.reduceRight<HangLocation | null>((last, program) => last ?? locationIn(program, reader), null);
  if (found === null || failure.code !== 'no-datagram') return found;
  return { ...found, wait: DATAGRAMS[found.wait ?? ''] ?? found.wait };
}

function locationIn({ threads, signal, asked }: ProgramEnd, reader: ProgramReader): HangLocation | null {
  const own = threads.flatMap((thread) => threadOf(thread, reader) ?? []);
  // A thread that waits for other threads explains a hang less than one that runs or wants a lock. A server's main thread, which waits for
  // the next client whatever happens, explains even less. Otherwise the main thread comes first.
  const chosen =
    own.find(({ busy }) => busy) ??
    own.find(({ wait }) => wait === 'lock') ??
    own.find(({ wait }) => !isIdle(wait)) ??
    sleeper(own) ??
    (own[0]?.wait === 'client' ? own.find(({ wait }) => wait === 'threads') : undefined) ??
    own[0];
  if (chosen === undefined) return null;
  const others = own.filter((thread) => thread !== chosen);
  return { kind: signal !== null && !asked ? 'crashed' : 'hung', ...chosen, others };
}

/** A sleeping thread explains why nothing comes, unless another thread runs an event loop or a selector: then it is an idle helper. */
function sleeper(own: readonly Thread[]): Thread | undefined {
  const serves = own.some(({ wait }) => wait === 'select' || wait === 'loop');
  return serves ? undefined : own.find(({ wait }) => wait === 'sleep');
}

/** A thread described by the learner's innermost line; null if it only runs the interpreter's own code. */
function threadOf({ busy, frames }: ThreadStack, reader: ProgramReader): Thread | null {
  for (const [at, frame] of frames.entries()) {
    const file = learnerFile(frame.file);
    if (file === null) continue;
    const wait = busy ? null : reader.waitOf(frame, frames.slice(0, at));
    return { place: { file, line: frame.line }, source: frame.source, busy, wait };
  }
  return null;
}

/** The arguments of its message. */
export function hangArgs({ place, source, wait, busy, others }: HangLocation): CodeArgs['program-hung'] {
  const lines = new Set(others.map((other) => `${other.place.file}:${other.place.line}: ${other.source}`));
  const alone = wait === 'lock' && !others.some((other) => other.wait === 'lock');
  const waits = others.some((other) => other.wait !== null && WITH_A_LOCK.has(other.wait));
  return { ...place, source, wait, busy, alone, waits, others: [...lines].slice(0, OTHERS_SHOWN).join('\n') };
}

/** Waits of a thread that may hold a lock meanwhile. A wait for clients is none: there is always one. */
const WITH_A_LOCK: ReadonlySet<Wait> = new Set(['data', 'sleep', 'threads']);

/** Where an idle thread waits: another thread is more likely to be the reason for waiting. */
const IDLE: ReadonlySet<Wait> = new Set(['client', 'datagram', 'loop', 'select', 'sleep', 'threads']);

function isIdle(wait: Wait | null): boolean {
  return wait !== null && IDLE.has(wait);
}
