import { CodedError } from '../../contract/codes';

/** Longest line, in bytes, that a splitter takes unless told otherwise. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines of UTF-8. A line is joined and decoded once, when it is complete. So a character that is torn between two
 * chunks arrives whole, and the cost of a long line in many chunks grows with its length only.
 */
export class LineSplitter {
  #parts: Uint8Array[] = [];
  #length = 0;

  constructor(readonly maxLineBytes: number = MAX_LINE_BYTES) {}

  /** The text after the last newline. If the stream has ended, it is a line that was cut off. */
  get rest(): string {
    return Buffer.concat(this.#parts).toString('utf8');
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
    // A copy, by hand: `slice` of a Buffer is a view.
    if (start < chunk.length) this.#keep(Uint8Array.from(chunk.subarray(start)));
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.maxLineBytes) throw new CodedError('engine-bad-stream', { reason: 'line-too-long' });
    this.#parts.push(part);
  }

  #take(): string {
    const line = this.rest;
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}
