import { setMaxListeners } from 'node:events';
import { isatty } from 'node:tty';
import { EXIT } from './command';

/** The part of `process` that tells of signals. */
export interface SignalSource {
  on(name: NodeJS.Signals, listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Cancels the command at Ctrl-C, at SIGTERM, and when its terminal is closed (SIGHUP), so that its container is removed. A second Ctrl-C
 * or SIGTERM ends the process at once. A second SIGHUP does not: the kernel and the shell both send one when a terminal is closed. When the
 * command is over, only a reader that does not read keeps the process alive, and any of them ends it at once.
 */
export class Stop {
  readonly #controller = new AbortController();
  #hungUp = false;
  #over = false;

  constructor(source: SignalSource) {
    // Each call to the engine listens while it lasts, and a check has many at a time: Node would warn of more than ten.
    setMaxListeners(0, this.signal);
    const insist = () => {
      if (this.signal.aborted || this.#over) source.exit(EXIT.cancelled);
      this.#controller.abort();
    };
    source.on('SIGINT', insist);
    source.on('SIGTERM', insist);
    source.on('SIGHUP', () => {
      if (this.#over) source.exit(EXIT.hungUp);
      this.#hungUp ||= !this.signal.aborted;
      this.#controller.abort();
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Called when the command has ended and has left nothing behind. @returns its exit code: one that was cancelled says by what */
  over(code: number): number {
    this.#over = true;
    return code === EXIT.cancelled && this.#hungUp ? EXIT.hungUp : code;
  }
}

/**
 * Ends a process whose terminal was closed by the signal that means this. At a normal end, Node would try to restore the modes of that
 * terminal, fail, and abort with a core dump.
 */
export function endWithTerminal(process: NodeJS.Process): void {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  process.once('exit', () => {
    if (terminals.every((fd) => isatty(fd))) return;
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  });
}
