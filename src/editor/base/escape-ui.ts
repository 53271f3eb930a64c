import { escapeLine, escapeText } from '../../contract/escape-text';

/** A name, a call or a line of code within a sentence. */
const CODE = /`([^`\n]+)`/g;

/**
 * For messages and progress of the editor, which make a link of `[label](command:…)` in any text and would run it: titles of courses and
 * names of files come from strangers. They have no letters for code, so that it stands between quotation marks.
 */
export function plainMessage(text: string): string {
  return escapeText(text).replace(CODE, '"$1"').replaceAll('](', '] (');
}

/** For labels, which have one line and in which the editor shows `$(name)` as an icon: a course's title must not look like a state. */
export function plainLabel(text: string): string {
  return escapeLine(text).replaceAll('$(', '\\$(');
}
