/**
 * Characters that a terminal or an editor would act on instead of showing: control characters (escape sequences begin with one),
 * marks that change the direction of text, invisible separators, tags, and halves of surrogate pairs.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** A name, a call or a line of code within a sentence of ours stands between backticks. */
export const CODE = /`([^`\n]+)`/g;

/** Makes text from a stranger safe to show: `\x1b[31m` instead of red. Keeps line feeds and tabs. Idempotent. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, visible);
}

/** The same for a text that has one line: a line feed in it is `\n`, so that it cannot pretend to be a line of ours. Idempotent. */
export function escapeLine(text: string): string {
  return escapeText(text).replaceAll('\n', '\\n');
}

function visible(character: string): string {
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
  return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`;
}

/** Every text in a value of plain data, names of fields too, after `safe`. */
export function escapeWithin<T>(value: T, safe: (text: string) => string): T {
  return escaped(value, safe) as T;
}

function escaped(value: unknown, safe: (text: string) => string): unknown {
  if (typeof value === 'string') return safe(value);
  if (Array.isArray(value)) return value.map((item) => escaped(item, safe));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [safe(name), escaped(item, safe)]));
}

/** A value as JSON for a program that reads our output, and for the terminal that may show it. No text in it is unsafe. */
export function shownJson(value: unknown): string {
  return JSON.stringify(escapeWithin(value, escapeText), null, 2);
}

/** Text as HTML, also in an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
