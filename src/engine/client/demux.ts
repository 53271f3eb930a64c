import { CodedError } from '../../contract/codes';

/** Part of the container's output. One frame may arrive as several pieces; a piece never spans two frames. */
export interface Piece {
  readonly stream: 'stdout' | 'stderr';
  /** A view into the chunk that was pushed, not a copy. */
  readonly bytes: Uint8Array;
}

const HEADER_BYTES = 8;
/** Engines send at most 32 KiB a frame. A much larger length means that the stream has no frames (a terminal, a proxy's page). */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/**
 * Takes Docker's multiplexed stream apart. A frame is a kind byte, three zeros, a big-endian length of four bytes, and the payload.
 * Each byte is looked at once, and only a torn header is buffered: docker-modem's own demultiplexer is recursive
 * and quadratic (docs/engine-traps.md, "The library's demultiplexer breaks on a print loop").
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
    // Kind 3 carries an error of the engine itself. Nothing of the program follows it.
    if (kind === 3) throw new CodedError('engine-bad-stream', { reason: 'engine-error' });
    if (size > this.maxFrameBytes) throw new CodedError('engine-bad-stream', { reason: 'too-large' });
    this.#stream = kind === 2 ? 'stderr' : 'stdout';
    this.#left = size;
  }
}
