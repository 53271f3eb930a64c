import type { IncomingMessage } from 'node:http';
import { Duplex, type Readable } from 'node:stream';
import type Docker from 'dockerode';
import { CodedError } from '../../contract/codes';
import type { Decoder } from '../../contract/decode';
import * as answers from './answers';
import { exitAnswer, understand } from './answers';
import { withDeadline } from './deadline';
import type * as types from './engine';
import type { BuildMessage, BuildOptions } from './engine';
import { updateBody } from './engine';
import { callFailure, refusedWith } from './failures';
import { LineSplitter } from './lines';
import { removeForSure } from './remove';
import { ask, askWhole, type Modem, type Request, readBody, readJsonBody, send, serverOf } from './transport';

/** How long a call may take unless told otherwise, in milliseconds. Generous, because the engine may be busy. */
const LIMITS = { quick: 10_000, slow: 30_000, ping: 2_000, build: 20 * 60_000, wait: 10 * 60_000 } as const;

type Options = types.CallOptions | undefined;

/**
 * The engine behind dockerode. See `Engine` for what each call promises. dockerode's own calls serve where they hand on the answer
 * as a stream (`build`, the start of an exec); `Modem` says why the others go past them.
 */
export class DockerEngine implements types.Engine {
  readonly #modem: Modem;
  #server = '';

  constructor(
    private readonly docker: Docker,
    readonly close: () => void,
    /** Milliseconds that each call may last longer than elsewhere; a limit that the caller gives stays as it is. */
    private readonly extraMs = 0,
  ) {
    this.#modem = docker.modem;
  }

  get server(): string {
    return this.#server;
  }

