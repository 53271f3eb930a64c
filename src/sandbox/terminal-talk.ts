import { CodedError, type Message } from '../contract/codes';
import type { SandboxEvent } from '../contract/events';
import type { TerminalSize } from '../contract/job';
import type { WroteEvent } from '../contract/person-events';
import {
  closeFrame,
  closeInputFrame,
  FRAME_MAX_BYTES,
  inputFrame,
  openFrame,
  PROGRAM_TERMINAL,
  sizeFrame,
  TERMINALS_MAX,
  tookFrame,
  WINDOW_BYTES,
} from '../contract/terminal-frames';
import type { Sandbox } from './sandbox';

/** Bytes of input that wait for a process that does not read. More is dropped, as a terminal drops what nobody reads. */
const WAITING_BYTES = 1024 * 1024;
/** What Ctrl+C is as a byte. */
const INTERRUPT = 3;
/** Of an event around its data, as a line. */
const LINE_BYTES = 100;

/** How the process of a terminal ended. Both are null if it could not be started. */
export interface ProcessEnd {
  readonly exit_code: number | null;
  readonly signal: number | null;
}

/** The person's side of one terminal. */
export interface TerminalOwner {
  /** Bytes as they came, the program's word. The process is held back until `shown` was called for what is under way. */
  output(bytes: Uint8Array, stream: 'stdout' | 'stderr', shown: () => void): void;
  /** Its process has ended, and everything that it wrote was handed over. */
  left(end: ProcessEnd): void;
}

/** One terminal of an interactive job. What is typed waits here until its process has room for it. */
class OpenTerminal {
  #typed: Uint8Array[] = [];
  #typedBytes = 0;
  #underWay = 0;
  #inputEnds = false;
  /** Bytes that were received and not yet shown. */
  unshown = 0;
  #roomFound: (() => void)[] = [];

  constructor(
    readonly number: number,
    readonly owner: TerminalOwner,
    private readonly tty: boolean,
    private readonly say: (frame: Uint8Array) => void,
  ) {}

  /** A Ctrl+C may come in one piece with what was typed or pasted before. */
  type(bytes: Uint8Array): void {
    const isInterrupt = this.tty && bytes.at(-1) === INTERRUPT;
    const text = isInterrupt ? bytes.subarray(0, -1) : bytes;
    if (this.#typedBytes + text.length <= WAITING_BYTES) this.#queue(text);
    if (isInterrupt) this.#interrupt(bytes.subarray(-1));
  }

  #queue(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += FRAME_MAX_BYTES - 1)
      this.#typed.push(bytes.subarray(at, at + FRAME_MAX_BYTES - 1));
    this.#typedBytes += bytes.length;
    this.#send();
  }

