import { holdFrame, sayFrames } from '../contract/debug-frames';
import {
  BadTalk,
  type DapRequest,
  type Event,
  encodeMessage,
  MessageReader,
  type ToEditor,
  type Unnumbered,
} from './dap';
import { EditorSide } from './editor-side';
import { type DebugTexts, filterOf } from './from-program';
import { isRecord } from './kept';
import type { Places } from './places';
import { TalkScope } from './talk-scope';
import { askedOfProgram, CAPABILITIES, countOf, mayAsk, unverified } from './to-program';

/** Events of one program that are passed on, and questions that it may leave open. A person who steps for an hour sees some thousands. */
const EVENTS_MOST = 20_000;
const OPEN_MOST = 1000;

/** Where frames for the sandbox go. */
export interface FrameLink {
  say(frame: Uint8Array): void;
}

/** What a session tells the run. */
export interface SessionOwner {
  /** The program has stopped, or goes on: by one step, or until something stops it. */
  stops(stopped: boolean, steps: boolean): void;
  /** The person wants the run to end. */
  leaves(): void;
}

export interface StopAt {
  readonly path: string;
  readonly line: number;
}

/** What is to be done with the answer to a question: it is passed on to the editor, or it is our own. */
type Open = { readonly request: DapRequest } | { readonly then: (body: unknown) => void };

/**
 * One start of a program, between its debugger and an editor. The program's side may say anything at any time: what is no answer to a
 * question of the editor's, and no event of the list, is dropped. Above all a request: an editor would act on it.
 */
export class ProgramSession {
  readonly #reader = new MessageReader();
  readonly #open = new Map<number, Open>();
  readonly #filter;
  readonly #scope: TalkScope;
  #asked = 0;
  #events = 0;
  #stopped = false;
  #ready = false;
  #over = false;
  #hasBreakpoints = false;
  /** Nobody comes to debug it. */
  #alone = false;
  #attaching: DapRequest | null = null;
  #isAttached = false;
  readonly #editor = new EditorSide();

