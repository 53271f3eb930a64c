/**
 * A Markdown text in which code and comments are blanks, so that what looks like a link in them is none. Every line and every column stays
 * where it is.
 */
export function withoutCode(text: string): string {
  return withoutComments(withoutSpans(withoutBlocks(text.replaceAll('\r\n', ' \n').split('\n')).join('\n')));
}

const FENCE = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}|~{3,})(.*)$/;
const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;
const INDENTED = /^(?: {4}|\t)/;

/** Fenced blocks, and what is indented by four after an empty line; in a list that is no code but the item's own text. */
function withoutBlocks(lines: readonly string[]): readonly string[] {
  let fence: string | null = null;
  let inList = false;
  let mayIndent = true;
  return lines.map((line) => {
    const isBlank = line.trim() === '';
    if (fence !== null) {
      if (closes(line, fence)) fence = null;
      return blank(line);
    }
    fence = opened(line);
    if (fence !== null) return blank(line);
    if (mayIndent && !inList && INDENTED.test(line) && !isBlank) return blank(line);
    if (LIST_ITEM.test(line)) inList = true;
    else if (mayIndent && !isBlank && !/^\s/.test(line)) inList = false;
    mayIndent = isBlank;
    return line;
  });
}

function opened(line: string): string | null {
  const [, marks, info = ''] = FENCE.exec(line) ?? [];
  return marks === undefined || (marks.startsWith('`') && info.includes('`')) ? null : marks;
}

function closes(line: string, fence: string): boolean {
  const end = line.replace(/^[\s>]*/, '').trimEnd();
  return end.length >= fence.length && end === (fence[0] ?? '').repeat(end.length);
}

/** Between two runs of as many backticks each, within one paragraph. */
function withoutSpans(text: string): string {
  return text
    .split(/(\n[^\S\n]*(?=\n))/)
    .map((paragraph) => paragraph.replace(/\\`|(?<!`)(`+)(?!`)([\s\S]*?)(?<!`)\1(?!`)/g, blank))
    .join('');
}

function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->/g, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
