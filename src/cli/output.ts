import { fstatSync, ftruncateSync, writeSync } from 'node:fs';
import { diskErrorCode } from '../course/files/disk';

/** The calls that write to a file. Replaced in tests. */
export interface OutputCalls {
  readonly fstatSync: typeof fstatSync;
  readonly ftruncateSync: typeof ftruncateSync;
  readonly writeSync: (fd: number, bytes: Uint8Array, offset: number) => number;
}

/** A stream of this process, with the file descriptor under it. */
export type OutputStream = NodeJS.WriteStream & { readonly fd: number };

const CALLS: OutputCalls = { fstatSync, ftruncateSync, writeSync };

/**
 * Stdout or stderr of this process. It never throws and never ends the process: once something could not be written, because the reader
 * left or the disk is full, the rest is dropped. So the exit code is always that of the verdict.
 */
export class Output {
  #failed = false;

  constructor(
    readonly stream: OutputStream,
    /** Called once, with the system's name of the error, such as `EPIPE`. */
    private readonly onFailure: (reason: string) => void = () => undefined,
    private readonly calls: OutputCalls = CALLS,
  ) {
    // A stream whose 'error' event nobody listens to ends the process with a stack trace.
    stream.on('error', (error) => this.#fail(error));
  }

  /** A text for a regular file is written whole or not at all: half a JSON document helps nobody. */
  write(text: string): void {
    if (this.#failed) return;
    try {
      const size = this.#sizeOfFile();
      if (size === null) this.stream.write(text);
      else this.#toFile(Buffer.from(text), size);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Bytes of the regular file that this output is redirected to; null for a pipe, a terminal or a device. */
  #sizeOfFile(): number | null {
    const found = this.calls.fstatSync(this.stream.fd);
    return found.isFile() ? found.size : null;
  }

  /** Node's own stream for a file writes once: it loses the rest without an error when the disk has room for a part only. */
  #toFile(bytes: Uint8Array, before: number): void {
    const { fd } = this.stream;
    let written = 0;
    try {
      while (written < bytes.byteLength) written += this.calls.writeSync(fd, bytes, written);
    } catch (error) {
      // Only what was added here is taken back, and only where nobody else has written meanwhile.
      if (this.calls.fstatSync(fd).size === before + written) this.calls.ftruncateSync(fd, before);
      throw error;
    }
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.onFailure(diskErrorCode(error));
  }
}

/** Whether the reader of a pipe has left, as `head` does when it has enough. That is not a failure. Windows says `EOF`. */
export function readerLeft(reason: string): boolean {
  return reason === 'EPIPE' || reason === 'EOF';
}
