import { escapeLine, escapeText } from '../contract/escape-text';

/*
 * What is kept of data that a stranger has said: fields that are named here, of the kind that they must have, and bounded. A value of
 * another kind becomes the empty one of its kind, so that an editor always gets what it expects.
 */
export type Keep = (value: unknown) => unknown;
type Fields = Readonly<Record<string, unknown>>;

/** More than an editor asks for at once, in a list of variables or of frames. */
const LIST_MOST = 2000;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of one line. */
export function line(most = 2000): Keep {
  return (value) => escapeLine(cut(value, most));
}

export function lines(most = 20_000): Keep {
  return (value) => escapeText(cut(value, most));
}

function cut(value: unknown, most: number): string {
  const text = typeof value === 'string' ? value : '';
  return text.length <= most ? text : `${text.slice(0, most)} …`;
}

/** An expression that the editor may send back to the program, and shows nowhere. */
export const expression: Keep = (value) => (typeof value === 'string' ? value.slice(0, 2000) : '');

export const whole: Keep = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : 0;

export const truth: Keep = (value) => value === true;

export function word(...choices: readonly string[]): Keep {
  return (value) => choices.find((choice) => choice === value);
}

export function many(keep: Keep, most = LIST_MOST): Keep {
  return (value) => (Array.isArray(value) ? value : []).slice(0, most).map((item) => keep(item));
}

/** Left out where it was not said. */
export function optional(keep: Keep): Keep {
  return (value) => (value === undefined || value === null ? undefined : keep(value));
}

export function fields(shape: Readonly<Record<string, Keep>>): (value: unknown) => Fields {
  const names = Object.entries(shape);
  return (value) => {
    const given = isRecord(value) ? value : {};
    const kept = names.map(
      ([name, keep]) => [name, keep(Object.hasOwn(given, name) ? given[name] : undefined)] as const,
    );
    return Object.fromEntries(kept.filter(([, one]) => one !== undefined));
  };
}
