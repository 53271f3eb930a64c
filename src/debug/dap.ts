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

/** Takes a stream of bytes apart. Nothing that it returns is checked yet. */
export class MessageReader {
  #buffer = Buffer.alloc(0);

  /** @throws BadTalk */
  push(bytes: Uint8Array): readonly unknown[] {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    const found: unknown[] = [];
    for (;;) {
      const end = this.#buffer.subarray(0, HEAD_BYTES).indexOf(HEAD_END);
      if (end < 0 && this.#buffer.length >= HEAD_BYTES) throw new BadTalk('head');
      if (end < 0) return found;
      const length = lengthIn(this.#buffer.toString('latin1', 0, end));
      const from = end + HEAD_END.length;
      if (this.#buffer.length < from + length) return found;
      found.push(parsed(this.#buffer.toString('utf8', from, from + length)));
      this.#buffer = this.#buffer.subarray(from + length);
    }
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