  /** Ctrl+C overtakes what was typed before and not taken, which is dropped, as a terminal does. The sandbox does the same. */
  #interrupt(bytes: Uint8Array): void {
    this.#typed = [];
    this.#typedBytes = 0;
    this.#underWay += bytes.length;
    this.say(inputFrame(this.number, bytes));
    this.#send();
  }

  /** Resolves when nothing waits here. */
  room(): Promise<void> {
    if (this.#typedBytes === 0) return Promise.resolve();
    return new Promise((resolve) => this.#roomFound.push(resolve));
  }

  endInput(): void {
    this.#inputEnds = true;
    this.#send();
  }

  taken(bytes: number): void {
    this.#underWay = Math.max(0, this.#underWay - bytes);
    this.#send();
  }

  #send(): void {
    for (;;) {
      const next = this.#typed[0];
      if (next === undefined || this.#underWay + next.length > WINDOW_BYTES) break;
      this.#typed.shift();
      this.#typedBytes -= next.length;
      this.#underWay += next.length;
      this.say(inputFrame(this.number, next));
    }
    if (this.#typedBytes > 0) return;
    for (const found of this.#roomFound.splice(0)) found();
    if (this.#inputEnds) this.say(closeInputFrame(this.number));
    this.#inputEnds = false;
  }
}

/**
 * What a person and an interactive job say to each other. Both directions of each terminal are bounded at each moment. Nothing that comes
 * from the sandbox is believed beyond its form: bytes for a terminal, and how its process ended.
 */
export class TerminalTalk {
  readonly #open = new Map<number, OpenTerminal>();
  #isOver = false;

  constructor(
    private readonly sandbox: Pick<Sandbox, 'say' | 'forget'>,
    program: TerminalOwner,
    tty: boolean,
    private readonly onListening: (ports: readonly number[]) => void,
    /** Why the course's client cannot be opened; null if it can, or if there is none. */
    readonly clientProblem: Message | null = null,
  ) {
    this.#add(PROGRAM_TERMINAL, program, tty);
  }

  /** @throws CodedError `engine-bad-stream` for a sandbox that says more than it may */
  take(event: SandboxEvent): void {
    if (event.event === 'listening') this.onListening(event.ports);
    if (event.event === 'wrote') this.#show(event);
    if (event.event === 'took') this.#open.get(event.terminal)?.taken(event.bytes);
    if (event.event !== 'left') return;
    const terminal = this.#open.get(event.terminal);
    if (event.terminal === PROGRAM_TERMINAL) this.#isOver = true;
    else this.#open.delete(event.terminal);
    terminal?.owner.left({ exit_code: event.exit_code, signal: event.signal });
  }

  /** What is typed at a terminal that is gone is dropped. */
  type(terminal: number, bytes: Uint8Array): void {
    this.#open.get(terminal)?.type(bytes);
  }

  /** Resolves when everything that was typed is on its way. */
  room(terminal: number): Promise<void> {
    return this.#open.get(terminal)?.room() ?? Promise.resolve();
  }

  /** For pipes: nothing more is typed. */
  endInput(terminal: number): void {
    this.#open.get(terminal)?.endInput();
  }

  resize(terminal: number, size: TerminalSize): void {
    if (this.#open.has(terminal)) this.sandbox.say(sizeFrame(terminal, size));
  }

  /** Starts the course's client. @returns the number of its terminal; null when too many are open */
  openClient(owner: TerminalOwner, tty: boolean, size: TerminalSize): number | null {
    for (let number = PROGRAM_TERMINAL + 1; number < TERMINALS_MAX; number++) {
      if (this.#open.has(number)) continue;
      this.#add(number, owner, tty);
      this.sandbox.say(openFrame(number, tty, size));
      return number;
    }
    return null;
  }

  /** Ends a client. Its number is free once the sandbox has said so. */
  closeClient(terminal: number): void {
    if (this.#open.has(terminal)) this.sandbox.say(closeFrame(terminal));
  }

  /** The program's terminal goes away, as at home when its window is closed: the program gets a SIGHUP. */
  hangUp(): void {
    this.sandbox.say(closeFrame(PROGRAM_TERMINAL));
  }

  /** The program has ended, and the clients end with it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The sandbox has ended, and every client with it. */
  end(): void {
    this.#isOver = true;
    const clients = [...this.#open.values()].filter(({ number }) => number !== PROGRAM_TERMINAL);
    this.#open.clear();
    for (const { owner } of clients) owner.left({ exit_code: null, signal: null });
  }

  #add(number: number, owner: TerminalOwner, tty: boolean): void {
    this.#open.set(number, new OpenTerminal(number, owner, tty, (frame) => this.sandbox.say(frame)));
  }

  #show({ terminal: number, stream, data }: WroteEvent): void {
    const terminal = this.#open.get(number);
    if (terminal === undefined) return;
    const bytes = Buffer.from(data, 'base64');
    this.sandbox.forget(data.length + LINE_BYTES);
    terminal.unshown += bytes.length;
    if (terminal.unshown > 2 * WINDOW_BYTES) throw new CodedError('engine-bad-stream', { reason: 'too-large' });
    terminal.owner.output(bytes, stream, () => {
      terminal.unshown -= bytes.length;
      // The number may be another client's by now.
      if (this.#open.get(number) === terminal) this.sandbox.say(tookFrame(number, bytes.length));
    });
  }
}
