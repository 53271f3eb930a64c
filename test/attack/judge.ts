import type { Code, Message } from '../../src/contract/codes';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import type { AttackCase, Expectation, Seen } from './case';

/** The kernel gives a little more than the share before it holds a group back. */
const SHARE_SPARE = 1.2;
const START_CPU_MS = 150;

/** They say nothing about the program: this machine is slow, or other work made the run slow. */
const BUSY: readonly Code[] = ['slow-start', 'slow-throttled', 'ran-again'];

/** The faults of a run of that case, in words; empty when all is right. */
export function faults(one: AttackCase, seen: Seen): readonly string[] {
  const { outcome, headline } = seen.verdict;
  const right = outcome === one.outcome || outcome === one.or?.outcome;
  const why = headline === null ? '' : ` (${headline.code} ${JSON.stringify(headline.args)})`;
  const wrong = right ? [] : [`${outcome}${why} instead of ${one.outcome}`];
  const left = seen.left.map((id) => `after a second its container is still there: ${id}`);
  return [...wrong, ...shortfalls(one.expect ?? {}, seen), ...share(one, seen), ...left];
}

function share({ expect, limits }: AttackCase, { report }: Seen): readonly string[] {
  const { wall_ms = 0, cpu_ms = 0 } = report.metrics ?? {};
  const most = wall_ms * (limits?.cpus ?? DEFAULT_LIMITS.cpus) * SHARE_SPARE + START_CPU_MS;
  return expect?.share !== true || cpu_ms <= most ? [] : [`${cpu_ms} ms of CPU in ${wall_ms} ms`];
}

function shortfalls(expect: Expectation, seen: Seen): readonly string[] {
  const also = expect.also?.(seen) ?? null;
  return [
    ...attempts(expect, seen.output),
    ...missing('output', expect.says, seen.output),
    ...missing('message', expect.message, messageOf(seen)),
    ...missing('notes', expect.notes, seen.report.notes.join('\n')),
    ...(expect.never ?? []).flatMap((one) => (one.test(seen.output) ? [`the output has ${one}`] : [])),
    ...(expect.silent === true ? unexpectedNotes(seen) : []),
    ...duration(expect, seen.ms),
    ...(also === null ? [] : [also]),
  ];
}

function unexpectedNotes({ verdict, report, engine }: Seen): readonly string[] {
  const isKnown = (note: Message) =>
    BUSY.includes(note.code) || (note.code === 'limit-not-kept' && Object.hasOwn(engine.notKept, note.args.guard));
  return verdict.notes.flatMap((note, at) => (isKnown(note) ? [] : [`note: ${report.notes[at]}`]));
}

/** Every attempt that a program reports must have been refused, even if the number of attempts does not matter. */
function attempts({ refused }: Expectation, output: string): readonly string[] {
  const told = output.split('\n').filter((line) => line.startsWith('attack: '));
  const done = told.filter((line) => line.includes(': DONE: '));
  const count = told.filter((line) => line.includes(': refused: ')).length;
  const wrong = refused !== undefined && count !== refused ? [`${count} attempts were refused, not ${refused}`] : [];
  return [...done, ...wrong];
}

function missing(what: string, wanted: readonly RegExp[] | undefined, text: string): readonly string[] {
  return (wanted ?? []).flatMap((one) => (one.test(text) ? [] : [`${what} without ${one}: ${text.slice(-300)}`]));
}

function duration({ within }: Expectation, ms: number): readonly string[] {
  if (within === undefined || (ms >= within[0] && ms <= within[1])) return [];
  return [`it took ${Math.round(ms)} ms, not ${within.join(' to ')}`];
}

function messageOf({ report }: Seen): string {
  const tests = report.tests.flatMap(({ message, advice }) => [message, advice]);
  return [report.message, ...tests].filter((text) => text !== null).join('\n');
}
