import { withoutCode } from './markdown-code';

export interface Heading {
  /** 1 for `#`, 2 for `##`. */
  readonly level: number;
  /** As it is written, without the marks. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The headings of a text: `# …`, and a line that is underlined with `===` or `---`. */
export function headingsOf(text: string): readonly Heading[] {
  const written = text.split(/\r?\n/);
  const seen = withoutCode(text).split('\n');
  return seen.flatMap((line, index) => {
    const marks = /^ {0,3}(#{1,6})(?:\s|$)/.exec(line)?.[1];
    const own = (written[index] ?? '').trim();
    if (marks !== undefined) return [{ level: marks.length, text: titleOf(own), line: index + 1 }];
    const under = /^ {0,3}(=+|-+)\s*$/.exec(seen[index + 1] ?? '')?.[1];
    if (under === undefined || !isParagraph(line)) return [];
    return [{ level: under.startsWith('=') ? 1 : 2, text: own, line: index + 1 }];
  });
}

function titleOf(line: string): string {
  return line
    .replace(/^#+/, '')
    .replace(/\s#+\s*$/, '')
    .trim();
}

function isParagraph(line: string): boolean {
  return line.trim() !== '' && !/^\s*(?:[#>|]|[-*+]\s|\d+[.)]\s|-+\s*$|=+\s*$)/.test(line);
}

/** What a link behind a `#` may name in this text: its headings, as GitHub and VS Code call them, and the ids of its tags. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const anchors = new Set<string>();
  for (const heading of headingsOf(text)) {
    const slug = slugOf(heading.text);
    const before = counts.get(slug) ?? 0;
    counts.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  const ids = withoutCode(text).matchAll(/<[a-z][^>]*\s(?:id|name)\s*=\s*(["'])(.*?)\1/gi);
  for (const [, , id = ''] of ids) anchors.add(id);
  return anchors;
}

/** `How do I find `--from`?` is `how-do-i-find---from`. */
export function slugOf(heading: string): string {
  const shown = heading
    .split(/(`+[^`]*`+)/)
    .map((part) => (part.startsWith('`') ? part : withoutMarks(part)))
    .join('');
  return shown
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

function withoutMarks(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/(?<![\p{L}\p{N}_])_([^_]+)_(?![\p{L}\p{N}_])/gu, '$1');
}
