import { CodedError } from '../../contract/codes';

/** Longest line, in bytes, that a splitter takes unless told otherwise. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/** Room that is kept for the next line. A longer line's room is given back. */
const ROOM_KEPT = 64 * 1024;

/**
 * Splits bytes into lines of UTF-8. A line is decoded once, when it is complete. So a character that is torn between two chunks arrives
 * whole. What came of an incomplete line lies in one buffer, because in a million pieces of a byte it would take a hundred times the room.
 */
export class LineSplitter {
  #room: Buffer = Buffer.alloc(0);
  #length = 0;

  constructor(readonly maxLineBytes: number = MAX_LINE_BYTES) {}

  /** The text after the last newline. If the stream has ended, it is a line that was cut off. */
  get rest(): string {
    return this.#room.toString('utf8', 0, this.#length);
  }

  /**
   * Yields the lines that `chunk` completes, without their newline. The chunk may be reused once the generator is exhausted.
   * @throws CodedError `engine-bad-stream` {reason: 'line-too-long'}.
   */
  *push(chunk: Uint8Array): Generator<string, void, void> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      start = end + 1;
      yield this.#take();
    }
    this.#keep(chunk.subarray(start));
  }

  #keep(part: Uint8Array): void {
    const length = this.#length + part.length;
    if (length > this.maxLineBytes) throw new CodedError('engine-bad-stream', { reason: 'line-too-long' });
    if (length > this.#room.length) {
      const wider = Buffer.alloc(Math.min(this.maxLineBytes, Math.max(2 * length, 1024)));
      wider.set(this.#room.subarray(0, this.#length));
      this.#room = wider;
    }
    this.#room.set(part, this.#length);
    this.#length = length;
  }

  #take(): string {
    const line = this.rest;
    if (this.#room.length > ROOM_KEPT) this.#room = Buffer.alloc(0);
    this.#length = 0;
    return line;
  }
}
