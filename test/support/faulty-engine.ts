import { createServer, type IncomingMessage, request as requestOf, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo, type EngineAddress, engineOfThisMachine } from './engine-proxy';
import { type StreamFault, spoil } from './faulty-stream';

/** The calls that the core makes, by their requests. */
const CALLS = {
  ping: /^GET \/_ping$/,
  version: /^GET \/version$/,
  info: /^GET \/info$/,
  inspectImage: /^GET \/images\/.+\/json$/,
  build: /^POST \/build$/,
  create: /^POST \/containers\/create$/,
  attach: /^POST \/containers\/\w+\/attach$/,
  wait: /^POST \/containers\/\w+\/wait$/,
  start: /^POST \/containers\/\w+\/start$/,
  execCreate: /^POST \/containers\/\w+\/exec$/,
  update: /^POST \/containers\/\w+\/update$/,
  execStart: /^POST \/exec\/\w+\/start$/,
  inspect: /^GET \/containers\/\w+\/json$/,
  remove: /^DELETE \/containers\/\w+$/,
  list: /^GET \/containers\/json$/,
} as const;
export type Call = keyof typeof CALLS;

/**
 * What goes wrong with a call. The engine still performs the call, except for a refusal (a status) and `mute`.
 * `late`: the engine begins late, and not at all when the caller has gone by then. `slow`: the answer is late. `hang`: it never comes. `mute`: the engine is not even called. `cut`: the answer breaks off in the middle.
 * `huge`: it never ends. `reset`: the connection breaks instead. A reason: the engine refuses with status 500 and these words.
 */
export type Fault =
  | 'late'
  | 'slow'
  | 'hang'
  | 'mute'
  | 'cut'
  | 'huge'
  | 'reset'
  | 404
  | 409
  | 500
  | Reason
  | StreamFault;

export interface Reason {
  readonly reason: string;
}

/** Larger than any answer that is read. */
const HUGE_BYTES = 40 * 1024 * 1024;
const HALF = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"Id":"';

/** A second address of this machine's engine, where calls go wrong. The engine itself is not touched. The opener closes it. */
export class FaultyEngine {
  /** Milliseconds by which an answer or a beginning is late. */
  slowMs = 300;
  /** How often each call was made. */
  readonly asked = new Map<Call, number>();
  /** Decides which call goes wrong, and how; null for a call that works. @param time from 1 */
  fault: (call: Call, time: number) => Fault | null = () => null;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly engine: EngineAddress) {
    this.#server = createServer((request, response) => void this.#forward(request, response));
    this.#server.on('upgrade', (request: IncomingMessage, client: Socket, head: Buffer) => {
      void this.#join(request, client, head);
    });
    this.#server.on('connection', (socket: Socket) => this.#own(socket));
    // An engine keeps idle connections open.
    this.#server.keepAliveTimeout = 0;
  }

  /** @param path of the socket to listen at. Rejects when there is no engine, or it is behind TLS. */
  static async listen(path: string): Promise<FaultyEngine> {
    const faulty = new FaultyEngine(await engineOfThisMachine());
    await new Promise<void>((resolve, reject) => faulty.#server.once('error', reject).listen(path, resolve));
    return faulty;
  }

  /** Like an engine that is stopped: every connection breaks, and none is accepted any more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#faultOf(request);
    if (fault === 'mute') return;
    if (typeof fault === 'number') return refuse(request, response, fault);
    if (typeof fault === 'object' && fault !== null) return refuse(request, response, 500, fault.reason);
    if (fault === 'late') await sleep(this.slowMs);
    if (response.destroyed) return;
    const { method, url, headers } = request;
    const there = requestOf({ ...this.engine, method, path: url, headers, agent: false }, (answer) => {
      void (fault === 'slow' ? sleep(this.slowMs) : Promise.resolve()).then(() => give(answer, response, fault));
    });
    response.on('close', () => there.destroy());
    there.on('error', () => response.destroy());
    request.pipe(there);
  }

  /** After an attach the connection is no longer HTTP: bytes flow both ways. */
  async #join(request: IncomingMessage, client: Socket, head: Buffer): Promise<void> {
    const fault = this.#faultOf(request);
    if (fault === 'mute') return;
    if (typeof fault === 'number') return void client.end(`HTTP/1.1 ${fault} No\r\nContent-Length: 0\r\n\r\n`);
    if (fault === 'slow') await sleep(this.slowMs);
    const there = connectTo(this.engine);
    this.#own(there);
    const { method, url, rawHeaders } = request;
    const pairs = rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : []));
    there.write(`${[`${method} ${url} HTTP/1.1`, ...pairs].join('\r\n')}\r\n\r\n`);
    there.write(head);
    client.pipe(there);
    spoil(there, client, fault);
    client.on('close', () => there.destroy());
    there.on('close', () => client.destroy());
  }

  #faultOf({ method, url = '' }: IncomingMessage): Fault | null {
    const asked = `${method} ${url.replace(/^\/v[\d.]+/, '').replace(/\?.*/, '')}`;
    const names = Object.keys(CALLS) as Call[];
    const call = names.find((name) => CALLS[name].test(asked));
    if (call === undefined) throw new Error(`nobody has thought of ${asked}`);
    const time = (this.asked.get(call) ?? 0) + 1;
    this.asked.set(call, time);
    return this.fault(call, time);
  }

  #own(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  reason = 'of no use today',
): Promise<void> {
  await buffer(request).catch(() => null);
  const message =
    status === 500 && reason === 'of no use today' ? 'write /var/lib/docker/tmp: no space left on device' : reason;
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
}

async function give(answer: IncomingMessage, response: ServerResponse, fault: Fault | null): Promise<void> {
  const { socket } = response;
  if (fault === 'hang') answer.resume();
  else if (fault === 'reset') socket?.destroy();
  else if (fault === 'cut') socket?.end(HALF);
  else if (fault === 'huge')
    response.writeHead(200, { 'Content-Length': HUGE_BYTES }).end(Buffer.alloc(HUGE_BYTES, ' '));
  else {
    response.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders();
    answer.pipe(response);
  }
}
