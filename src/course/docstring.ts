import type { PythonLine } from './python-lines';

const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/** The first line with words of a docstring; null when the statement is none. */
export function docstringTitle(statement: PythonLine | undefined): string | null {
  if (statement === undefined || !/^""( *"")*$/.test(statement.code)) return null;
  if (statement.strings.some((literal) => /^[a-z]*[bf]/i.test(literal))) return null;
  const lines = statement.strings.map(content).join('').split('\n');
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
