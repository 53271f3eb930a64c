import type { Message } from '../../contract/codes';
import type { TestVerdict } from '../../contract/verdict';
import { readerOf } from './readers';

/** What a beginner's program often does instead of what was asked, as far as its output shows it; null if it shows nothing of the kind. */
export function habitOf(test: TestVerdict): Message | null {
  return printedNotReturned(test) ?? returnedNotPrinted(test) ?? textInFront(test) ?? repeatsItself(test);
}

/** The function printed what it should have returned. */
function printedNotReturned({ failure, output, language }: TestVerdict): Message | null {
  if (failure === null || failure.request === null || failure.actual !== readerOf({ language }).nothing) return null;
  // The suite took a result apart that is none: whatever was printed may be it.
  if (failure.code === 'answer-unread' && output.some(({ text }) => text.trim() !== ''))
    return { code: 'printed-not-returned', args: { call: failure.request } };
  if (failure.code !== 'assertion') return null;
  const expected = unquoted(failure.expected ?? '');
  const printed = output.some(({ text }) => text.split('\n').some((line) => line.trim() === expected));
  return printed && expected !== '' ? { code: 'printed-not-returned', args: { call: failure.request } } : null;
}

/** The function gave back what the test looks for in what is printed. The transcript has what it gave back. */
function returnedNotPrinted({ failure, transcript }: TestVerdict): Message | null {
  if (failure?.code !== 'assertion' || failure.request === null || failure.actual === null) return null;
  const [call = ''] = failure.request.split('\n');
  const [wanted, came] = [wantedText(failure.expected ?? ''), unquoted(failure.actual)];
  if (wanted.trim() === '' || came.includes(wanted) || !/^['"]/.test(failure.actual)) return null;
  const gave = transcript
    .split('\n')
    .some((line) => line.startsWith(`${call} -> `) && unquoted(line.slice(call.length + 4)).trim() === wanted);
  return gave ? { code: 'returned-not-printed', args: { call } } : null;
}

/** The text of `'42\\n'`, and that of `'42' in it`. */
function wantedText(expected: string): string {
  return unquoted(expected.replace(/ in it$/, '')).trim();
}

/** The right text came, with more in front of it: what a program shows while it asks for input. */
function textInFront({ failure, transcript }: TestVerdict): Message | null {
  if (failure === null || failure.expected === null || failure.actual === null) return null;
  const [expected, actual] = [unquoted(failure.expected).trim(), unquoted(failure.actual).trim()];
  const asked = transcript.includes('stdin ->') && expected !== '' && actual !== expected && actual.endsWith(expected);
  return asked ? { code: 'text-in-front', args: { front: actual.slice(0, -expected.length) } } : null;
}

/** A line that came so often in a row is no answer any more. */
const REPEATED_LINES = 30;

/** It writes one line again and again, and did not end: it asks for input that has ended. */
function repeatsItself({ failure, output }: TestVerdict): Message | null {
  if (failure === null || !ENDLESS.has(failure.code)) return null;
  const lines = output
    .map(({ text }) => text)
    .join('')
    .split('\n');
  const last = lines.at(-2);
  const same = lines.slice(-REPEATED_LINES - 1, -1);
  const repeated =
    last !== undefined && last.trim() !== '' && same.length === REPEATED_LINES && same.every((line) => line === last);
  return repeated ? { code: 'repeats-itself', args: { line: last } } : null;
}

const ENDLESS: ReadonlySet<string> = new Set(['run-timeout', 'no-exit', 'output-limit', 'too-much-written']);

/** A value as the sandbox shows it, without its quotes. */
function unquoted(shown: string): string {
  const [, inner = shown] = /^(?:'|")([\s\S]*)(?:'|")$/.exec(shown) ?? [];
  return inner.replace(/\\n$/, '');
}
