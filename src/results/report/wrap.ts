/** For a terminal of its own. */
export const COLUMNS = 100;

/**
 * Text in lines of about so many columns, each behind `indent`, broken at spaces. A line that begins with a space is code or a
 * traceback and stays whole. No lines for an empty text.
 */
export function wrapped(text: string, indent: string, columns = COLUMNS): readonly string[] {
  if (text === '') return [];
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith(' ') ? [line] : broken(line, columns - indent.length)))
    .map((line) => indent + line);
}

function broken(line: string, width: number): readonly string[] {
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
