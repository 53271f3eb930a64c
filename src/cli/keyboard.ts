import type { TerminalSize } from '../contract/job';
import { diskErrorCode } from '../course/files/disk';
import { TERMINAL_PUT_RIGHT } from '../results/texts/program-catalogue';

/** Where the command line has no terminal, a program that asks for one gets this size. */
const USUAL: TerminalSize = { columns: 80, rows: 24 };

type Input = NodeJS.ReadStream;
type Shown = NodeJS.WriteStream;

/** What a person types and sees: the terminal of this process, or its pipes. */
export class Keyboard {
  #onResize: (() => void) | null = null;
  /** Where something was shown that may have left the terminal in any mode. */
  readonly #touched = new Set<Shown>();

  constructor(
    private readonly stdin: Input,
    private readonly stdout: Shown,
    private readonly stderr: Shown,
  ) {}

  /** Whether a person sits there: both ends are a terminal. */
  get isTerminal(): boolean {
    return this.stdin.isTTY === true && this.stdout.isTTY === true;
  }

  get size(): TerminalSize {
    const { columns, rows } = this.stdout;
    return this.stdout.isTTY && columns > 0 && rows > 0 ? { columns, rows } : USUAL;
  }

  /**
   * Hands on what is typed, each key at once if this is a terminal. For pipes the next part is read when `take` has settled.
   * Resolves at the end of the input.
   */
  async read(take: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    try {
      if (this.isTerminal) this.stdin.setRawMode(true);
      for await (const part of this.stdin) await take(part as Uint8Array);
    } catch {
      // An input that breaks off has ended.
    }
  }

  /** @param resized called with the new size */
  watchSize(resized: (size: TerminalSize) => void): void {
    if (!this.isTerminal) return;
    this.#onResize = () => resized(this.size);
    this.stdout.on('resize', this.#onResize);
  }

  /** Bytes as they are. `shown` is called once the reader has them, or with the system's name of the error, such as `EPIPE`. */
  show(bytes: Uint8Array, where: 'stdout' | 'stderr', shown: (trouble: string | null) => void): void {
    const stream = where === 'stderr' ? this.stderr : this.stdout;
    this.#touched.add(stream);
    stream.write(bytes, (error) => shown(error ? diskErrorCode(error) : null));
  }

  /** The terminal is as it was before, and nothing more is read. */
  restore(): void {
    if (this.#onResize !== null) this.stdout.off('resize', this.#onResize);
    for (const stream of this.#touched) if (stream.isTTY) stream.write(TERMINAL_PUT_RIGHT);
    this.#touched.clear();
    try {
      if (this.stdin.isTTY) this.stdin.setRawMode(false);
    } catch {
      // The terminal was closed meanwhile.
    }
    this.stdin.destroy();
  }
}
