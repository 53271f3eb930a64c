import { StringDecoder } from 'node:string_decoder';

/** Bytes a second that a terminal of the editor is given. It tells nobody how much of that it has drawn, and keeps what it has not. */
const BYTES_PER_SECOND = 1_000_000;
/** Milliseconds that output may run ahead of that pace: what a program usually prints is never held back. */
const AHEAD_MS = 60;

/**
 * Writes a program's bytes to a terminal of the editor, and says at a steady pace that they were shown. The sandbox holds the program back
 * meanwhile, so one that floods its terminal keeps the window usable.
 */
export class PacedOutput {
  #text = new StringDecoder('utf8');
  /** When everything written would be shown at this pace, in milliseconds. */
  #due = 0;
  #lineBegins = true;

  constructor(private readonly write: (text: string) => void) {}

  /** Whether the cursor seems to stand at the beginning of a line. */
  get lineBegins(): boolean {
    return this.#lineBegins;
  }

  output(bytes: Uint8Array, shown: () => void): void {
    const text = this.#text.write(Buffer.from(bytes));
    if (text !== '') this.write(text);
    if (bytes.length > 0) this.#lineBegins = bytes[bytes.length - 1] === 0x0a;
    const now = performance.now();
    this.#due = Math.max(now, this.#due) + (bytes.length * 1000) / BYTES_PER_SECOND;
    const wait = this.#due - now - AHEAD_MS;
    if (wait <= 0) shown();
    else setTimeout(shown, wait);
  }

  /** The next bytes are another process's. */
  begin(): void {
    this.#text = new StringDecoder('utf8');
    this.#lineBegins = true;
  }
}
