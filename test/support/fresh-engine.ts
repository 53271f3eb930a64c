import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request as requestOf,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { BuildTraces } from './build-traces';
import { connectTo, type EngineAddress, engineOfThisMachine } from './engine-proxy';
import { runtime } from './runtimes';

/** A slow machine that has built nothing yet: no layer is cached, and a build command has 0.4 CPU. */
const FRESH = 'nocache=1&cpuperiod=100000&cpuquota=40000';

/** The images of all runtimes, and that of the one that a new learner gets. */
const IMAGES = /codealong-python(?:-[\d.]+)?-runner/g;
const BUILT = `codealong-${runtime().id}-runner`;

/**
 * A second address of this machine's engine, where our images have other names. A client of it finds that none was ever built, and
 * building one replaces neither this machine's own image nor its `latest`. The opener closes it.
 */
export class FreshEngine {
  /** Every request so far: `POST /build`. */
  readonly asked: string[] = [];
  readonly traces: BuildTraces;
  readonly #name = `codealong-ui-test-${process.pid}`;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly engine: EngineAddress) {
    this.traces = new BuildTraces(engine, this.#name);
    this.#server = createServer((request, response) => void this.#forward(request, response));
    this.#server.on('upgrade', (request: IncomingMessage, client: Socket, head: Buffer) =>
      this.#join(request, client, head),
    );
    this.#server.on('connection', (socket: Socket) => this.#own(socket));
    // An engine keeps idle connections open.
    this.#server.keepAliveTimeout = 0;
  }

  /** @param path of the socket to listen at. Rejects when there is no engine, or it is behind TLS. */
  static async listen(path: string): Promise<FreshEngine> {
    const fresh = new FreshEngine(await engineOfThisMachine());
    await new Promise<void>((resolve, reject) => fresh.#server.once('error', reject).listen(path, resolve));
    return fresh;
  }

  /** The number of requests that begin with this text: `POST /build`. */
  count(beginning: string): number {
    return this.asked.filter((one) => one.startsWith(beginning)).length;
  }

  /** Also removes what was built. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.traces.remove();
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const there = requestOf({ ...this.engine, ...this.#changed(request), agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders();
      answer.pipe(response);
      if (isBuild(request)) this.traces.read(answer);
    });
    // A client that disconnects during a build has cancelled it.
    response.on('close', () => there.destroy());
    there.on('error', () => response.destroy());
    await this.#send(request, there).catch(() => there.destroy());
  }

  async #send(request: IncomingMessage, there: ClientRequest): Promise<void> {
    if (request.headers['content-type'] !== 'application/json') return void request.pipe(there);
    const body = this.#renamed((await buffer(request)).toString('utf8'));
    there.setHeader('content-length', Buffer.byteLength(body));
    there.end(body);
  }

  /** After an attach the connection is no longer HTTP: bytes flow both ways. */
  #join(request: IncomingMessage, client: Socket, head: Buffer): void {
    const { method, path } = this.#changed(request);
    const there = connectTo(this.engine);
    this.#own(there);
    const pairs = request.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : []));
    there.write(`${[`${method} ${path} HTTP/1.1`, ...pairs].join('\r\n')}\r\n\r\n`);
    there.write(head);
    client.pipe(there).pipe(client);
    client.on('close', () => there.destroy());
    there.on('close', () => client.destroy());
  }

  #changed(request: IncomingMessage) {
    const { method = 'GET', url = '/', headers } = request;
    this.asked.push(`${method} ${url.replace(/^\/v[\d.]+/, '')}`);
    const path = this.#renamed(url);
    return { method, headers, path: isBuild(request) ? `${path}&${FRESH}` : path };
  }

  #renamed(text: string): string {
    return text.replaceAll(IMAGES, (image) => (image === BUILT ? this.#name : `${this.#name}-${image}`));
  }

  #own(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

function isBuild({ url = '' }: IncomingMessage): boolean {
  return /^(\/v[\d.]+)?\/build\?/.test(url);
}
