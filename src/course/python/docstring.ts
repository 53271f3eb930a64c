import type { PythonLine } from './python-lines';

const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/**
 * The first line with words of a function's docstring, or null.
 * @param head the line of `def`, which ends with the docstring in `def f(): "…"`
 * @param body the first statement below it, if there is any
 */
export function docstringTitle(head: PythonLine, body: PythonLine | undefined): string | null {
  const [, literals] = (body === undefined ? /: *(""(?: *"")*)$/ : /^(""(?: *"")*)$/).exec((body ?? head).code) ?? [];
  if (literals === undefined) return null;
  const strings = (body ?? head).strings.slice(-literals.replaceAll(' ', '').length / 2);
  if (strings.some((literal) => /^[a-z]*[bf]/i.test(literal))) return null;
  const lines = strings.map(content).join('').split('\n');
  return lines.map((line) => line.trim()).find((line) => line !== '') ?? null;
}

/** What a literal says: its prefix and quotes taken off, its escapes resolved unless it is raw. */
function content(literal: string): string {
  const [, prefix = '', quote = ''] = /^([a-zA-Z]*)("""|'''|"|')/.exec(literal) ?? [];
  const start = prefix.length + quote.length;
  const inner = literal.slice(start, literal.endsWith(quote) ? literal.length - quote.length : undefined);
  return /r/i.test(prefix) ? inner : inner.replace(/\\(x[\da-f]{2}|u[\da-f]{4}|[\s\S])/gi, (_, what) => escaped(what));
}

function escaped(what: string): string {
  if (what.length > 1) return String.fromCharCode(Number.parseInt(what.slice(1), 16));
  const letter = LETTERS[what];
  if (letter !== undefined) return letter;
  return what === '\\' || what === '"' || what === "'" ? what : `\\${what}`;
}
