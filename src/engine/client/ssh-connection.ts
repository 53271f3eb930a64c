import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { dirname } from 'node:path';
import { Duplex, type Readable, type Writable } from 'node:stream';
import { CodedError } from '../../contract/codes';
import { systemCode } from '../../contract/decode';
import type { SshAddress } from './engine';
import { lastWords, type SshEnding, sshArguments, sshTarget, sshTroubleOf } from './ssh-command';

/** Characters of its stderr that are kept, the last ones. */
const KEPT = 4_096;
/** Milliseconds for the last words of an ssh that has ended: a child of its own may hold its stderr. */
const WORDS_MS = 200;
/** Milliseconds between asking ssh to end and ending it. */
const GRACE_MS = 1_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * A connection to an engine on another machine: the two pipes of one ssh command. Keys, jumps and host checks are ssh's own affair.
 * When ssh ends before the engine has said anything, the connection fails with `engine-ssh` {host, why, said}. Destroying it ends the
 * process. When our own process dies, ssh reads the end of its input, and ends.
 */
export class SshConnection extends Duplex {
  readonly #child: Child;
  #said = '';
  #heard = false;
  #ended = false;

  constructor(private readonly address: SshAddress) {
    super({ allowHalfOpen: false });
    this.#child = startSsh(address);
    this.#child.once('error', (error) => this.#end(systemCode(error) ?? ''));
    const { stdin, stdout, stderr } = this.#child;
    // How ssh ends says more than a broken pipe.
    stdin.on('error', () => undefined);
    stdout.on('data', (part: Buffer) => this.#take(part));
    stderr.setEncoding('utf8').on('data', (part: string) => {
      this.#said = (this.#said + part).slice(-KEPT);
    });
    stdout.once('end', () => this.#heard && this.push(null));
    this.#child.once('exit', (code) => {
      this.#ended = true;
      if (!this.destroyed) setTimeout(() => this.#end(code), WORDS_MS);
    });
    this.#child.once('close', (code) => this.#end(code));
  }

  #take(part: Buffer): void {
    this.#heard = true;
    if (!this.push(part)) this.#child.stdout.pause();
  }

  /** What the engine has said is read to its end first: `stdout` tells when that is. */
  #end(ending: SshEnding): void {
    if (!this.#heard) this.destroy(this.#failure(ending));
  }

  #failure(ending: SshEnding): CodedError {
    const said = lastWords(this.#said);
    return new CodedError('engine-ssh', { host: sshTarget(this.address), why: sshTroubleOf(ending, said), said });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(part: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#child.stdin.write(part, () => done());
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.ref();
    const { stdin, stdout, stderr } = this.#child;
    for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
    if (!this.#ended) endSsh(this.#child);
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
    const { stdin, stdout, stderr } = this.#child;
    return [this.#child, ...([stdin, stdout, stderr] as unknown as Socket[])];
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
    super({ keepAlive: true });
  }

  override createConnection(): Duplex {
    return new SshConnection(this.address);
  }
}

/**
 * Without a shell. In a session of its own, so that Ctrl+C in a terminal does not cut the connections that are needed to end a run in
 * good order. Its folder is ours, because Windows looks for a program in the present folder first, which may be a stranger's.
 */
function startSsh(address: SshAddress): Child {
  return spawn('ssh', sshArguments(address), {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: dirname(process.execPath),
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

/** Ends ssh and what it has started, such as its way over another machine. */
function endSsh(child: Child): void {
  const late = setTimeout(() => signalTo(child, 'SIGKILL'), GRACE_MS);
  child.once('exit', () => clearTimeout(late));
  child.once('error', () => clearTimeout(late));
  signalTo(child, 'SIGTERM');
}

function signalTo(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
