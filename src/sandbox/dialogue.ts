import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CodedError } from '../contract/codes';
import { DecodeError } from '../contract/decode';
import { decodeEvent } from '../contract/decode-events';
import type { SandboxEvent } from '../contract/events';
import { Demultiplexer } from '../engine/client/demux';
import { LineSplitter } from '../engine/client/lines';

/** Characters of the grader's own stderr that are kept for a bug report. */
const STDERR_KEPT = 4000;
/** Of all events of one sandbox. The grader stays below it whatever a program does (docker/runner/bounds.py, output.py). */
const SAID_BYTES = 256 * 1024 * 1024;
/** Ends a line that was broken off when its writer was killed (docker/runner/watchdog.py). JSON has it only as an escape. */
const BROKEN_OFF = '\x18';
/** Read in one turn of the event loop. Frames of one byte then take about 10 ms. */
const SLICE_BYTES = 256 * 1024;

/**
 * The attached stream of one sandbox: bytes of the job go in, events come out. The listener gets every event in order. `ended` tells of
 * the end of the stream.
 */
export class Dialogue {
  #listener: ((event: SandboxEvent) => void) | null = null;
  #early: SandboxEvent[] = [];
  #stderr = '';
  #closed = false;
  /** Bytes that may still be read in this turn of the event loop. */
  #room = SLICE_BYTES;
  /** Settled once the last long chunk is read to its end. */
  #slices = Promise.resolve();
  #saidBytes = 0;
  readonly #demux = new Demultiplexer();
  readonly #lines = new LineSplitter();
  readonly #closing = new AbortController();
  /** Resolves when the stream ends: to the error that broke it, or to null. */
  readonly ended: Promise<CodedError | null>;

  constructor(
    private readonly stream: Duplex,
    private readonly mostBytes = SAID_BYTES,
  ) {
    this.ended = new Promise((resolve) => {
      stream.on('data', (chunk: Buffer) => this.#arrive(chunk, resolve));
      const end = () => void this.#slices.then(() => resolve(null));
      stream.once('end', end);
      stream.once('close', end);
      stream.once('error', (cause) => resolve(new CodedError('container-lost', { why: cause.message }, { cause })));
    });
  }

  /** Aborts when the dialogue is closed. It ends calls that only this sandbox needs. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Hands every event on from now. Earlier events come first. */
  listen(listener: (event: SandboxEvent) => void): void {
    this.#listener = listener;
    for (const event of this.#early.splice(0)) listener(event);
  }

  write(bytes: Uint8Array): void {
    this.stream.write(bytes);
  }

  /** So many bytes of what it has said were used up, and count no more. */
  forget(bytes: number): void {
    this.#saidBytes = Math.max(0, this.#saidBytes - bytes);
  }

  close(): void {
    this.#listener = () => {};
    this.#closed = true;
    this.stream.destroy();
    this.#closing.abort();
  }

  #arrive(chunk: Buffer, resolve: (problem: CodedError) => void): void {
    if (this.#room === SLICE_BYTES) void setImmediate().then(() => (this.#room = SLICE_BYTES));
    this.#room -= chunk.length;
    if (this.#room >= 0) this.#take(chunk, resolve);
    else this.#slices = this.#takeInSlices(chunk, resolve);
  }

  /** A socket may give 2 MB in one turn of the event loop. As frames of one byte they would block the editor for 80 ms. */
  async #takeInSlices(chunk: Buffer, resolve: (problem: CodedError) => void): Promise<void> {
    this.stream.pause();
    for (let at = 0; at < chunk.length && !this.#closed; at += SLICE_BYTES) {
      await setImmediate();
      this.#take(chunk.subarray(at, at + SLICE_BYTES), resolve);
    }
    this.stream.resume();
  }

  #take(chunk: Buffer, resolve: (problem: CodedError) => void): void {
    try {
      for (const piece of this.#demux.push(chunk)) {
        if (piece.stream === 'stderr') this.#keepStderr(piece.bytes);
        else this.#read(piece.bytes);
      }
    } catch (error) {
      this.#closed = true;
      this.stream.destroy();
      resolve(badStream(error));
    }
  }

  #read(bytes: Uint8Array): void {
    this.#saidBytes += bytes.length;
    if (this.#saidBytes > this.mostBytes) throw new CodedError('engine-bad-stream', { reason: 'too-large' });
    for (const line of this.#lines.push(bytes)) if (!line.endsWith(BROKEN_OFF)) this.#hand(decodeEvent(line));
  }

  #hand(event: SandboxEvent): void {
    if (this.#listener) this.#listener(event);
    else this.#early.push(event);
  }

  #keepStderr(bytes: Uint8Array): void {
    this.#stderr = (this.#stderr + Buffer.from(bytes).toString('utf8')).slice(-STDERR_KEPT);
  }
}

function badStream(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  if (error instanceof DecodeError) return new CodedError('engine-bad-stream', { reason: error.form });
  throw error;
}
