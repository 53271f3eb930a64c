import type { Pseudoterminal, TerminalDimensions } from 'vscode';
import type { Message } from '../../contract/codes';
import type { TerminalSize } from '../../contract/job';
import { programLines, TERMINAL_PUT_RIGHT } from '../../results/texts/program-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { PacedOutput } from './paced-output';

/** Before the terminal is shown it has no size. */
const USUAL: TerminalSize = { columns: 80, rows: 24 };
/** Milliseconds after the end in which keys count as typed for the process that is gone. */
const QUIET_MS = 400;
/** How answers of the terminal itself begin, and what Ctrl+C is. */
const NO_KEYS: ReadonlySet<string> = new Set(['\x1b', '\x03']);
/** Of letters in a terminal: dim, red, plain. */
const DIM = '\x1b[2m';
const RED = '\x1b[31m';
const PLAIN = '\x1b[0m';

/** What a terminal of ours does when something happens in it. */
export interface ScreenActions {
  /** It is shown for the first time. */
  readonly opened: () => void;
  /** Somebody types for the process in it. */
  readonly typed: (text: string) => void;
  readonly resized: (size: TerminalSize) => void;
  /** A key was pressed after the process has ended. */
  readonly again: () => void;
  readonly closed: () => void;
}

/** One terminal of the editor: shows the bytes of a process as they are, and our own lines around them. */
export class TerminalScreen implements Pseudoterminal, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #written;
  readonly #closed;
  readonly #output: PacedOutput;
  /** When the process ended, in milliseconds; null while it runs, or is being started. */
  #ended: number | null = null;
  size: TerminalSize = USUAL;

  constructor(
    api: Api,
    private readonly actions: ScreenActions,
  ) {
    this.#written = this.#disposables.add(new api.EventEmitter<string>());
    this.#closed = this.#disposables.add(new api.EventEmitter<void>());
    this.#output = new PacedOutput((text) => this.#written.fire(text));
  }

  get onDidWrite() {
    return this.#written.event;
  }

  get onDidClose() {
    return this.#closed.event;
  }

  open(dimensions: TerminalDimensions | undefined): void {
    if (dimensions !== undefined) this.size = dimensions;
    this.actions.opened();
  }

  close(): void {
    this.actions.closed();
  }

  setDimensions(dimensions: TerminalDimensions): void {
    this.size = dimensions;
    this.actions.resized(dimensions);
  }

  /** After the end, answers of the terminal itself, Ctrl+C and late keys start nothing. */
  handleInput(text: string): void {
    if (this.#ended === null) this.actions.typed(text);
    else if (performance.now() - this.#ended > QUIET_MS && !NO_KEYS.has(text.charAt(0))) this.actions.again();
  }

  /** Another process begins in it. */
  begin(line: string): void {
    const gap = this.#output.lineBegins ? '' : '\r\n';
    this.#written.fire(`${TERMINAL_PUT_RIGHT}${gap}`);
    this.#ended = null;
    this.#output.begin();
    this.say(line);
  }

  output(bytes: Uint8Array, shown: () => void): void {
    this.#output.output(bytes, shown);
  }

  /** Its process has ended: how, and what a key does now. */
  end(messages: readonly Message[], ...hints: readonly string[]): void {
    const [first = [], ...rest] = messages.map(programLines);
    this.#end([...first.map(red), ...rest.flat().map(dim), ...hints.map(dim)]);
  }

  /** It cannot go on, for a reason that has no message. */
  fail(reason: string, hint: string): void {
    this.#end([red(reason), dim(hint)]);
  }

  #end(lines: readonly string[]): void {
    if (this.#ended !== null) return;
    this.#ended = performance.now();
    const gap = this.#output.lineBegins ? '' : '\r\n';
    this.#written.fire(`${TERMINAL_PUT_RIGHT}${gap}${lines.map((line) => `${line}\r\n`).join('')}`);
  }

  /** A line of ours. */
  say(line: string): void {
    this.#written.fire(`${dim(line)}\r\n`);
  }

  /** Closes the terminal in the editor. */
  shut(): void {
    this.#closed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

function dim(line: string): string {
  return `${DIM}${line}${PLAIN}`;
}

function red(line: string): string {
  return `${RED}${line}${PLAIN}`;
}
