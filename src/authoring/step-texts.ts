import type { Message } from '../contract/codes';
import { hintsOf } from '../task/hints';

/** The most words that a hint should have, code included. */
const HINT_WORDS = 160;

type TextCode =
  | 'text-empty'
  | 'readme-no-title'
  | 'readme-only-title'
  | 'hints-none'
  | 'hint-untitled'
  | 'hint-empty'
  | 'hint-long'
  | 'hints-few';

/** A fault in a text of a step, or what could be better about it. */
export interface TextFault {
  /** Makes the message. The caller knows the file. */
  readonly fault: (file: string) => Message<TextCode>;
  /** From 1. */
  readonly line: number;
}

/** A task begins with its title, `# …`. */
export function readmeFault(text: string): TextFault | null {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return { fault: (file) => ({ code: 'text-empty', args: { file } }), line: 1 };
  if (!/^# \S/.test(lines[first] ?? ''))
    return { fault: (file) => ({ code: 'readme-no-title', args: { file } }), line: first + 1 };
  return lines.slice(first + 1).every((line) => line.trim() === '')
    ? { fault: (file) => ({ code: 'readme-only-title', args: { file } }), line: first + 1 }
    : null;
}

/** All faults of the hints. */
export function hintsFaults(text: string): readonly TextFault[] {
  if (text.trim() === '') return [{ fault: (file) => ({ code: 'text-empty', args: { file } }), line: 1 }];
  const hints = hintsOf(text);
  if (hints.length === 0) return [{ fault: (file) => ({ code: 'hints-none', args: { file } }), line: 1 }];
  return hints.flatMap(({ title, text: said, line }): TextFault[] => {
    if (title === '') return [{ fault: (file) => ({ code: 'hint-untitled', args: { file } }), line }];
    const empty = said.replace(/<!--[\s\S]*?-->/g, '').trim() === '';
    return empty ? [{ fault: (file) => ({ code: 'hint-empty', args: { file, title } }), line }] : [];
  });
}

/** What could be better about hints that have no fault. */
export function hintsAdvice(text: string): readonly TextFault[] {
  const hints = hintsOf(text);
  const long = hints.flatMap(({ title, text: said, line }): TextFault[] => {
    const words = said.split(/\s+/).filter((word) => word !== '').length;
    if (words <= HINT_WORDS) return [];
    return [{ fault: (file) => ({ code: 'hint-long', args: { file, title, words, most: HINT_WORDS } }), line }];
  });
  const [only, second] = hints;
  const few: TextFault[] =
    only === undefined || second !== undefined
      ? []
      : [{ fault: (file) => ({ code: 'hints-few', args: { file } }), line: only.line }];
  return [...few, ...long];
}
