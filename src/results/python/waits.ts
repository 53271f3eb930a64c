import type { StackFrame } from '../../contract/events';
import type { Wait } from '../../contract/language';

type Rule = readonly [RegExp, Wait];

/** `file:function` of Python's own frames inside the learner's. The event loop stands before the selector that it waits in. */
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

/** Calls in the learner's own line that lead straight into C, where no frame shows them. */
const CALLS: readonly Rule[] = [
  [/\.accept\(/, 'client'],
  [/\.recv(?:from|from_into|msg|msg_into)\(/, 'datagram'],
  [/\.recv(?:_into)?\(/, 'data'],
  [/\binput\(|\bsys\.stdin\b/, 'input'],
  // Entering a file or a socket usually does not wait; entering a lock does.
  [/\.acquire\(|^with (?!.*open\()/, 'lock'],
  [/\bselect\(|\.poll\(/, 'select'],
  [/\bsleep\(|\bpause\(\)/, 'sleep'],
  [/\.join\(\)/, 'threads'],
  // Nobody takes what it writes: it has written too much already, or the test does not read it.
  [/\bprint\(|\.write(?:lines)?\(/, 'output'],
];

/** @param own the learner's innermost frame, @param inner the frames inside it, the innermost first */
export function waitOf({ source }: StackFrame, inner: readonly StackFrame[]): Wait | null {
  const names = inner.map(({ file, name }) => `${file}:${name}`);
  const library = LIBRARY.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (library !== undefined) return library[1];
  return inner.length > 0 ? null : (CALLS.find(([pattern]) => pattern.test(source))?.[1] ?? null);
}
