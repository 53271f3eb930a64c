import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import session from 'highlight.js/lib/languages/python-repl';
import MarkdownIt from 'markdown-it';

/** Where the links and pictures of a text lead. */
export interface TaskLinks {
  /** Commands that a course may link to, by their ids. */
  readonly commands: readonly string[];
  /** The address of a picture of the course, in the page; null for one that may not be shown. `target` is as it is written. */
  readonly picture: (target: string) => string | null;
}

const LANGUAGES = { python, bash, json, 'python-repl': session };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
hljs.registerAliases(['sh', 'shell', 'console'], { languageName: 'bash' });

/** Opens in a browser. */
const WEB = /^(?:https?|mailto):/i;
const COMMAND = /^command:([a-z.]+)$/i;
const ANY_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Markdown of a course as HTML for the task page. HTML in it is shown as text. A link leads to the web, to a file of the course (with
 * its path in `data-open`, for the page's script), or runs a command of the list; any other is text. A remote picture is its description.
 */
export function taskHtml(markdown: string, links: TaskLinks): string {
  const parser = new MarkdownIt({ html: false, highlight: highlighted });
  parser.validateLink = () => true; // each is looked at below
  const { rules } = parser.renderer;
  const { escapeHtml } = parser.utils;
  rules.link_open = (tokens, index) => openLink(tokens[index]?.attrGet('href') ?? '', links, escapeHtml);
  rules.link_close = () => '</a>';
  const { fence, code_block } = rules;
  if (fence) rules.fence = (...args) => focusable(fence(...args));
  if (code_block) rules.code_block = (...args) => focusable(code_block(...args));
  rules.image = (tokens, index) => {
    const token = tokens[index];
    const address = links.picture(token?.attrGet('src') ?? '');
    const alt = escapeHtml(token?.content ?? '');
    return address === null
      ? `<span class="picture">[${alt}]</span>`
      : `<img src="${escapeHtml(address)}" alt="${alt}">`;
  };
  return parser.render(markdown);
}

/** An `a` without `href` is not a link, neither for the mouse nor for a screen reader. */
function openLink(target: string, { commands }: TaskLinks, asText: (text: string) => string): string {
  const command = COMMAND.exec(target)?.[1];
  const isSafe = WEB.test(target) || target.startsWith('#') || (command !== undefined && commands.includes(command));
  if (isSafe) return `<a href="${asText(target)}">`;
  return ANY_SCHEME.test(target) || target.startsWith('/') ? '<a>' : `<a href="#" data-open="${asText(target)}">`;
}

/** Empty for a language that is not known: the text is then escaped as it is. */
function highlighted(code: string, language: string): string {
  if (hljs.getLanguage(language) === undefined) return '';
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** A block of code may be wider than the page: it is scrolled with the keyboard, too. */
function focusable(block: string): string {
  return block.replace('<pre', '<pre tabindex="0"');
}
