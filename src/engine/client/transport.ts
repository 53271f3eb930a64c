import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { CodedError } from '../../contract/codes';
import { callFailure, connectionLost } from './failures';

/**
 * The layer under dockerode's calls. They would not do here, because most of them collect an answer before they hand it on:
 * - When an answer breaks off in its middle, they never settle. Ours ends as `engine-lost`, at once.
 * - They take an answer of any size; ours is at most `MAX_BODY_BYTES`.
 * - `wait` does not say when the engine has taken the request, and `createContainer` drops the engine's warnings.
 * - `attach` sends a body, which can reach the program
 *   (docs/engine-traps.md, "Request options can reach the program's stdin").
 */
export interface Modem {
  dial(options: DialOptions, callback: (error: Error | null, result: unknown) => void): void;
}

interface DialOptions {
  readonly path: string;
  readonly method: string;
  readonly headers?: Record<string, string>;
  readonly options: { readonly _query: object; readonly _body: object };
  readonly file?: Readable | Buffer;
  readonly hijack?: boolean;
  readonly isStream: true;
  readonly statusCodes: Record<number, true>;
  readonly abortSignal: AbortSignal;
}

export interface Request {
  /** The call's name in errors. */
  readonly call: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: object;
  readonly body?: object;
  /** The request's body in place of `body`. */
  readonly file?: Readable | Buffer;
  readonly headers?: Record<string, string>;
  readonly hijack?: boolean;
}

const GOOD = Object.fromEntries([200, 201, 204, 304].map((status) => [status, true as const]));
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Sends a request; resolves when its answer begins, to the answer's stream or to the socket of a hijacked connection.
 */
export function send(modem: Modem, request: Request, signal: AbortSignal): Promise<unknown> {
  const { call, method, path, query = {}, body = {} } = request;
  // Without `_query` and `_body`, docker-modem sends everything as both: a seccomp profile in the URL, attach options on stdin.
  const options: DialOptions = {
    path: `${path}?`,
    method,
    options: { _query: query, _body: body },
    isStream: true,
    statusCodes: GOOD,
    abortSignal: signal,
    ...(request.headers === undefined ? {} : { headers: { ...request.headers } }),
    ...(request.file === undefined ? {} : { file: request.file }),
    ...(request.hijack === undefined ? {} : { hijack: request.hijack }),
  };
  return new Promise((resolve, reject) => {
    modem.dial(options, (error, result) => (error ? reject(callFailure(call, error)) : resolve(result)));
  });
}

/** Sends a request and reads its answer as JSON; null when the answer is empty or is not JSON. */
export async function ask(modem: Modem, request: Request, signal: AbortSignal): Promise<unknown> {
  return readJsonBody((await send(modem, request, signal)) as IncomingMessage, request.call, signal);
}

/** An answer with its headers, in lower case. */
export interface WholeAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request and reads its whole answer as text. */
export async function askWhole(modem: Modem, request: Request, signal: AbortSignal): Promise<WholeAnswer> {
  const answer = (await send(modem, request, signal)) as IncomingMessage;
  return { headers: answer.headers, text: await readTextBody(answer, request.call, signal) };
}

/** What an engine calls itself, by its answer to a ping. Every engine says `OK` to a ping. Another server at its address says something else, or nothing. */
export function serverOf({ headers, text }: WholeAnswer): string {
  if (text.trim() === 'OK') return String(headers.server ?? '');
  throw new CodedError('engine-call-failed', { call: 'ping', status: 200, reason: { place: '', wanted: ['OK'] } });
}

/** The rest of an answer as JSON; null when it is empty or is not JSON. */
export async function readJsonBody(answer: IncomingMessage, call: string, signal: AbortSignal): Promise<unknown> {
  return parseJson(await readTextBody(answer, call, signal));
}

async function readTextBody(answer: IncomingMessage, call: string, signal: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  await readBody(answer, call, signal, (part) => {
    length += part.length;
    if (length > MAX_BODY_BYTES) throw new CodedError('engine-bad-stream', { reason: 'too-large' });
    parts.push(part);
  });
  return Buffer.concat(parts).toString('utf8');
}

/** Hands on an answer as it arrives; ends with it, or when the signal aborts. @throws CodedError `engine-lost` when it is cut off. */
export async function readBody(
  answer: IncomingMessage,
  call: string,
  signal: AbortSignal,
  take: (part: Buffer) => void,
): Promise<void> {
  const destroy = () => answer.destroy();
  signal.addEventListener('abort', destroy, { once: true });
  try {
    if (signal.aborted) destroy();
    await consume(answer, call, take);
  } finally {
    signal.removeEventListener('abort', destroy);
    if (!answer.complete) destroy();
  }
}

async function consume(answer: IncomingMessage, call: string, take: (part: Buffer) => void): Promise<void> {
  try {
    for await (const part of answer) take(part as Buffer);
  } catch (error) {
    throw error instanceof CodedError ? error : connectionLost(call, error);
  }
  if (!answer.complete) throw connectionLost(call, null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
