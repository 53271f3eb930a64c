import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TerminalSize } from '../../src/contract/job';
import { PROGRAM_TERMINAL } from '../../src/contract/terminal-frames';
import type { ProgramRequest, ProgramResult } from '../../src/run/run-program';
import type { Runner } from '../../src/run/runner';
import type { ProcessEnd, TerminalOwner, TerminalTalk } from '../../src/sandbox/terminal-talk';

/** Milliseconds for a terminal to show something. */
const PATIENCE_MS = 15_000;
export const SIZE: TerminalSize = { columns: 80, rows: 24 };

/** What a person sees at one terminal. */
export class Screen implements TerminalOwner {
  #bytes: Buffer[] = [];
  readonly #news = new PassThrough();
  end: ProcessEnd | null = null;
  /** False for a person who does not look: nothing counts as shown. */
  looks = true;
  /** Bytes that came. */
  count = 0;

  constructor(private readonly keep = true) {}

  output(bytes: Uint8Array, _stream: 'stdout' | 'stderr', shown: () => void): void {
    this.count += bytes.length;
    if (this.keep) this.#bytes.push(Buffer.from(bytes));
    if (this.looks) shown();
    this.#news.emit('news');
  }

  left(end: ProcessEnd): void {
    this.end = end;
    this.#news.emit('news');
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#bytes);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** Resolves when the text is there, behind what was awaited before. */
  async see(text: string | RegExp): Promise<string> {
    await this.until(() => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text)), String(text));
    return this.text;
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const late = sleep(PATIENCE_MS, 'late', { ref: false });
    while (!holds()) {
      if ((await Promise.race([once(this.#news, 'news'), late])) === 'late')
        throw new Error(`no ${what} in ${JSON.stringify(this.text.slice(-2000))}`);
    }
  }

  forget(): void {
    this.#bytes = [];
  }
}

/** A person at the terminal of their program. */
export interface Person {
  readonly screen: Screen;
  readonly talk: TerminalTalk;
  readonly over: Promise<ProgramResult>;
  readonly ports: () => readonly number[];
  /** Types at the program's terminal. */
  readonly type: (text: string | Uint8Array) => void;
  /** Closes the terminal. */
  readonly leave: () => Promise<ProgramResult>;
}

/** Those who have not left: a test that fails leaves its person at the terminal, and the container there would fail the tests after it. */
const seated = new Set<Person>();

/** Closes each terminal that is still open. */
export async function everybodyLeaves(): Promise<void> {
  await Promise.all([...seated].map((person) => person.leave().catch(() => undefined)));
}

/** Runs a program for a person, who is there as soon as it is being started. */
export async function sitDown(
  runner: Pick<Runner, 'runProgram'>,
  given: Pick<ProgramRequest, 'course' | 'step'> & Partial<ProgramRequest>,
  screen = new Screen(),
): Promise<Person> {
  const closed = new AbortController();
  let ports: readonly number[] = [];
  let over: Promise<ProgramResult> | null = null;
  const talk = await new Promise<TerminalTalk>((resolve, reject) => {
    over = runner.runProgram({
      file: null,
      source: null,
      root: null,
      entry: null,
      tty: true,
      size: SIZE,
      owner: screen,
      started: resolve,
      listening: (now) => {
        ports = now;
        screen.output(Buffer.alloc(0), 'stdout', () => undefined);
      },
      signal: closed.signal,
      ...given,
    });
    over.catch(reject);
  });
  const result = over as unknown as Promise<ProgramResult>;
  const person: Person = {
    screen,
    talk,
    over: result,
    ports: () => ports,
    type: (text) => talk.type(PROGRAM_TERMINAL, Buffer.from(text as string)),
    leave: () => {
      closed.abort();
      return result;
    },
  };
  seated.add(person);
  const leaves = () => seated.delete(person);
  result.then(leaves, leaves);
  return person;
}
