import { CodedError } from '../../contract/codes';

/** A piece of what the container wrote. A frame may arrive as several pieces, never several frames as one. */
export interface Piece {
  readonly stream: 'stdout' | 'stderr';
  /** A view into the chunk that was pushed, not a copy. */
  readonly bytes: Uint8Array;
}

const HEADER_BYTES = 8;
/** Engines send at most 32 KiB a frame; what claims far more is not a stream of frames (a terminal, a proxy's page). */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/**
 * Takes Docker's multiplexed stream apart: frames of a kind byte, three zeros, a big-endian length of four bytes, the payload.
 * Each byte is looked at once and nothing is buffered but a torn header, because docker-modem's own demultiplexer is recursive
 * and quadratic and falls over a print loop (ENGINE.md, trap 1).
 */
export class Demultiplexer {
  readonly #header = new Uint8Array(HEADER_BYTES);
  #headerLength = 0;
  #stream: Piece['stream'] = 'stdout';
  #left = 0;

  constructor(readonly maxFrameBytes: number = MAX_FRAME_BYTES) {}

  /**
   * Yields the pieces of `chunk` in order; consume it whole before the next push.
   * @throws CodedError `engine-bad-stream` {reason: 'header' | 'too-large' | 'engine-error'}.
   */
  *push(chunk: Uint8Array): Generator<Piece, void, void> {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        at = this.#takeHeader(chunk, at);
        continue;
      }
      const end = Math.min(chunk.length, at + this.#left);
      const bytes = chunk.subarray(at, end);
      this.#left -= end - at;
      at = end;
      yield { stream: this.#stream, bytes };
    }
  }

  /** @returns where the payload starts, or the end of the chunk when the header is torn. */
  #takeHeader(chunk: Uint8Array, at: number): number {
    const part = chunk.subarray(at, at + HEADER_BYTES - this.#headerLength);
    this.#header.set(part, this.#headerLength);
    this.#headerLength += part.length;
    if (this.#headerLength === HEADER_BYTES) this.#readHeader();
    return at + part.length;
  }

  #readHeader(): void {
    const view = new DataView(this.#header.buffer);
    const kind = view.getUint8(0);
    const size = view.getUint32(4);
    this.#headerLength = 0;
    if (kind > 3 || (view.getUint32(0) & 0xffffff) !== 0)
      throw new CodedError('engine-bad-stream', { reason: 'header' });
    // Kind 3 carries an error of the engine itself, after which nothing of the program follows.
    if (kind === 3) throw new CodedError('engine-bad-stream', { reason: 'engine-error' });
    if (size > this.maxFrameBytes) throw new CodedError('engine-bad-stream', { reason: 'too-large' });
    this.#stream = kind === 2 ? 'stderr' : 'stdout';
    this.#left = size;
  }
}
