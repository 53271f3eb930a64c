import { CODE, escapeLine, escapeText } from '../../contract/escape-text';

/** For places that cannot show code in its own font: code gets quotation marks. A line that begins with a space is code and stays as it is. */
export function plainText(text: string): string {
  const lines = escapeText(text).split('\n');
  return lines.map((line) => (line.startsWith(' ') ? line : line.replace(CODE, '"$1"'))).join('\n');
}

/**
 * For messages and progress of the editor, which make a link of `[label](command:…)` in any text and would run it: titles of courses and
 * names of files come from strangers.
 */
export function plainMessage(text: string): string {
  return plainText(text).replaceAll('](', '] (');
}

/** For labels, which have one line and in which the editor shows `$(name)` as an icon: a course's title must not look like a state. */
export function plainLabel(text: string): string {
  return escapeLine(text).replaceAll('$(', '\\$(');
}
