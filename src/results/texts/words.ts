import type { Code, CodeArgs, MessageValue } from '../../contract/codes';
import type { SizedFile, WantedForm, WrongForm } from '../../contract/codes/args';

/** What a person reads: what happened, more about it, and what to do. */
export interface Text {
  readonly title: string;
  readonly body?: string;
  readonly advice?: string;
}

/** Advice on a program that did not end. */
export const ENDLESS = 'Look for a loop that never stops, or for a call that waits for something that never comes.';

/** Advice on a run that did not get the processor. */
export const WHEN_BUSY = 'Close other programs and run the tests again.';

/** In `took` seconds; `computed` is null when it is not known. */
export function machineBusy(took: number, computed: number | null): string {
  const got = computed === null ? 'hardly got the processor' : `got the processor for ${computed} s`;
  return `The machine was busy: in ${took} s your program ${got}.`;
}

/** The texts of one area: a sentence for each of its codes. */
export type Area<K extends Code> = { readonly [C in K]: (args: CodeArgs[C]) => Text };

/** The text for a code without words: better odd than silent. `said` may be empty. */
export function unknownText(code: string, said: string): Text {
  return {
    title: `Something happened that CodeAlong has no words for: ${code}.`,
    ...(said === '' ? {} : { body: said }),
    advice: 'Please report this text.',
  };
}

/** Advice on some codes, in place of that of their texts; undefined keeps the text's own. */
export type AdviceOn = { readonly [C in Code]?: (args: CodeArgs[C]) => string | undefined };

/** The value as text; `fallback` when it is missing, null or empty. */
export function given(value: MessageValue | undefined, fallback = '?'): string {
  return value === undefined || value === null || value === '' ? fallback : String(value);
}

/** Words by names that come from outside. It has its own entries only: `constructor` is not found in it. */
export function table<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), entries);
}

/** `1 second`, `0.5 seconds`, `1,024 bytes`. */
export function plural(amount: number, unit: string, units = `${unit}s`): string {
  const shown = amount.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return `${shown} ${amount === 1 ? unit : units}`;
}

/** In words; `fallback` when the amount is not known. */
export function seconds(amount: number | null, fallback = 'some time'): string {
  return amount === null ? fallback : plural(amount, 'second');
}

export function bytes(amount: number | null): string {
  if (amount === null) return 'too many bytes';
  if (amount < 1024) return plural(amount, 'byte');
  if (amount < 1024 * 1024) return `${round(amount / 1024)} KB`;
  return `${round(amount / (1024 * 1024))} MB`;
}

/** `a.bin (5.2 MB), b.csv (12 KB)`. */
export function sizes(files: readonly SizedFile[]): string {
  return files.map((file) => `${file.name} (${bytes(file.bytes)})`).join(', ');
}

const FORMS: Readonly<Record<Exclude<WantedForm, readonly string[]>, string>> = {
  text: 'a string',
  number: 'a number',
  count: 'a whole number from 0',
  flag: 'true or false',
  list: 'a list',
  object: 'an object',
  json: 'JSON',
  event: 'an event we know',
  connection: 'a connection that stays open',
};

/** `tests[0].name is not a string` */
export function wrongForm({ place, wanted }: WrongForm): string {
  const form = typeof wanted === 'string' ? FORMS[wanted] : `one of ${wanted.join(', ')}`;
  return `${place === '' ? 'the value' : place} is not ${form}`;
}

function round(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** `a NameError`, `an OSError`. */
export function withArticle(noun: string): string {
  // Of the names that begin with U: an UnboundLocalError, but a UnicodeError and a URLError.
  return `${/^(?:[aeio]|un(?!i))/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `port 6379`; `its port` when it is not known. */
export function port(value: number | null): string {
  return value === null ? 'its port' : `port ${value}`;
}

const SIGNALS = table<string>({
  1: 'hang-up',
  2: 'interrupt',
  3: 'quit',
  4: 'illegal instruction',
  6: 'aborted',
  7: 'bus error',
  8: 'arithmetic error',
  9: 'killed',
  11: 'segmentation fault',
  13: 'broken pipe',
  14: 'alarm',
  15: 'terminated',
  24: 'CPU time used up',
  25: 'file too large',
  31: 'forbidden system call',
});

/** Signals that a program brings upon itself, as a rule. */
const CRASHES = [4, 6, 7, 8, 11, 31];
/** Signals whose names say what was done to it. */
const DONE_TO_IT = [9, 15];

/** How a program ended, to follow "Your program": `exited with code 1`, `crashed: segmentation fault (signal 11)`, `was killed (signal 9)`. */
export function ended({ signal, exit_code: code }: CodeArgs['program-ended']): string {
  if (signal === null) return code === null ? 'ended' : `exited with code ${code}`;
  const name = SIGNALS[signal];
  const shown = name === undefined ? `signal ${signal}` : `${name} (signal ${signal})`;
  if (DONE_TO_IT.includes(signal)) return `was ${shown}`;
  return CRASHES.includes(signal) ? `crashed: ${shown}` : `was ended by a signal: ${shown}`;
}

/** The first line of a text, at most 300 characters. */
export function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}

/** A sentence that ends in a full stop, unless it already ends in a mark of its own. */
export function sentence(text: string): string {
  return /[.!?:…]$/.test(text) ? text : `${text}.`;
}
