import type { MarkdownString } from 'vscode';
import { escapeText } from '../../contract/escape-text';
import type { Api } from '../base/api';
import { type Link, linkTo, sentenceMarkdown } from './command-link';

const KEPT_SPACE = '\u00a0';

/** What a reader can do about a message. */
interface Links {
  /** What mends the cause stands below the first sentence, where nobody has to scroll. */
  readonly first?: readonly Link[];
  readonly last?: readonly Link[];
}

/**
 * A message that wraps in every width, with code in the letters of code. Only that is Markdown: everything else is shown literally, and
 * nothing in it is trusted but its links. A line that begins with a space is a line of code or a value and stays as it is.
 */
export function messageMarkdown(api: Api, text: string, { first = [], last = [] }: Links = {}): MarkdownString {
  const blocks: string[] = [];
  let code: string[] = [];
  const endCode = () => {
    if (code.length > 0) blocks.push(fenced(code));
    code = [];
  };
  for (const line of escapeText(text).split('\n')) {
    if (line.startsWith(' ')) code.push(line);
    else if (line !== '') {
      endCode();
      blocks.push(sentenceMarkdown(line));
    }
  }
  endCode();
  const links = [...first, ...last];
  const [cause = '', ...more] = blocks;
  const shown = [cause, ...first.map(linkTo), ...more, ...last.map(linkTo)];
  const markdown = new api.MarkdownString(shown.join('\n\n'));
  if (links.length > 0) markdown.isTrusted = { enabledCommands: links.map(({ command }) => command) };
  return markdown;
}

/**
 * Between fences that are longer than any of its own. The editor's list of test results shows several spaces as one, even in code, and a
 * caret would stand below the wrong letter; so they are spaces that it keeps.
 */
function fenced(lines: readonly string[]): string {
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  const text = lines.map((line) => line.slice(indent)).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.replace(/^ +| {2,}/gm, (spaces) => KEPT_SPACE.repeat(spaces.length))}\n${fence}`;
}
