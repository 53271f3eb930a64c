import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GaveUpEvent, SandboxEvent } from '../../src/contract/events';
import type { ToEditor } from '../../src/debug/dap';
import { DebugRun, type DebugWatcher } from '../../src/debug/debug-run';
import { Places } from '../../src/debug/places';
import type { FrameLink, ProgramSession } from '../../src/debug/program-session';

/** Milliseconds for a debugger to say something. */
const PATIENCE_MS = 20_000;
export const DEBUG_TEXTS = {
  noCode: 'No code on this line.',
  notSent: 'Not sent.',
  theTest: 'The test',
  uncaught: 'Uncaught',
  tooMuch: 'Too much.',
};

/** The editor's side of one program, as a person with a debugger uses it. */
export class Seat {
  readonly told: ToEditor[] = [];
  #seq = 0;
  /** How many stops were seen. */
  #seen = 0;

  constructor(
    readonly session: ProgramSession,
    private readonly news: PassThrough,
  ) {
    session.listen((message) => {
      this.told.push(message);
      // As VS Code does, it closes the session of a program that has ended.
      if (message.type === 'event' && message.event === 'terminated')
        this.session.take({ seq: -1, type: 'request', command: 'disconnect', arguments: { terminateDebuggee: false } });
      this.news.emit('news');
    });
  }

  /** @returns the body of the answer */
  async ask(command: string, given: object = {}): Promise<Readonly<Record<string, unknown>>> {
    this.#seq += 1;
    const seq = this.#seq;
    this.session.take({ seq, type: 'request', command, arguments: given });
    const answer = () => this.told.find((one) => one.type === 'response' && one.request_seq === seq);
    await until(this.news, () => answer() !== undefined, `answer to ${command}`);
    return answer()?.body ?? {};
  }

  /** As an editor begins. @returns its breakpoints */
  async begin(file: string, lines: readonly number[]): Promise<readonly { verified: boolean; line: number }[]> {
    await this.ask('initialize');
    await this.ask('attach');
    const breakpoints = lines.map((line) => ({ line }));
    const set = await this.ask('setBreakpoints', { source: { path: file }, breakpoints });
    await this.ask('setExceptionBreakpoints', { filters: ['uncaught'] });
    await this.ask('configurationDone');
    return set.breakpoints as { verified: boolean; line: number }[];
  }

  get stops(): readonly Readonly<Record<string, unknown>>[] {
    return this.told.flatMap((one) => (one.type === 'event' && one.event === 'stopped' ? [one.body ?? {}] : []));
  }

  get isOver(): boolean {
    return this.told.some((one) => one.type === 'event' && one.event === 'terminated');
  }

  /** The next stop: why, and on which line of which function. */
  async stopped(): Promise<{ reason: string; line: number; name: string; frame: number }> {
    this.#seen += 1;
    await until(this.news, () => this.stops.length >= this.#seen, 'stop');
    const { reason, threadId } = this.stops[this.#seen - 1] ?? {};
    const { stackFrames } = await this.ask('stackTrace', { threadId });
    const [top] = stackFrames as { id: number; line: number; name: string }[];
    return { reason: String(reason), line: top?.line ?? 0, name: top?.name ?? '', frame: top?.id ?? 0 };
  }

  async goOn(): Promise<void> {
    await this.ask('continue', { threadId: 1 });
  }

  /** The text of a variable in a frame. */
  async value(frame: number, name: string): Promise<string | undefined> {
    const { scopes } = await this.ask('scopes', { frameId: frame });
    const [locals] = scopes as { variablesReference: number }[];
    const { variables } = await this.ask('variables', { variablesReference: locals?.variablesReference });
    return (variables as { name: string; value: string }[]).find((one) => one.name === name)?.value;
  }
}

/** A person who debugs a run, with a seat at each of its programs. */
export class Debugger implements DebugWatcher {
  readonly seats: Seat[] = [];
  readonly talk: string[] = [];
  readonly gave: { readonly event: GaveUpEvent; readonly stopped: boolean }[] = [];
  readonly events: SandboxEvent[] = [];
  readonly #news = new PassThrough();
  readonly closed = new AbortController();

  join(link: FrameLink, files: ReadonlyMap<string, string>): DebugRun {
    return new DebugRun(link, new Places(files, false), DEBUG_TEXTS, this);
  }

  begins(session: ProgramSession): void {
    this.seats.push(new Seat(session, this.#news));
    this.#news.emit('news');
  }

  talked(line: string): void {
    this.talk.push(line);
  }

  gaveUp(event: GaveUpEvent, stopped: boolean): void {
    this.gave.push({ event, stopped });
    this.#news.emit('news');
  }

  leaves(): void {
    this.closed.abort();
  }

  event(event: SandboxEvent): void {
    this.events.push(event);
    this.#news.emit('news');
  }

  async seat(number: number): Promise<Seat> {
    await until(this.#news, () => this.seats[number] !== undefined, `start ${number} of a program`);
    return this.seats[number] as Seat;
  }

  /** The outcomes of the tests so far, in their order. */
  get outcomes(): readonly string[] {
    return this.events.flatMap((one) => (one.event === 'finished' ? [one.outcome] : []));
  }

  until(holds: () => boolean, what: string): Promise<void> {
    return until(this.#news, holds, what);
  }
}

async function until(news: PassThrough, holds: () => boolean, what: string): Promise<void> {
  const late = sleep(PATIENCE_MS, 'late', { ref: false });
  while (!holds()) if ((await Promise.race([once(news, 'news'), late])) === 'late') throw new Error(`no ${what}`);
}
