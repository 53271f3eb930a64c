import type { Code, CodeArgs } from '../../contract/codes';
import { escapeLine, escapeText, escapeWithin } from '../../contract/escape-text';
import type { Text } from './words';

/**
 * Args that may have several lines: source, tracebacks, and what an engine, a build or the system said. Every other arg is held to one
 * line: names of files, titles and keys of a course come from strangers.
 */
const LINES = new Set(['message', 'source', 'advice', 'others', 'said', 'line', 'last', 'reason']);
/** Codes whose `why` is what a process said. That of others may be a course's own reason. */
const PROCESSES = new Set<Code>(['container-lost']);

/** Whether this arg may have several lines. */
export function hasLines(code: Code, arg: string): boolean {
  return LINES.has(arg) || (arg === 'why' && PROCESSES.has(code));
}

/** The sentence of a code, where nothing in its args can reach a terminal or an editor but as text, nor begin a line of its own. */
export function shownText<K extends Code>(code: K, args: CodeArgs[K], make: (args: CodeArgs[K]) => Text): Text {
  const pairs = Object.entries(args).map(([name, value]) => [
    escapeLine(name),
    escapeWithin<unknown>(value, hasLines(code, name) ? escapeText : escapeLine),
  ]);
  // A sentence may cut an arg, and cut a character in two.
  return escapeWithin(make(Object.fromEntries(pairs)), escapeText);
}

/** A text, a way to make one, or several by their names. */
export type Words = string | ((...args: never[]) => string) | { readonly [name: string]: Words };

/** Words beside the messages, each as `shownText` makes it. What they are filled in with has one line. */
export function shownWords<T extends { readonly [N in keyof T]: Words }>(words: T): T {
  return Object.fromEntries(Object.entries<Words>(words).map(([name, word]) => [name, shownWord(word)])) as T;
}

function shownWord(word: Words): Words {
  if (typeof word === 'string') return word;
  if (typeof word === 'object') return shownWords(word);
  return (...args: never[]) => escapeText(word(...args.map((arg) => escapeWithin(arg, escapeLine))));
}
