import type { Written } from '../../contract/verdict';
import { catalogue } from '../texts/index';

/** At most about `limit` characters of `text`: its first and its last half, with a line between them that says how much is missing. */
export function bounded(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const head = whole(text.slice(0, half));
  const tail = whole(text.slice(text.length - half));
  return `${head}\n${catalogue.outcomes.leftOut(text.length - head.length - tail.length, 'character')}\n${tail}`;
}

/** What a program wrote, with a line that says how much is missing before it, if anything is. */
export function withGap({ text, dropped }: Written): string {
  return dropped === 0 ? text : `\n${catalogue.outcomes.leftOut(dropped, 'byte')}\n${text}`;
}

/** Removes halves of surrogate pairs that a cut may have left at the ends. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}

/** The text with this sentence in front, unless there is none or the text begins with it. */
export function beginningWith(first: string | undefined, text: string): string {
  return first === undefined || text.startsWith(first) ? text : `${first}\n${text}`;
}

/** The width for a terminal. */
export const COLUMNS = 100;

/**
 * Breaks text at spaces into lines of about `columns` columns, each after `indent`. A line that begins with a space is code or a
 * traceback and stays whole. Empty text gives no lines.
 */
export function wrapped(text: string, indent: string, columns = COLUMNS): readonly string[] {
  if (text === '') return [];
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith(' ') ? [line] : brokenWord(line, columns - indent.length)))
    .map((line) => indent + line);
}

function brokenWord(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** How words are emphasised. Each function returns its argument, with or without colour. */
export type Style = Readonly<Record<'bold' | 'red' | 'green' | 'dim' | 'yellow', (text: string) => string>>;

const same = (text: string) => text;
/** For pipes, files and tests. */
export const PLAIN: Style = { bold: same, red: same, green: same, dim: same, yellow: same };
