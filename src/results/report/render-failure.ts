import { escapeText } from '../../contract/escape-text';
import type { ReportTest } from '../../contract/report';
import { catalogue } from '../texts/index';
import { COLUMNS, type Style, wrapped } from './shown-text';

const HEAD_LINES = 10;
const TAIL_LINES = 20;
const VALUE_LINES = 12;

/** One failing test in full: message, location, request, expected and received values, advice. */
export function failureLines(test: ReportTest, style: Style, columns = COLUMNS): readonly string[] {
  const [title = '', ...more] = wrapped(escapeText(test.message ?? ''), '    ', columns);
  const place =
    test.location === null ? [] : [style.dim(`    ${escapeText(test.location.file)}:${test.location.line}`)];
  const values = comparison(test, style);
  const unreached = neverReachedLines(test, columns);
  const advice = wrapped(escapeText(test.advice ?? ''), '    ', columns);
  return [
    style.bold(`  ${escapeText(test.name).replaceAll('\n', ' ')}`),
    ...(title === '' ? [] : [style.red(title), ...more]),
    ...place,
    ...(values.length === 0 ? [] : ['', ...values]),
    ...(unreached.length === 0 ? [] : ['', ...unreached]),
    ...(advice.length === 0 ? [] : ['', ...advice]),
  ];
}

/** What a traced run has found of it, if anything. */
export function neverReachedLines(
  { never_reached }: Pick<ReportTest, 'never_reached'>,
  columns = COLUMNS,
): readonly string[] {
  return wrapped(escapeText(never_reached?.text ?? ''), '    ', columns);
}

function comparison({ request, expected, actual }: ReportTest, style: Style): readonly string[] {
  return [
    ...value(catalogue.outcomes.labels.sent, request, style.dim),
    ...value(catalogue.outcomes.labels.expected, expected, style.green),
    ...value(catalogue.outcomes.labels.received, actual, style.red),
    ...caret(expected, actual, style.red),
  ];
}

/** Placed below the received value. */
function caret(expected: string | null, actual: string | null, paint: (text: string) => string): readonly string[] {
  const [above, below] = [expected, actual].map((text) => (text === null ? null : escapeText(text)));
  const line = caretBelow(above ?? null, below ?? null);
  return line === null ? [] : value('', line, paint);
}

function value(label: string, text: string | null, paint: (text: string) => string): readonly string[] {
  if (text === null) return [];
  const lines = middleOut(escapeText(text).split('\n'), VALUE_LINES / 2, VALUE_LINES / 2);
  return lines.map((line, index) => `      ${(index === 0 ? label : '').padEnd(10)}${paint(line)}`);
}

/** The program's output: its first and its last lines. */
export function outputLines(output: string, style: Style): readonly string[] {
  const text = escapeText(output).replace(/\n+$/, '');
  if (text === '') return [];
  const lines = middleOut(text.split('\n'), HEAD_LINES, TAIL_LINES);
  return [
    style.bold(`  ${catalogue.outcomes.labels.output}`),
    ...lines.map((line) => `    ${style.dim('│')} ${cut(line)}`),
  ];
}

function middleOut(lines: readonly string[], head: number, tail: number): readonly string[] {
  // Replacing a single line by a mark would save nothing.
  if (lines.length <= head + tail + 1) return lines;
  return [
    ...lines.slice(0, head),
    catalogue.outcomes.leftOut(lines.length - head - tail, 'line'),
    ...lines.slice(-tail),
  ];
}

function cut(line: string): string {
  return line.length <= 500 ? line : `${line.slice(0, 499)}…`;
}

/** A byte or character as written between quotes: `\r`, `\x0d`, `\"`, or itself. */
const PIECE = /\\x[0-9a-f]{2}|\\.|[^\\]/gsu;
/**
 * A quoted value: every byte of it can be told from its neighbours. A long value may begin in the middle, and be cut. What has words behind
 * it (`'a' in it`) is a condition, which has no place to point at.
 */
const QUOTED = /^(?:… )?["'].*(?:["']| … and \d+ more(?: \w+)?)$/s;
/** The most columns of a line: a longer one would be broken and the caret would be misplaced. */
const CARET_COLUMNS = 90;

/**
 * The line below the received value: a caret under its first byte that differs from the expected one, or under its end. Null where
 * a caret says nothing: for values that are not quoted, and for equal values.
 */
export function caretBelow(expected: string | null, received: string | null): string | null {
  if (expected === null || received === null || expected === received) return null;
  if (![expected, received].every((text) => QUOTED.test(text) && !text.includes('\n'))) return null;
  const column = differenceAt(pieces(expected), pieces(received));
  return column <= CARET_COLUMNS ? `${' '.repeat(column)}^` : null;
}

function pieces(text: string): readonly string[] {
  return text.match(PIECE) ?? [];
}

function differenceAt(expected: readonly string[], received: readonly string[]): number {
  const same = received.findIndex((piece, index) => piece !== expected[index]);
  return received.slice(0, same < 0 ? received.length : same).join('').length;
}
