import type { AttackCase, Seen } from '../case';

const MB = 1024 * 1024;
/** `OUTPUT_KEPT_BYTES` of docker/runner/contract.py. */
const OUTPUT_KEPT_BYTES = MB;

/** This process keeps a megabyte of a flood and must never hold more of it. */
function flat({ peakMb }: Seen): string | null {
  return peakMb < 60 ? null : `the driving process grew by ${peakMb.toFixed(0)} MB`;
}

function whole({ output }: Seen): string | null {
  return output.length === OUTPUT_KEPT_BYTES ? null : `${output.length} characters came`;
}

/** Ranges (first, last) of characters that are acted on instead of shown. Independent of the product's own list, to reveal its mistakes. */
const OBEYED: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe007f],
];

function isObeyed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return OBEYED.some(([first, last]) => code >= first && code <= last);
}

/** No text of the report may contain a character that a terminal or an editor would act on. */
function neutral({ report }: Seen): string | null {
  const texts = [
    report.message,
    report.output,
    ...report.tests.flatMap((test) => [test.message, test.output, test.actual]),
  ];
  const found = texts.find((text) => text !== null && [...text].some(isObeyed));
  return found === undefined || found === null ? null : `not neutral: ${JSON.stringify(found.slice(0, 200))}`;
}

/** Output and encoding. */
export const OUTPUT: readonly AttackCase[] = [
  {
    name: 'flood-stdout',
    mechanism: 'a flood of output',
    covers: ['endless print to stdout'],
    how: 'Prints without end.',
    outcome: 'output-limit',
    expect: { message: [/far too much output/], also: flat },
  },
  {
    name: 'flood-stderr',
    mechanism: 'a flood of output',
    covers: ['endless print to stdout'],
    how: 'Writes to stderr without end.',
    outcome: 'output-limit',
    expect: { message: [/far too much output/], also: flat },
  },
  {
    name: 'exactly-1-mb',
    mechanism: 'the limit of kept output',
    covers: ['exactly 1 MB'],
    how: 'Writes as much as is kept.',
    outcome: 'passed',
    expect: { silent: true, also: whole },
  },
  {
    name: 'one-byte-more',
    mechanism: 'the limit of kept output',
    covers: ['exactly 1 MB'],
    how: 'Writes one byte more than is kept.',
    outcome: 'passed',
    expect: { notes: [/1 byte\b.*not shown/], also: whole },
  },
  {
    name: 'docker-frames',
    mechanism: 'bytes of our own protocols',
    covers: ['Docker stream headers'],
    how: 'Writes headers of the stream in which its output travels.',
    outcome: 'passed',
    expect: { says: [/framed/, /hello/], also: neutral },
  },
  {
    name: 'odd-bytes',
    mechanism: 'bytes that are no text',
    covers: ['invalid UTF-8'],
    how: 'Writes zero bytes, broken and cut characters, halves of surrogates and CRLF.',
    outcome: 'passed',
    expect: { says: [/bad\[\\xff\\xfe\]/, /half\[\\xed\\xa0\\xbd\]/, /cut\[/, /\\xf0\\x9f\\x98/], also: neutral },
  },
  {
    name: 'flood-of-nuls',
    mechanism: 'bytes that are no text',
    covers: [],
    how: 'Fills what is kept with bytes that need six times their length when they travel as JSON.',
    outcome: 'passed',
    expect: { also: neutral },
  },
  {
    name: 'split-character',
    mechanism: 'characters in pieces',
    covers: ['multi-byte character split'],
    how: 'Writes characters byte by byte, and one across two reads.',
    outcome: 'passed',
    expect: { says: [/snow\u2603man \u{1f600}\n/u, /a\u00e9\n/] },
  },
  {
    name: 'terminal-escapes',
    mechanism: 'text that is obeyed',
    covers: ['terminal escapes'],
    how: 'Sets the title, fills the clipboard, moves the cursor, rings the bell and writes over its own line.',
    outcome: 'passed',
    expect: { also: neutral },
  },
  {
    name: 'markup-in-errors',
    mechanism: 'text that is obeyed',
    covers: ['`command:` links'],
    how: 'Puts HTML and links that run commands into its output and into an exception.',
    outcome: 'learner-error',
    expect: { message: [/ValueError on line 2 of main\.py: <script>/], also: neutral },
  },
  {
    name: 'bidirectional',
    mechanism: 'text that is obeyed',
    covers: ['right-to-left marks'],
    how: 'Turns the direction of text and hides characters in it.',
    outcome: 'passed',
    expect: { also: neutral },
  },
  {
    name: 'ten-mb-line',
    mechanism: 'one long line',
    covers: ['right-to-left marks'],
    how: 'Writes ten megabytes without a line end.',
    outcome: 'passed',
    expect: {
      notes: [/not shown/],
      also: (seen) => flat(seen) ?? ((seen.report.output ?? '').length < MB / 8 ? null : 'the report is too long'),
    },
  },
  {
    name: 'no-newline',
    mechanism: 'ending in the middle of a line',
    covers: ['output without a newline'],
    how: 'Ends without a line end on either stream.',
    outcome: 'passed',
    expect: { says: [/first\n/, /\d{3}/, /last words on stderr/] },
  },
  {
    name: 'closes-streams',
    mechanism: 'closing its own streams',
    covers: ['closing descriptors 1 and 2'],
    how: 'Closes stdin, stdout and stderr and serves on.',
    suite: 'server',
    outcome: 'passed',
  },
  {
    name: 'million-numbers',
    mechanism: 'a comparison of large values',
    covers: ['two lists of a million'],
    how: 'Prints a million numbers of which the last few are wrong; the test compares two lists.',
    suite: 'lists',
    limits: { memory_mb: 512 },
    outcome: 'failed',
    expect: { within: [0, 8000], also: flat },
  },
];
