/** A byte or character as it is written between quotes: `\r`, `\x0d`, `\"`, or itself. */
const PIECE = /\\x[0-9a-f]{2}|\\.|[^\\]/gsu;
/** What is written with quotes, so that every byte of it can be told from its neighbours; a long one may begin in its middle. */
const QUOTED = /^(?:… )?["']/;
/** Columns that a line may have, so that it is not broken and the caret stands where it should. */
const COLUMNS = 90;

/**
 * The line to be written under what was received: a caret below its first byte that is not the expected one, or below its end. Null where
 * that says nothing: for values that are not quoted, and for those that are the same.
 */
export function caretBelow(expected: string | null, received: string | null): string | null {
  if (expected === null || received === null || expected === received) return null;
  if (![expected, received].every((text) => QUOTED.test(text) && !text.includes('\n'))) return null;
  const column = firstDifference(pieces(expected), pieces(received));
  return column <= COLUMNS ? `${' '.repeat(column)}^` : null;
}

function pieces(text: string): readonly string[] {
  return text.match(PIECE) ?? [];
}

function firstDifference(expected: readonly string[], received: readonly string[]): number {
  const same = received.findIndex((piece, index) => piece !== expected[index]);
  return received.slice(0, same < 0 ? received.length : same).join('').length;
}
