import type { Message } from '../../contract/codes';
import { textOf } from '../texts';
import { programCatalogue } from '../texts/program-catalogue';

/**
 * Puts a terminal right that a program has left in any mode: its own screen (not the other one), a soft reset, a visible cursor, no
 * reports of mouse, focus and pastes, plain letters. It does not move the cursor.
 */
export const TERMINAL_PUT_RIGHT =
  '\x1b[?1047l\x1b[!p\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[?2004l\x1b[0m';

/** What happened, and what to do, each on a line of its own. */
export function programLines(message: Message): readonly string[] {
  const { title, body, advice } = textOf(message, programCatalogue.messages);
  return [title, body, advice].flatMap((text) => text?.split('\n') ?? []);
}
