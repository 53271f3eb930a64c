import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import type Token from 'markdown-it/lib/token.mjs';

export interface Heading {
  /** 1 for `#`, 2 for `##`. */
  readonly level: number;
  /** The text as written, without the marks. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** A link or an image in a Markdown text. */
export interface MarkdownLink {
  /** `../02-ping/README.md#try-it`; null for `[text][label]` with an undefined label. */
  readonly target: string | null;
  /** The text that a person can search for: the target, or `[text][label]`. */
  readonly shown: string;
  /** From 1. */
  readonly line: number;
}

/** The headings of the text itself, without those in lists and quotations. */
export function headingsOf(text: string): readonly Heading[] {
  return headingTokens(parsed(text).tokens).map(({ open, content }) => ({
    level: Number(open.tag.slice(1)),
    text: content.content,
    line: (open.map?.[0] ?? 0) + 1,
  }));
}

/** The targets of a `#` link into this text: the slugs of its headings, as on GitHub and in VS Code, and the ids of its HTML tags. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const { tokens } = parsed(text);
  const slugger = new GithubSlugger();
  const slugs = headingTokens(tokens).map(({ content }) => slugger.slug(plainText(content)));
  const ids = leavesOf(tokens).flatMap(({ token }) => [...htmlOf(token).matchAll(ID)].map(([, , id = '']) => id));
  return new Set([...slugs, ...ids]);
}

/** The links of a text, in the order of their lines. A reference counts once, at its definition; an autolink does not count. */
export function linksIn(text: string): readonly MarkdownLink[] {
  const { tokens, references } = parsed(text);
  const opened: string[] = [];
  const inText = leavesOf(tokens).flatMap((leaf) => {
    if (leaf.token.type === 'link_open') opened.push(leaf.token.attrGet('href') ?? '');
    return linksOfLeaf(leaf, leaf.token.type === 'link_close' ? (opened.pop() ?? '') : '');
  });
  return [...inText, ...definitionsIn(text, tokens, references)].sort((a, b) => a.line - b.line);
}

/** A token that the block parser or the inline parser made. */
interface Leaf {
  readonly token: Token;
  /** From 1. */
  readonly line: number;
  /** The source of the inline tokens, and the token's offset in it; null for a block and for plain text. */
  readonly source: string;
  readonly offset: number | null;
}

type LinkReferences = Readonly<Record<string, { readonly href: string } | undefined>>;

const ID = /<[a-z][^>]*\s(?:id|name)\s*=\s*(["'])(.*?)\1/gi;
const HTML_LINK = /<(?:a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const DEFINITION = /^[\s>]*\[([^\]\n^][^\]\n]*)\]:/;
const FULL_REFERENCE = /\[[^[\]\n]+\]\[[^[\]\n]*\]/y;
const UNDEFINED = 'undefined_reference';

/** markdown-it, which also notes the offset of every inline token in its `meta`, and marks references without a definition. */
const PARSER = locatingParser();

function locatingParser(): MarkdownIt {
  const parser = new MarkdownIt({ html: true });
  // The check shows targets as they are written, and looks at all of them.
  parser.normalizeLink = (target) => target;
  parser.validateLink = () => true;
  parser.inline.State = class extends parser.inline.State {
    override push(...args: Parameters<StateInline['push']>): Token {
      const token = super.push(...args);
      token.meta = this.pos;
      return token;
    }
  };
  parser.inline.ruler.after('image', UNDEFINED, markUndefined);
  return parser;
}

/** Runs where `[` did not begin a link. Adds a token, and leaves the text to the other rules. */
function markUndefined(state: StateInline, silent: boolean): boolean {
  FULL_REFERENCE.lastIndex = state.pos;
  if (silent || state.src[state.pos - 1] === ']') return false;
  const [written] = FULL_REFERENCE.exec(state.src) ?? [];
  if (written !== undefined) state.push(UNDEFINED, '', 0).content = written;
  return false;
}

function parsed(text: string): { readonly tokens: readonly Token[]; readonly references: LinkReferences } {
  const env: { references?: LinkReferences } = {};
  const tokens = PARSER.parse(text, env);
  return { tokens, references: env.references ?? {} };
}

function headingTokens(tokens: readonly Token[]): readonly { readonly open: Token; readonly content: Token }[] {
  return tokens.flatMap((open, index) => {
    const content = tokens[index + 1];
    return open.type === 'heading_open' && open.level === 0 && content !== undefined ? [{ open, content }] : [];
  });
}

function plainText({ children }: Token): string {
  const shown = (children ?? []).filter(({ type }) => type !== 'html_inline' && type !== UNDEFINED);
  return shown.map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join('');
}

function leavesOf(tokens: readonly Token[]): readonly Leaf[] {
  let above = 0;
  return tokens.flatMap((token): readonly Leaf[] => {
    // The cells of a table have no lines of their own; those of their row stand before them.
    above = token.map?.[0] ?? above;
    const first = above + 1;
    if (token.type !== 'inline') return [{ token, line: first, source: '', offset: null }];
    return (token.children ?? []).map((child) => {
      const offset: unknown = child.meta;
      const source = token.content;
      if (typeof offset !== 'number') return { token: child, line: first, source, offset: null };
      return { token: child, line: first + newlines(source.slice(0, offset)), source, offset };
    });
  });
}

/** @param opened the target of the link that a `link_close` ends. */
function linksOfLeaf({ token, line, source, offset }: Leaf, opened: string): readonly MarkdownLink[] {
  switch (token.type) {
    case 'link_close':
      return offset !== null && isInline(source, offset) && token.markup !== 'autolink' ? [linkTo(opened, line)] : [];
    case 'image': {
      const labelEnd = (offset ?? 0) + '!['.length + token.content.length;
      return isInline(source, labelEnd) ? [linkTo(token.attrGet('src') ?? '', line)] : [];
    }
    case UNDEFINED:
      return [{ target: null, shown: token.content, line }];
    default:
      return htmlLinks(htmlOf(token), line);
  }
}

/** `[text](target)`, not `[text][label]`. */
function isInline(source: string, labelEnd: number): boolean {
  return source.startsWith('](', labelEnd);
}

function htmlLinks(html: string, line: number): readonly MarkdownLink[] {
  return [...html.matchAll(HTML_LINK)].map(({ 1: double, 2: single = '', index }) =>
    linkTo(double ?? single, line + newlines(html.slice(0, index))),
  );
}

/** Empty for a token that is not HTML. Comments become blanks. */
function htmlOf({ type, content }: Token): string {
  if (type !== 'html_block' && type !== 'html_inline') return '';
  return content.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** `[label]: target`. The parser keeps no lines for these, so they are searched for outside of code. */
function definitionsIn(text: string, tokens: readonly Token[], references: LinkReferences): readonly MarkdownLink[] {
  const left = new Map(Object.entries(references));
  const raw = tokens.filter(({ type }) => type === 'fence' || type === 'code_block' || type === 'html_block');
  const isRaw = (index: number) => raw.some(({ map }) => map !== null && map[0] <= index && index < map[1]);
  return text.split(/\r?\n/).flatMap((written, index) => {
    const label = DEFINITION.exec(written)?.[1];
    const key = label === undefined || isRaw(index) ? '' : PARSER.utils.normalizeReference(label);
    const found = left.get(key);
    left.delete(key);
    return found === undefined ? [] : [linkTo(found.href, index + 1)];
  });
}

function linkTo(target: string, line: number): MarkdownLink {
  return { target, shown: target, line };
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
