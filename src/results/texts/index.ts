import type { Message } from '../../contract/codes';
import { course } from './course';
import { crashes } from './crashes';
import { endings } from './endings';
import { engine } from './engine';
import { failures } from './failures';
import { limits } from './limits';
import { network } from './network';
import { notes } from './notes';
import { standing } from './standing';
import type { Area, Maker, Text } from './words';

export type { Text } from './words';

/** Later areas win where a code stands in two: a failure `output-limit` and the headline have one text. */
const AREAS: readonly Area[] = [crashes, standing, failures, network, notes, course, engine, limits, endings];
const ALL: ReadonlyMap<string, Maker> = new Map(AREAS.flatMap((area) => Object.entries(area)));

/** Every code that has a text here. What only the doctor (./doctor) and `check` (./authoring) find is not for the bundle that a window begins with. */
export const knownCodes: readonly string[] = [...ALL.keys()];

/** The text for a code, of these or of `more`. An unknown one is shown as it is: better odd than silent. Never throws. */
export function textOf(message: Message, more: Area = {}): Text {
  const make = ALL.get(message.code) ?? (Object.hasOwn(more, message.code) ? more[message.code] : undefined);
  return make === undefined ? fallback(message) : make(message.args);
}

function fallback({ code, args }: Message): Text {
  const details = Object.entries(args).map(([name, value]) => `${name}: ${String(value)}`);
  return {
    title: `Something happened that CodeAlong has no words for: ${code}.`,
    ...(details.length === 0 ? {} : { body: details.join('\n') }),
    advice: 'Please report this text.',
  };
}

/** Title and body in one text; the advice stands apart. */
export function fullText(message: Message, more: Area = {}): string {
  const { title, body } = textOf(message, more);
  return body === undefined ? title : `${title}\n${body}`;
}
