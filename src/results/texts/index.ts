import type { Code, CodeArgs, Message, WindowCode } from '../../contract/codes';
import { course } from './learner/course-texts';
import { crashes } from './learner/crash-texts';
import { endings, unknownText } from './learner/ending-texts';
import { expectations } from './learner/expectation-texts';
import { failures } from './learner/failure-texts';
import { folder } from './learner/folder-texts';
import { hangLocation } from './learner/hang-location-texts';
import { limits } from './learner/limit-texts';
import { network } from './learner/network-texts';
import { notes } from './learner/note-texts';
import { outcomeTexts } from './learner/outcome-texts';
import { buildTexts } from './setup/build-texts';
import { setupTexts } from './setup/doctor-headings';
import { engine } from './setup/engine-texts';
import { shownText, shownWords } from './shown-texts';
import type { Area, Text } from './words';

export type { Text } from './words';

/** A text for every code of a window. What only the doctor and `check` find is loaded apart. */
const messages: Area<WindowCode> = {
  ...crashes,
  ...hangLocation,
  ...failures,
  ...expectations,
  ...network,
  ...notes,
  ...course,
  ...folder,
  ...engine,
  ...limits,
  ...endings,
};

/** Every text that a window shows. It is read at the moment of use, since `replaceTexts` may put another language in. */
export const catalogue = {
  messages,
  outcomes: shownWords(outcomeTexts),
  building: shownWords(buildTexts),
  setup: shownWords(setupTexts),
};

/**
 * Puts the texts of another language in a catalogue: this one, or one that is loaded apart. Each bundle (window, core, command line) has
 * catalogues of its own. @returns what puts the present texts back
 */
export function replaceTexts<T extends object>(texts: T, other: T): () => void {
  const present = { ...texts };
  Object.assign(texts, other);
  return () => {
    Object.assign(texts, present);
  };
}

/** Texts that are loaded beside those of a window. */
export type MoreTexts = Partial<Area<Code>>;

/**
 * The text for a message, of these or of `more`: the one door of every sentence, which escapes what strangers have written. A message
 * whose texts are not loaded is shown as its code. Never throws.
 */
export function textOf(message: Message, more: MoreTexts = {}): Text {
  return isOfWindow(message) ? made(message, catalogue.messages) : made(message, more);
}

function isOfWindow(message: Message): message is Message<WindowCode> {
  return Object.hasOwn(catalogue.messages, message.code);
}

function made<K extends Code>(
  { code, args }: Message<K>,
  texts: { readonly [C in K]?: (args: CodeArgs[C]) => Text },
): Text {
  const make = texts[code];
  return make === undefined ? unknownText(code, '') : shownText(code, args, make);
}

/** Title and body in one text; the advice stands apart. */
export function fullText(message: Message, more: MoreTexts = {}): string {
  const { title, body } = textOf(message, more);
  return body === undefined ? title : `${title}\n${body}`;
}
