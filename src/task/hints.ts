import MarkdownIt from 'markdown-it';

/** One hint: its question and its answer. */
export interface StepHint {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** The line of its heading, from 1. */
  readonly line: number;
}

interface TopHeading {
  readonly level: 1 | 2;
  readonly title: string;
  readonly line: number;
}

const PARSER = new MarkdownIt({ html: true });

/** The hints of a `hints.md`, in order. Each is a heading `## …` with the text up to the next heading of the same or a higher level. */
export function hintsOf(text: string): readonly StepHint[] {
  const lines = text.split(/\r?\n/);
  const headings = topHeadings(text);
  return headings.flatMap(({ level, title, line }, index) => {
    const end = headings[index + 1]?.line ?? lines.length + 1;
    const below = lines
      .slice(line, end - 1)
      .join('\n')
      .trim();
    return level === 2 ? [{ title, line, text: below }] : [];
  });
}

/** The headings `#` and `##` of the text itself, without those in lists and quotations. */
function topHeadings(text: string): readonly TopHeading[] {
  const tokens = PARSER.parse(text, {});
  return tokens.flatMap((open, index): readonly TopHeading[] => {
    const level = { h1: 1, h2: 2 }[open.tag];
    if (open.type !== 'heading_open' || open.level !== 0 || (level !== 1 && level !== 2)) return [];
    return [{ level, title: tokens[index + 1]?.content ?? '', line: (open.map?.[0] ?? 0) + 1 }];
  });
}
