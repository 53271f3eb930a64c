import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TIMES_FILE } from '../../src/editor/status/log';
import { watchPaint } from './painted';
import { TestingView } from './testing-view';
import type { Workbench } from './workbench';

const FILE_MS = 5_000;
/** Without an indented line: the editor would indent typed text once more. */
export const FAILING = { program: 'print("not yet")\n', icon: 'failed', text: '1 of 1 failed' };
export const PASSING = {
  program: 'import socket\nserver = socket.create_server(("localhost", 6379))\nserver.accept()[0].recv(1)\n',
  icon: 'passed',
  text: 'passed 1 of 1',
};

/** The way from the command to the screen, in its order. */
export const PARTS = ['command', 'save', 'snapshot', 'claim', 'run', 'paint'] as const;

/** Milliseconds of one run, and the sandbox that it had. */
export interface Times extends Readonly<Record<(typeof PARTS)[number] | 'total', number>> {
  readonly sandbox: 'warm' | 'cold' | null;
}

/** A line of the file of times. */
interface Told extends Readonly<Record<'verdict_at' | 'snapshot' | 'claim' | 'run' | 'after', number>> {
  /** Absent for a program that ran while it was being saved. */
  readonly save?: number;
  readonly sandbox: Times['sandbox'];
}

/** Milliseconds between the last key and the click: a hand needs 400 from keyboard to mouse, and has to point then. */
const HAND_MS = 600;

/** Measures runs in a window, each from the click on the status bar's item until its verdict is on the screen. */
export class Stopwatch {
  private constructor(
    private readonly workbench: Workbench,
    private readonly file: string,
  ) {}

  /** The options for opening the window. */
  static env(root: string): Readonly<Record<string, string>> {
    return { [TIMES_FILE]: fileIn(root) };
  }

  /** Needs a window on the folder that shows the program and the Testing view. */
  static async open(workbench: Workbench, root: string): Promise<Stopwatch> {
    await workbench.openFile('main.py');
    await new TestingView(workbench).open();
    return new Stopwatch(workbench, fileIn(root));
  }

  /** One run of this program. It is typed first, and the run saves it. */
  async round({ program, icon, text }: typeof FAILING): Promise<Times> {
    await this.workbench.typeOver(program);
    await sleep(HAND_MS);
    const { length } = await this.#lines();
    const seen = await watchPaint(this.workbench.page, icon, text);
    await this.workbench.runFromStatusBar();
    const { clicked, painted } = await seen();
    const { verdict_at: verdict, save = 0, snapshot, claim, run, sandbox } = await this.#told(length);
    // Before the first part the command is on its way to us. All times are by the wall clock, which page and extension share.
    const command = verdict - save - snapshot - claim - run - clicked;
    return { command, save, snapshot, claim, run, paint: painted - verdict, total: painted - clicked, sandbox };
  }

  async #told(before: number): Promise<Told> {
    for (const until = Date.now() + FILE_MS; Date.now() < until; await sleep(50)) {
      const [next] = (await this.#lines()).slice(before);
      if (next !== undefined) return next;
    }
    throw new Error(`the times of the run were not told after ${FILE_MS} ms`);
  }

  async #lines(): Promise<readonly Told[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    const whole = text.split('\n').slice(0, -1);
    return whole.map((line) => JSON.parse(line) as Told);
  }
}

/** The editor's own share: everything except the sandbox's time. */
export function besides({ total, claim, run }: Times): number {
  return total - claim - run;
}

function fileIn(root: string): string {
  return path.join(root, '.codealong', 'times.ndjson');
}
