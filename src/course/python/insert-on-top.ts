import { pythonLines } from './python-lines';

const BOM = '\u{ef}\u{bb}\u{bf}';

/**
 * A program with statements before its own: below the comment, the docstring and the `from __future__` that it begins with. Its bytes
 * stay as they are, whatever their encoding, and so do its line ends if they are all alike.
 * @param addition ASCII, with LF as its line end
 */
export function insertOnTop(program: Uint8Array, addition: string): Uint8Array {
  const whole = Buffer.from(program).toString('latin1');
  const mark = whole.startsWith(BOM) ? BOM : '';
  const text = whole.slice(mark.length).replace(/\r\n?/g, '\n');
  const lines = text.split('\n');
  const kept = linesOnTop(text, lines);
  const above = lines.slice(0, kept);
  const below = lines.slice(kept);
  while (below[0]?.trim() === '') below.shift();
  const parts = [...above, ...(kept === 0 ? [] : ['']), ...addition.trimEnd().split('\n'), '', ...below];
  const joined = parts.join(whole.includes('\r\n') ? '\r\n' : '\n');
  return Buffer.from(mark + joined, 'latin1');
}

/** How many lines must stay the first ones. */
function linesOnTop(text: string, lines: readonly string[]): number {
  const comment = lines.findIndex((line) => !line.startsWith('#'));
  let kept = comment < 0 ? lines.length : comment;
  for (const [index, { code, last }] of pythonLines(text).entries()) {
    const stays = (index === 0 && code === '""') || /^from\s+__future__\b/.test(code);
    if (!stays) break;
    kept = last;
  }
  return kept;
}
