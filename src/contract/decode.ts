import type { Message, MessageValue } from './codes';
import { FAILURE_ARGS, type SaidCode } from './codes/failure-codes';

/**
 * Decoders for data from outside. A decoder takes any value and returns the typed one, or throws a `DecodeError` that says
 * where the value is wrong. Unknown fields are dropped, so that a newer image can add fields.
 */
export type Decoder<T> = (value: unknown, path: string) => T;

export class DecodeError extends Error {
  constructor(
    readonly path: string,
    readonly wanted: string,
  ) {
    super(`${path === '' ? 'the value' : path} is not ${wanted}`);
    this.name = 'DecodeError';
  }
}

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== 'string') throw new DecodeError(path, 'a string');
  return value;
};

export const number: Decoder<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DecodeError(path, 'a number');
  return value;
};

export const count: Decoder<number> = (value, path) => {
  const decoded = number(value, path);
  if (!Number.isSafeInteger(decoded) || decoded < 0) throw new DecodeError(path, 'a whole number from 0');
  return decoded;
};

export const flag: Decoder<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new DecodeError(path, 'true or false');
  return value;
};

export function nullable<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null ? null : decoder(value, path));
}

/**
 * One of the words of a union. The type comes from the place where the decoder is used and never from `choices`: a table with a word
 * too few does not compile.
 */
export function oneOf<T extends string = never>(choices: Readonly<Record<NoInfer<T>, true>>): Decoder<T> {
  const isChoice = (value: unknown): value is T => typeof value === 'string' && Object.hasOwn(choices, value);
  return (value, path) => {
    if (!isChoice(value)) throw new DecodeError(path, `one of ${Object.keys(choices).join(', ')}`);
    return value;
  };
}

export function list<T>(decoder: Decoder<T>): Decoder<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new DecodeError(path, 'a list');
    return value.map((item, index) => decoder(item, `${path}[${index}]`));
  };
}

export function record<T>(decoder: Decoder<T>): Decoder<Readonly<Record<string, T>>> {
  return (value, path) => {
    const entries = Object.entries(fieldsOf(value, path));
    return Object.fromEntries(entries.map(([key, item]) => [key, decoder(item, join(path, key))]));
  };
}

export function object<T extends object>(fields: { readonly [K in keyof T]: Decoder<T[K]> }): Decoder<T> {
  return (value, path) => {
    const found = fieldsOf(value, path);
    const names = Object.keys(fields) as (keyof T & string)[];
    return Object.fromEntries(names.map((name) => [name, fields[name](found[name], join(path, name))])) as T;
  };
}

function fieldsOf(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DecodeError(path, 'an object');
  return value as Record<string, unknown>;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The system's name of an error (`ENOENT`, `ECONNREFUSED`); null when it has none. */
export function systemCode(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Bytes as text; null when they are not UTF-8. A byte order mark is dropped. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The one door through which codes of a sandbox come in. An unknown code keeps its name and its args as text; a known one has every arg,
 * null where it was missing. Never throws.
 */
export function decodeSaid(code: string, args: Readonly<Record<string, MessageValue>>): Message<SaidCode> {
  if (!isSaid(code)) return { code: 'unknown-code', args: { code: code || null, said: linesOf(args) || null } };
  const read = Object.entries(FAILURE_ARGS[code]).map(([name, reader]) => [name, reader(args[name])]);
  // The readers of the table are what the types of the args are made from.
  return { code, args: Object.fromEntries(read) } as Message<SaidCode>;
}

function isSaid(code: string): code is SaidCode {
  return Object.hasOwn(FAILURE_ARGS, code);
}

/** Each arg on a line of its own, `name: value`. */
function linesOf(args: Readonly<Record<string, MessageValue>>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n');
}