  async ping(options?: Options): Promise<void> {
    const request: Request = { call: 'ping', method: 'GET', path: '/_ping' };
    const whole = (signal: AbortSignal) => askWhole(this.#modem, request, signal);
    this.#server = serverOf(await this.#within('ping', LIMITS.ping, options, whole));
  }

  version(options?: Options): Promise<types.EngineVersion> {
    return this.#read({ call: 'version', method: 'GET', path: '/version' }, answers.versionAnswer, options);
  }

  info(options?: Options): Promise<types.EngineInfo> {
    return this.#read({ call: 'info', method: 'GET', path: '/info' }, answers.infoAnswer, options);
  }

  async createContainer(spec: types.ContainerSpec, name?: string, options?: Options): Promise<types.CreatedContainer> {
    const query = name === undefined ? {} : { name };
    const request: Request = { call: 'create', method: 'POST', path: '/containers/create', query, body: spec };
    const answer = this.#ask(request, LIMITS.slow, options);
    return answers.understand('create', answers.createAnswer, await ifRefused(answer, 404, () => missing(spec.Image)));
  }

  attach(id: string, options?: Options): Promise<Duplex> {
    const query = { stream: 1, stdin: 1, stdout: 1, stderr: 1 };
    // The empty file makes the request end with "Content-Length: 0". Any other body can reach the program's stdin.
    const rest = { query, hijack: true, file: Buffer.alloc(0), headers: { 'Content-Type': 'text/plain' } };
    const request: Request = { call: 'attach', method: 'POST', path: `/containers/${id}/attach`, ...rest };
    return ifGone(
      id,
      'attach',
      // Podman makes the container's processes here, and not at its start.
      this.#within('attach', LIMITS.slow, options, (signal) => this.#hijack(request, signal)),
    );
  }

  wait(id: string, options: types.CallOptions & { readonly onRegistered?: () => void } = {}): Promise<number> {
    const registered = options.onRegistered ?? (() => undefined);
    const exit = (signal: AbortSignal) => nextExit(this.#modem, id, registered, signal);
    return ifGone(id, 'wait', this.#within('wait', LIMITS.wait, options, exit));
  }

  async start(id: string, options?: Options): Promise<void> {
    await this.#onContainer(id, 'start', { method: 'POST', path: '/start' }, LIMITS.slow, options);
  }

  async execDetached(id: string, spec: types.ExecSpec, options?: Options): Promise<string> {
    const body = { Cmd: spec.cmd, User: spec.user, WorkingDir: spec.workingDir, Env: spec.env, Tty: false };
    const made = await this.#onContainer(id, 'exec', { method: 'POST', path: '/exec', body }, LIMITS.quick, options);
    const exec = answers.understand('exec', answers.idAnswer, made);
    const begin = (signal: AbortSignal) => startDetached(this.docker, exec, signal);
    await ifGone(id, 'exec', this.#within('exec', LIMITS.slow, options, begin));
    return exec;
  }

  async inspect(id: string, options?: Options): Promise<types.ContainerState> {
    const answer = await this.#onContainer(id, 'inspect', { method: 'GET', path: '/json' }, LIMITS.quick, options);
    return answers.understand('inspect', answers.inspectAnswer, answer);
  }

  remove(id: string, options?: Options): Promise<void> {
    return this.#within('remove', LIMITS.slow, options, (signal) => removeForSure(this.#modem, id, signal));
  }

  list(labels: readonly string[], options?: Options): Promise<readonly types.ListedContainer[]> {
    const query = { all: 1, filters: JSON.stringify({ label: labels }) };
    return this.#read({ call: 'list', method: 'GET', path: '/containers/json', query }, answers.listAnswer, options);
  }

  async inspectImage(ref: string, options?: Options): Promise<types.ImageFacts | null> {
    const request: Request = { call: 'inspectImage', method: 'GET', path: `/images/${ref}/json` };
    const answer = await ifRefused(this.#ask(request, LIMITS.quick, options), 404, () => null);
    return answer === null ? null : answers.understand('inspectImage', answers.imageAnswer, answer);
  }

  listImages(labels: readonly string[], options?: Options): Promise<readonly types.ListedImage[]> {
    const query = { filters: JSON.stringify({ label: labels }) };
    return this.#read(
      { call: 'listImages', method: 'GET', path: '/images/json', query },
      answers.imagesAnswer,
      options,
    );
  }

  async removeImage(ref: string, options?: Options): Promise<void> {
    const request: Request = { call: 'removeImage', method: 'DELETE', path: `/images/${ref}` };
    await ifRefused(this.#ask(request, LIMITS.slow, options), 404, () => null);
  }

  build(
    context: Readable,
    build: types.BuildOptions,
    onMessage: (message: types.BuildMessage) => void,
    options?: Options,
  ): Promise<void> {
    const work = (signal: AbortSignal) => buildImage(this.docker, context, build, onMessage, signal);
    return this.#within('build', LIMITS.build, options, work);
  }

  async updateContainer(id: string, limits: types.LimitUpdate, options?: Options): Promise<readonly string[]> {
    const answer = await this.#onContainer(
      id,
      'update',
      { method: 'POST', path: '/update', body: updateBody(limits) },
      LIMITS.quick,
      options,
    );
    return answers.understand('update', answers.warningsAnswer, answer);
  }

  async #hijack(request: Request, signal: AbortSignal): Promise<Duplex> {
    const socket = await send(this.#modem, request, signal);
    if (!(socket instanceof Duplex)) {
      if (typeof socket === 'object' && socket !== null && 'destroy' in socket) (socket as Readable).destroy();
      const reason = { place: '', wanted: 'connection' } as const;
      throw new CodedError('engine-call-failed', { call: request.call, status: 200, reason });
    }
    // Without a listener, an early error would end this process. The caller sees `close` in any case.
    socket.on('error', () => undefined);
    if (signal.aborted) socket.destroy();
    return socket;
  }

  #within<T>(call: string, ms: number, options: Options, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withDeadline({ call, ms: options?.ms ?? ms + this.extraMs, signal: options?.signal }, work);
  }

  #ask(request: Request, ms: number, options: Options): Promise<unknown> {
    return this.#within(request.call, ms, options, (signal) => ask(this.#modem, request, signal));
  }

  async #read<T>(request: Request, decode: Decoder<T>, options: Options): Promise<T> {
    return answers.understand(request.call, decode, await this.#ask(request, LIMITS.quick, options));
  }

  #onContainer(
    id: string,
    call: string,
    request: Pick<Request, 'method' | 'path' | 'body'>,
    ms: number,
    options: Options,
  ): Promise<unknown> {
    return ifGone(id, call, this.#ask({ ...request, call, path: `/containers/${id}${request.path}` }, ms, options));
  }
}

function missing(image: string | undefined): never {
  throw new CodedError('image-missing', { image: image ?? '' });
}

function ifGone<T>(id: string, call: string, answer: Promise<T>): Promise<T> {
  return ifRefused(answer, 404, () => {
    throw new CodedError('container-gone', { call, id });
  });
}

async function ifRefused<T>(answer: Promise<T>, status: number, otherwise: () => T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (refusedWith(error) !== status) throw error;
    return otherwise();
  }
}

/** The engine answers at once when it has taken the request (dockerode hides that), and completes its answer at the exit. */
async function nextExit(modem: Modem, id: string, registered: () => void, signal: AbortSignal): Promise<number> {
  // The default condition, not-running, is already met by a container that was never started.
  const query = { condition: 'next-exit' };
  const request = { call: 'wait', method: 'POST', path: `/containers/${id}/wait`, query } as const;
  const answer = (await send(modem, request, signal)) as IncomingMessage;
  registered();
  return understand('wait', exitAnswer, await readJsonBody(answer, 'wait', signal));
}

/** Starts a process that was made by `exec`, and reads the answer to its end, so that its connection can be used again. */
async function startDetached(docker: Docker, exec: string, signal: AbortSignal): Promise<void> {
  const options = { _body: { Detach: true, Tty: false }, abortSignal: signal };
  const answer = docker.getExec(exec).start(options);
  await readJsonBody(await begun('exec', answer), 'exec', signal);
}

/** Sends the context and hands on what the engine says, line by line. Intermediate containers are removed also on failure. */
async function buildImage(
  docker: Docker,
  context: Readable,
  { tags, labels, args = {} }: BuildOptions,
  onMessage: (message: BuildMessage) => void,
  signal: AbortSignal,
): Promise<void> {
  const made = { labels: JSON.stringify(labels), buildargs: JSON.stringify(args) };
  const options = { _query: { t: tags, ...made, rm: 1, forcerm: 1 }, abortSignal: signal };
  try {
    const answer = await begun('build', docker.buildImage(context, options));
    const lines = new LineSplitter();
    await readBody(answer, 'build', signal, (part) => {
      for (const line of lines.push(part)) for (const message of messagesOf(line)) onMessage(message);
    });
  } finally {
    context.destroy();
  }
}

/** The answer of a call of dockerode's own, as it begins. @throws CodedError as every call. */
async function begun(call: string, answer: Promise<NodeJS.ReadableStream>): Promise<IncomingMessage> {
  try {
    return (await answer) as IncomingMessage;
  } catch (error) {
    throw callFailure(call, error);
  }
}

function messagesOf(line: string): readonly BuildMessage[] {
  const said = parse(line);
  return (['stream', 'status', 'error'] as const).flatMap((kind) => {
    const text = said[kind];
    return typeof text === 'string' ? [{ kind, text }] : [];
  });
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
