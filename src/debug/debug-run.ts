import { goOnFrame } from '../contract/debug-frames';
import type { GaveUpEvent, SandboxEvent } from '../contract/events';
import type { HungUpEvent } from '../contract/person-events';
import type { DebugTexts } from './from-program';
import type { Places } from './places';
import { type FrameLink, ProgramSession, type StopAt } from './program-session';

/** Milliseconds for a program to stop when its test has given up. One that waits for something cannot be stopped: its stack is told. */
const PAUSE_MS = 800;
/** Lines of talk that are kept for the scope of the test. */
const TALK_KEPT = 100;

/** The person's side of a debugged run. */
export interface DebugWatcher {
  /** A program has started: the editor opens a session for it. */
  begins(session: ProgramSession): void;
  /** What the suite and the program say, as it is said. */
  talked(line: string): void;
  /** A test has failed, and its programs still live. `stopped`: one of them can be looked at now. */
  gaveUp(event: GaveUpEvent, stopped: boolean): void;
  /** The person wants the run to end. */
  leaves(): void;
}

/** Joins the sessions of the programs of one run. It gives no verdict. */
export class DebugRun {
  readonly #sessions = new Map<number, ProgramSession>();
  readonly #talk: string[] = [];
  #givingUp: GaveUpEvent | null = null;
  /** Whether the person has heard that a program stands, since the test gave up. */
  #toldOfStop = false;
  #pausing: NodeJS.Timeout | null = null;

  constructor(
    private readonly link: FrameLink,
    private readonly places: Places,
    private readonly texts: DebugTexts,
    private readonly watcher: DebugWatcher,
    /** The line that the last report named; see `ProgramSession`. */
    private readonly stopAt: StopAt | null = null,
  ) {}

  take(event: SandboxEvent): void {
    if (event.event === 'debugging') this.#begin(event.session);
    if (event.event === 'spoke') this.#sessions.get(event.session)?.heard(Buffer.from(event.data, 'base64'));
    if (event.event === 'hung-up') this.#hungUp(event);
    if (event.event === 'talked') this.#said(event.line);
    if (event.event === 'gave-up') this.#giveUp(event);
  }

  /** The run is over, and every program with it. */
  end(): void {
    this.#forgetPause();
    for (const session of this.#sessions.values()) session.hungUp();
    this.#sessions.clear();
  }

  /** A sandbox has no two sessions of one number. */
  #begin(number: number): void {
    if (this.#sessions.has(number)) return;
    const owner = { stops: (_: boolean, steps: boolean) => this.#look(steps), leaves: () => this.watcher.leaves() };
    const session = new ProgramSession(number, this.link, this.places, this.texts, owner, this.#talk, this.stopAt);
    this.#sessions.set(number, session);
    this.watcher.begins(session);
  }

  #hungUp({ session: number, too_much }: HungUpEvent): void {
    const session = this.#sessions.get(number);
    this.#sessions.delete(number);
    session?.hungUp(too_much);
    // Without a program the test goes on by itself.
    if (this.#sessions.size === 0) this.#goOn();
    else this.#look();
  }

  #said(line: string): void {
    this.#talk.push(line);
    if (this.#talk.length > TALK_KEPT) this.#talk.shift();
    this.watcher.talked(line);
  }

  /** The test waits. A program that runs is stopped, so that the person can look at it. */
  #giveUp(event: GaveUpEvent): void {
    this.#givingUp = event;
    this.#toldOfStop = false;
    for (const session of this.#sessions.values()) session.pause();
    this.#awaitStop();
    this.#look();
  }

  /** Tells that a program stands, and lets the test go on once none does any more. After a step, a program may stop again at once. */
  #look(steps = false): void {
    const event = this.#givingUp;
    const stands = [...this.#sessions.values()].some(({ isStopped }) => isStopped);
    if (event === null) return;
    if (stands) {
      this.#forgetPause();
      if (!this.#toldOfStop) this.watcher.gaveUp(event, true);
      this.#toldOfStop = true;
    } else if (steps) this.#awaitStop();
    else if (this.#pausing === null) this.#forget();
  }

  #awaitStop(): void {
    this.#forgetPause();
    this.#pausing = setTimeout(() => this.#goOn(), PAUSE_MS);
  }

  /** None could be stopped in time. */
  #goOn(): void {
    const event = this.#givingUp;
    this.#forgetPause();
    if (event === null) return;
    if (!this.#toldOfStop) this.watcher.gaveUp(event, false);
    this.#forget();
  }

  #forget(): void {
    this.#givingUp = null;
    this.link.say(goOnFrame());
  }

  #forgetPause(): void {
    if (this.#pausing !== null) clearTimeout(this.#pausing);
    this.#pausing = null;
  }
}