  constructor(
    readonly number: number,
    private readonly link: FrameLink,
    private readonly places: Places,
    private readonly texts: DebugTexts,
    private readonly owner: SessionOwner,
    talk: readonly string[],
    /** A line to stop at when the person has set no breakpoint: a path in the sandbox. */
    private readonly stopAt: StopAt | null = null,
  ) {
    this.#filter = filterOf(places, texts);
    this.#scope = new TalkScope(talk, texts.theTest);
    this.#askOwn('initialize', {
      adapterID: 'codealong',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
    });
    this.#askOwn('attach', { justMyCode: true, rules: [], subProcess: false }, () => this.#attached());
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** The editor is there. What it should have heard comes first. */
  listen(listener: (message: ToEditor) => void): void {
    this.#editor.listen(listener);
  }

  /** Nobody comes to debug it: the program runs as if it had no debugger. */
  goAlone(): void {
    this.#alone = true;
    this.#askOwn('configurationDone', {}, () => this.#hold(false));
  }

  /** Stops the program where it is, if a thread of it runs lines of Python now and then. */
  pause(): void {
    if (!this.#stopped && !this.#alone) this.#askOwn('pause', { threadId: '*' });
  }

  /** A message of the editor's. */
  take(message: unknown): void {
    if (!isRecord(message) || message.type !== 'request' || typeof message.command !== 'string') return;
    const request = message as unknown as DapRequest;
    const { command } = request;
    if (command === 'initialize') this.#editor.answer(request, this.#capabilities());
    else if (command === 'attach' || command === 'launch') this.#attach(request);
    else if (command === 'disconnect' || command === 'terminate') this.#leave(request);
    else if (!mayAsk(command) || this.#over) this.#editor.refuse(request);
    else if (command === 'variables' && this.#scope.has(request.arguments))
      this.#editor.answer(request, this.#scope.variables());
    else this.#pass(request);
  }

  /** Bytes from the program. */
  heard(bytes: Uint8Array): void {
    if (this.#over) return;
    try {
      for (const message of this.#reader.push(bytes)) this.#hear(message);
    } catch (error) {
      if (!(error instanceof BadTalk)) throw error;
      this.#cutOff();
    }
  }

  /** The program has ended, or must not be listened to any more: it has said `tooMuch`, or nonsense. */
  hungUp(tooMuch = false): void {
    if (this.#over) return;
    const output = `${this.texts.tooMuch}\n`;
    if (tooMuch) this.#editor.tell({ type: 'event', event: 'output', body: { category: 'stderr', output } });
    this.#over = true;
    this.#stands(false);
    this.#hold(false);
    for (const one of this.#open.values()) if ('request' in one) this.#editor.refuse(one.request);
    this.#open.clear();
    // An editor that has not attached yet hears of the end when it does. It takes no end of what it has not begun.
    if (this.#attaching !== null) this.#attach(this.#attaching);
    else if (this.#isAttached) this.#editor.end();
  }

  /** Its debugger is told to let it run: nobody would let it go on where it stops. */
  #cutOff(): void {
    this.#askOwn('disconnect', { terminateDebuggee: false });
    this.hungUp(true);
  }

  /** An editor asks for stops at exceptions only where it has a switch for them. */
  #capabilities(): Readonly<Record<string, unknown>> {
    const filter = { filter: 'uncaught', label: this.texts.uncaught, default: true };
    return { ...CAPABILITIES, exceptionBreakpointFilters: [filter] };
  }

  #pass(request: DapRequest): void {
    const asked = askedOfProgram(request, this.places);
    if (request.command === 'setBreakpoints' && countOf(asked?.arguments) > 0) this.#hasBreakpoints = true;
    if (request.command === 'configurationDone' && !this.#hasBreakpoints) this.#stopByItself();
    if (asked === null) {
      this.#editor.answer(request, unverified(request, this.texts.notSent));
      return;
    }
    this.#ask(request.command, asked.arguments, { request });
    if (asked.resumes) this.#stands(false, request.command !== 'continue');
  }

  #stopByItself(): void {
    if (this.stopAt === null) return;
    const { path, line } = this.stopAt;
    // Once: nobody sees this breakpoint, so nobody could take it away.
    this.#askOwn('setBreakpoints', { source: { path }, breakpoints: [{ line, hitCondition: '1' }] });
  }

  #askOwn(command: string, given: Readonly<Record<string, unknown>>, then: (body: unknown) => void = () => {}): void {
    this.#ask(command, given, { then });
  }

  #ask(command: string, given: Readonly<Record<string, unknown>>, open: Open): void {
    this.#asked += 1;
    if (this.#open.size >= OPEN_MOST) {
      this.hungUp(true);
      return;
    }
    this.#open.set(this.#asked, open);
    const bytes = encodeMessage({ seq: this.#asked, type: 'request', command, arguments: given });
    for (const frame of sayFrames(this.number, bytes)) this.link.say(frame);
  }

  #hear(message: unknown): void {
    if (!isRecord(message) || this.#over) return;
    if (message.type === 'response') this.#answered(message);
    if (message.type === 'event') this.#happened(message);
  }

  #answered(message: Readonly<Record<string, unknown>>): void {
    const number = message.request_seq;
    const open = typeof number === 'number' ? this.#open.get(number) : undefined;
    if (open === undefined) return;
    this.#open.delete(number as number);
    if ('then' in open) open.then(message.body);
    else if (message.success !== true) this.#editor.refuse(open.request, message.message);
    else this.#passOn(open.request, message.body);
  }

  #passOn(request: DapRequest, said: unknown): void {
    const { command } = request;
    const body = this.#filter.response(command, said);
    this.#editor.answer(request, command === 'scopes' ? this.#scope.added(body) : body);
    if (command === 'configurationDone') this.#hold(false);
  }

  #happened(message: unknown): void {
    const event = this.#filter.event(message);
    if (event === null) return;
    this.#events += 1;
    if (this.#events > EVENTS_MOST) this.#cutOff();
    else this.#tellOfEvent(event);
  }

  #tellOfEvent(event: Unnumbered<Event>): void {
    if (event.event === 'stopped') this.#stops();
    if (event.event === 'continued') this.#stands(false);
    this.#editor.tell(event);
  }

  /** At a `breakpoint()` with nobody there, it goes on. */
  #stops(): void {
    if (this.#alone) this.#askOwn('continue', { threadId: '*' });
    else this.#stands(true);
  }

  #stands(stopped: boolean, steps = false): void {
    if (this.#stopped === stopped) return;
    this.#stopped = stopped;
    this.#hold(stopped);
    this.owner.stops(stopped, steps);
  }

  #hold(held: boolean): void {
    this.link.say(holdFrame(this.number, held));
  }

  #attached(): void {
    this.#ready = true;
    if (this.#attaching !== null) this.#attach(this.#attaching);
  }

  /** The editor sends its breakpoints once it has heard that the session is `initialized`. It would show a refusal as an error. */
  #attach(request: DapRequest): void {
    this.#isAttached = this.#ready || this.#over;
    this.#attaching = this.#isAttached ? null : request;
    if (!this.#isAttached) return;
    this.#editor.answer(request, {});
    if (this.#over) this.#editor.end();
    else this.#editor.tell({ type: 'event', event: 'initialized' });
  }

  /** An editor closes the session of a program that has ended by itself. That is no wish of the person's. */
  #leave(request: DapRequest): void {
    this.#editor.answer(request, {});
    if (!this.#over) this.owner.leaves();
  }
}
