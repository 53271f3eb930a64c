/*
 * The Debug Adapter Protocol, as far as it is spoken here. What comes from a program's debugger is the program's word, and is read with
 * `kept.ts`; what comes from the editor is believed.
 */

export interface DapRequest {
  readonly seq: number;
  readonly type: 'request';
  readonly command: string;
  readonly arguments?: Readonly<Record<string, unknown>> | undefined;
}

export interface Response {
  readonly seq: number;
  readonly type: 'response';
  readonly request_seq: number;
  readonly success: boolean;
  readonly command: string;
  readonly message?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Event {
  readonly seq: number;
  readonly type: 'event';
  readonly event: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What the editor is told. */
export type ToEditor = Response | Event;

/** A message without its number, which whoever sends it gives. */
export type Unnumbered<T> = T extends unknown ? Omit<T, 'seq'> : never;

/** @returns a message in the form in which it travels */
export function encodeMessage(message: DapRequest): Uint8Array {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'ascii'), body]);
}

/** What a program's debugger has no right to say. Its session ends. */
export class BadTalk extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'BadTalk';
  }
}

/** Bytes of the longest message, and of the longest head of one. */
const MESSAGE_BYTES = 1024 * 1024;
const HEAD_BYTES = 200;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Takes a stream of bytes apart. Nothing that it returns is checked yet. Each byte is copied a few times at most: a megabyte that comes in
 * pieces of one byte would otherwise be copied a million times.
 */
export class MessageReader {
  #room: Buffer = Buffer.alloc(0);
  #length = 0;

  /** @throws BadTalk */
  push(bytes: Uint8Array): readonly unknown[] {
    this.#keep(bytes);
    const found: unknown[] = [];
    let at = 0;
    for (;;) {
      const begun = this.#room.subarray(at, this.#length);
      const end = begun.subarray(0, HEAD_BYTES).indexOf(HEAD_END);
      if (end < 0 && begun.length >= HEAD_BYTES) throw new BadTalk('head');
      const from = end + HEAD_END.length;
      const whole = end < 0 ? Infinity : from + lengthIn(begun.toString('latin1', 0, end));
      if (begun.length < whole) break;
      found.push(parsed(begun.toString('utf8', from, whole)));
      at += whole;
    }
    this.#forget(at);
    return found;
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#room.length) {
      const wider = Buffer.alloc(Math.max(2 * length, 1024));
      wider.set(this.#room.subarray(0, this.#length));
      this.#room = wider;
    }
    this.#room.set(bytes, this.#length);
    this.#length = length;
  }

  #forget(bytes: number): void {
    if (bytes === 0) return;
    this.#room = Buffer.from(this.#room.subarray(bytes, this.#length));
    this.#length -= bytes;
  }
}

function lengthIn(head: string): number {
  const digits = /^Content-Length: ?(\d{1,8})$/i.exec(head)?.[1];
  if (digits === undefined || Number(digits) > MESSAGE_BYTES) throw new BadTalk('length');
  return Number(digits);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadTalk('json');
  }
}
