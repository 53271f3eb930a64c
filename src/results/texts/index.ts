import type { Code, CodeArgs, Message, WindowCode } from '../../contract/codes';
import { course } from './learner/course-texts';
import type { crashes } from './learner/crash-texts';
import type { endings } from './learner/ending-texts';
import type { expectations } from './learner/expectation-texts';
import type { failures } from './learner/failure-texts';
import { folder } from './learner/folder-texts';
import type { hangLocation } from './learner/hang-location-texts';
import type { limits } from './learner/limit-texts';
import type { network } from './learner/network-texts';
import type { notes } from './learner/note-texts';
import { outcomeTexts } from './learner/outcome-texts';
import { buildTexts } from './setup/build-texts';
import { setupTexts } from './setup/doctor-headings';
import type { engine } from './setup/engine-texts';
import { shownText, shownWords } from './shown-texts';
import { type Area, type Text, unknownText } from './words';

export type { Text } from './words';

/** What tests find wrong with a program: `advice-catalogue` has the texts, for what describes failures. */
export type SaidByTests =
  | keyof typeof crashes
  | keyof typeof expectations
  | keyof typeof failures
  | keyof typeof hangLocation
  | keyof typeof network;

/** What only a run meets: its ending, the engine and the image, limits, and notes. `advice-catalogue` has these texts, too. */
export type SaidOfRuns = keyof typeof endings | keyof typeof engine | keyof typeof limits | keyof typeof notes;

/** A text for every code that a window tells by itself. What runs, the doctor and `check` find is loaded apart. */
const messages: Area<Exclude<WindowCode, SaidByTests | SaidOfRuns>> = { ...course, ...folder };

/** Every text that a window shows by itself. It is read at the moment of use, since `replaceTexts` may put another language in. */
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

/** Those that count from the moment on at which their module is loaded. */
const beside: MoreTexts[] = [];

/** From now on these texts are found, too. */
export function findAlsoIn(texts: MoreTexts): void {
  if (!beside.includes(texts)) beside.push(texts);
}

/**
 * The text for a message, of these or of `more`: the one door of every sentence, which escapes what strangers have written. A message
 * whose texts are not loaded is shown as its code. Never throws.
 */
export function textOf(message: Message, more: MoreTexts = {}): Text {
  const texts: readonly MoreTexts[] = [catalogue.messages, ...beside];
  return made(message, texts.find((one) => Object.hasOwn(one, message.code)) ?? more);
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
