import type { ToEditor } from '../../../src/debug/dap';
import { Places } from '../../../src/debug/places';
import { ProgramSession, type StopAt } from '../../../src/debug/program-session';

export const TEXTS = {
  noCode: 'No code on this line.',
  notSent: 'Not sent.',
  theTest: 'The test',
  uncaught: 'Uncaught',
  tooMuch: 'Too much.',
};
export const PLACES = new Places(
  new Map([
    ['main.py', '/home/eva/my rédis/main.py'],
    ['lib/store.py', '/home/eva/my rédis/lib/store.py'],
  ]),
  false,
);

/** A session between a program and an editor that are both played by the test. */
export class Scene {
  readonly told: ToEditor[] = [];
  /** What the program's debugger was asked. */
  readonly asked: { readonly seq: number; readonly command: string; readonly arguments: Record<string, unknown> }[] =
    [];
  /** Whether the clock was held, each time that this was said. */
  readonly held: boolean[] = [];
  readonly stops: boolean[] = [];
  left = 0;
  readonly session: ProgramSession;
  #seq = 0;

  constructor(talk: readonly string[] = [], stopAt: StopAt | null = null) {
    const owner = { stops: (stopped: boolean) => this.stops.push(stopped), leaves: () => this.left++ };
    const link = { say: (frame: Uint8Array) => this.#framed(Buffer.from(frame)) };
    this.session = new ProgramSession(3, link, PLACES, TEXTS, owner, talk, stopAt);
    this.session.listen((message) => this.#hear(message));
  }

  /** The program says a message. */
  says(message: unknown): void {
    this.session.heard(encoded(message));
  }

  /** The editor asks, and the program answers the last question that it got. @returns what the editor was told for it */
  ask(command: string, given: object = {}, body: unknown = {}): ToEditor | undefined {
    this.#seq += 1;
    const seq = this.#seq;
    const before = this.asked.length;
    this.session.take({ seq, type: 'request', command, arguments: given });
    const question = this.asked.at(-1);
    if (this.asked.length > before && question !== undefined) this.answers(question.seq, command, body);
    return this.told.find((one) => one.type === 'response' && one.request_seq === seq);
  }

  answers(request_seq: number, command: string, body: unknown = {}): void {
    this.says({ seq: 1, type: 'response', request_seq, success: true, command, body });
  }

  /** As an editor begins. */
  begin(): void {
    for (const { seq, command } of [...this.asked]) this.answers(seq, command);
    this.ask('initialize');
    this.ask('attach');
    this.ask('configurationDone');
  }

  get events(): readonly string[] {
    return this.told.flatMap((one) => (one.type === 'event' ? [one.event] : []));
  }

  /** As VS Code does, it closes the session of a program that has ended. */
  #hear(message: ToEditor): void {
    this.told.push(message);
    if (message.type === 'event' && message.event === 'terminated')
      this.session.take({ seq: -1, type: 'request', command: 'disconnect', arguments: { terminateDebuggee: false } });
  }

  #framed(frame: Buffer): void {
    const payload = frame.subarray(5);
    if (frame[0] === 0x48) this.held.push(payload[1] === 1);
    else this.asked.push(JSON.parse(payload.subarray(1).toString('utf8').split('\r\n\r\n')[1] ?? ''));
  }
}

/** A session that an editor has begun. */
export function begun(talk: readonly string[] = []): Scene {
  const scene = new Scene(talk);
  scene.begin();
  return scene;
}

/** The program says that it has stopped. */
export function stopped(scene: Scene, reason = 'breakpoint'): void {
  scene.says({ seq: 9, type: 'event', event: 'stopped', body: { reason, threadId: 1, allThreadsStopped: false } });
}

export function encoded(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}
