import { withoutCode } from './markdown-code';

/** A link or an image in a Markdown text. */
export interface Link {
  /** As it is written: `../02-ping/README.md#try-it`; null for `[text][label]` whose label is not defined. */
  readonly target: string | null;
  /** What a person finds it by: the target, or `[text][label]`. */
  readonly shown: string;
  /** From 1. */
  readonly line: number;
}

const TARGET = String.raw`(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))`;
const TITLE = String.raw`(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?`;
/** `](target "title")`; what stands before it is looked at by itself, since it may hold an image. */
const INLINE = new RegExp(String.raw`(?<!\\)\]\(\s*${TARGET}${TITLE}\s*\)`, 'g');
const DEFINITION = /^ {0,3}\[([^\]\n^][^\]\n]*)\]:\s*(?:<([^<>\n]*)>|(\S+))/gm;
const REFERENCE = /(?<![\\\]])\[([^[\]\n]+)\]\[([^[\]\n]*)\]/g;
const TAG = /<(?:a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/** Every link outside of code, in the order of the text; one that is defined apart stands where it is defined. */
export function linksIn(text: string): readonly Link[] {
  const seen = withoutCode(text);
  const lineAt = (offset: number) => seen.slice(0, offset).split('\n').length;
  const link = (at: number, target: string, shown = target): Link => ({ target, shown, line: lineAt(at) });
  const inline = [...seen.matchAll(INLINE)]
    .filter(({ index }) => isOpened(seen, index))
    .map(({ 0: whole, 1: pointed, 2: plain = '', index }) => link(index + whole.search(/\S/), pointed ?? plain));
  const definitions = [...seen.matchAll(DEFINITION)];
  const defined = definitions.map(({ 2: pointed, 3: plain = '', index }) => link(index, pointed ?? plain));
  const tags = [...seen.matchAll(TAG)].map(({ 1: double, 2: single = '', index }) => link(index, double ?? single));
  const labels = new Set(definitions.map(([, label = '']) => folded(label)));
  const lost = [...seen.matchAll(REFERENCE)]
    .filter(([, words = '', label = '']) => !labels.has(folded(label === '' ? words : label)))
    .map(({ 0: whole, index }) => ({ target: null, shown: whole, line: lineAt(index) }));
  return [...inline, ...defined, ...tags, ...lost].sort((a, b) => a.line - b.line);
}

/** Whether a `[` stands before, in the same paragraph. */
function isOpened(text: string, at: number): boolean {
  const start = text.lastIndexOf('[', at - 1);
  return start >= 0 && !/\n\s*\n/.test(text.slice(start, at));
}

function folded(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}
