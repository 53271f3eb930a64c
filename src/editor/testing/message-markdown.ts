import type { MarkdownString } from 'vscode';
import { escapeText } from '../../contract/escape-text';
import type { Api } from '../base/api';
import { type Link, linkTo, sentenceMarkdown } from './command-link';

/**
 * A message that wraps in every width, with code in the letters of code. Only that is Markdown: everything else is shown literally, and
 * nothing in it is trusted. A line that begins with a space is a line of code or a value and stays as it is. The links stand below.
 */
export function messageMarkdown(api: Api, text: string, links: readonly Link[] = []): MarkdownString {
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
  const markdown = new api.MarkdownString([...blocks, ...links.map(linkTo)].join('\n\n'));
  if (links.length > 0) markdown.isTrusted = { enabledCommands: links.map(({ command }) => command) };
  return markdown;
}

/** Between fences that are longer than any of its own. */
function fenced(lines: readonly string[]): string {
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  const text = lines.map((line) => line.slice(indent)).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
