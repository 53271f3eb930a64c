import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { dirname } from 'node:path';
import { Duplex, type Readable, type Writable } from 'node:stream';
import { CodedError } from '../../contract/codes';
import { systemCode } from '../../contract/decode';
import type { SshAddress } from './engine';
import { REASON_CHARACTERS } from './failures';
import { lastWords, type SshEnding, sshArguments, sshTarget, sshTroubleOf } from './ssh-command';

/** Characters of its stderr that are kept, the last ones. */
const KEPT = 4_096;
/** Milliseconds for the last words of an ssh that has ended: a child of its own may hold its stderr. */
const WORDS_MS = 200;
/** Milliseconds between asking ssh to end and ending it. */
const GRACE_MS = 1_000;
/** Connections that stay for the next request. A busy moment needs more, each of them a process here and a session there. */
const MOST_FREE = 4;

/** How an answer begins. */
const ANSWER = 'HTTP/';

/** Of a child, which has them unless it could not be started. */
interface Pipes {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/**
 * A connection to an engine on another machine: the two pipes of one ssh command. Keys, jumps and host checks are ssh's own affair.
 * When ssh ends before the engine has said anything, the connection fails with `engine-ssh` {host, why, said}. Destroying it ends the
 * process. When our own process dies, ssh reads the end of its input, and ends.
 */
export class SshConnection extends Duplex {
  readonly #child: ChildProcess | null;
  readonly #pipes: Pipes | null;
  #said = '';
  #heard = false;
  #ended = false;

  constructor(private readonly address: SshAddress) {
    super({ allowHalfOpen: false });
    const started = startSsh(address);
    this.#child = started instanceof Error ? null : started;
    this.#pipes = this.#child === null ? null : pipesOf(this.#child);
    if (this.#child === null) process.nextTick(() => this.#end(systemCode(started) ?? ''));
    else this.#watch(this.#child);
    if (this.#pipes !== null) this.#listen(this.#pipes);
  }

  #watch(child: ChildProcess): void {
    child.once('error', (error) => this.#end(systemCode(error) ?? ''));
    child.once('exit', (code) => {
      this.#ended = true;
      if (!this.destroyed) setTimeout(() => this.#end(code), WORDS_MS);
    });
    child.once('close', (code) => this.#end(code));
  }

  #listen({ stdin, stdout, stderr }: Pipes): void {
    // How ssh ends says more than a broken pipe.
    stdin.on('error', () => undefined);
    stdout.on('data', (part: Buffer) => this.#take(part, stdout));
    stderr.setEncoding('utf8').on('data', (part: string) => {
      this.#said = (this.#said + part).slice(-KEPT);
    });
    stdout.once('end', () => this.#heard && this.push(null));
  }

  /** Files that a shell over there reads at its start may print something before the engine's first answer. */
  #take(part: Buffer, stdout: Readable): void {
    const first = part.toString('latin1', 0, ANSWER.length);
    if (!this.#heard && !ANSWER.startsWith(first)) {
      const said = lastWords(part.toString('utf8', 0, REASON_CHARACTERS));
      this.destroy(new CodedError('engine-ssh', { host: sshTarget(this.address), why: 'noise', said }));
      return;
    }
    this.#heard = true;
    if (!this.push(part)) stdout.pause();
  }

  /** What the engine has said is read to its end first: `stdout` tells when that is. */
  #end(ending: SshEnding): void {
    if (!this.#heard) this.destroy(this.#failure(ending));
  }

  #failure(ending: SshEnding): CodedError {
    const said = lastWords(this.#said);
    const why = sshTroubleOf(ending, said);
    const told = said === '' && why === 'other' ? String(ending ?? '') : said;
    return new CodedError('engine-ssh', { host: sshTarget(this.address), why, said: told });
  }

  override _read(): void {
    this.#pipes?.stdout.resume();
  }

  override _write(part: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#pipes === null) done();
    else this.#pipes.stdin.write(part, () => done());
  }

  override _final(done: () => void): void {
    if (this.#pipes === null) done();
    else this.#pipes.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    for (const pipe of Object.values(this.#pipes ?? {})) pipe.destroy();
    if (this.#child !== null) {
      this.#child.ref();
      if (!this.#ended) endSsh(this.#child);
    }
    done(error);
  }

  /** Whether it keeps this process alive, as sockets say it: a connection that waits to be used again does not. */
  ref(): this {
    for (const part of this.#parts) part.ref();
    return this;
  }

  unref(): this {
    for (const part of this.#parts) part.unref();
    return this;
  }

  /** The pipes of a child are sockets. */
  get #parts(): readonly { ref(): unknown; unref(): unknown }[] {
    const pipes: readonly Socket[] = Object.values(this.#pipes ?? {});
    return this.#child === null ? pipes : [this.#child, ...pipes];
  }

  /** Asked of each socket by Node's agent. ssh has its own ways to keep a connection. */
  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }
}

/**
 * Gives requests their connections: each is an ssh command. One that is free again serves the next request, since a new one costs a
 * handshake. `destroy` ends all of them, those of running requests as well.
 */
export class SshAgent extends Agent {
  constructor(private readonly address: SshAddress) {
    super({ keepAlive: true, maxFreeSockets: MOST_FREE });
  }

  override createConnection(): Duplex {
    return new SshConnection(this.address);
  }
}

/**
 * Without a shell. In a session of its own, so that Ctrl+C in a terminal does not cut the connections that are needed to end a run in
 * good order.
 * @returns why not, for what the system refuses at once.
 */
function startSsh(address: SshAddress): ChildProcess | Error {
  try {
    return spawn('ssh', sshArguments(address), {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: folderOfSsh(),
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * Windows looks for a program in the present folder first, which may be a stranger's: there it is our own, or the system's after an
 * update has taken ours away. Elsewhere it is one that is always there, since a missing folder looks like a missing command.
 */
function folderOfSsh(): string {
  if (process.platform !== 'win32') return '/';
  const own = dirname(process.execPath);
  return existsSync(own) ? own : (process.env.SystemRoot ?? 'C:\\');
}

/** Null for a child that could not be started, as without free file descriptors. */
function pipesOf({ stdin, stdout, stderr }: Partial<ChildProcess>): Pipes | null {
  return stdin && stdout && stderr ? { stdin, stdout, stderr } : null;
}

/** Ends ssh and what it has started, such as its way over another machine. */
function endSsh(child: ChildProcess): void {
  const late = setTimeout(() => signalTo(child, 'SIGKILL'), GRACE_MS);
  child.once('exit', () => clearTimeout(late));
  child.once('error', () => clearTimeout(late));
  signalTo(child, 'SIGTERM');
}

function signalTo(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
