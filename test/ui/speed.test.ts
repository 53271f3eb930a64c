import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TIMES_FILE } from '../../src/editor/status/times-file';
import { LearnerFolder } from '../support/learner';
import { programFile } from '../support/run';
import { MINUTE, windowOn } from './learner-window';
import { type Painted, watchPaint } from './painted';
import { TestingView } from './testing-view';

const ROUNDS = 6;
const FILE_MS = 5_000;
/** Without a line that is indented: the editor would indent what is typed once more. */
const FAILING = { program: 'print("not yet")\n', icon: 'failed', text: '1 of 1 failed' };
const PASSING = {
  program: 'import socket\nserver = socket.create_server(("localhost", 6379))\nserver.accept()[0].recv(1)\n',
  icon: 'passed',
  text: 'passed 1 of 1',
};

/** The way from the command to the screen, in its order. */
const PARTS = ['command', 'save', 'snapshot', 'claim', 'run', 'paint'] as const;
type Times = Readonly<Record<(typeof PARTS)[number] | 'total', number>>;

/** A line of the file of times. */
type Told = Readonly<Record<'verdict_at' | 'save' | 'snapshot' | 'claim' | 'run' | 'after', number>>;

/** Before the first part the command is on its way to us; all by the clock on the wall, which page and extension share. */
function timesOf({ clicked, painted }: Painted, { verdict_at: verdict, save, snapshot, claim, run }: Told): Times {
  const command = verdict - save - snapshot - claim - run - clicked;
  return { command, save, snapshot, claim, run, paint: painted - verdict, total: painted - clicked };
}

async function toldIn(file: string): Promise<readonly Told[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Told);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The command, from the click on it until the verdict is on the screen. The program is another each time, so that it must be saved, and the verdict too. */
describe('The way from the command to the verdict on the screen', function () {
  this.timeout(4 * MINUTE);
  const fileIn = ({ root }: LearnerFolder) => path.join(root, '.codealong', 'times.ndjson');
  const window = windowOn(
    () => LearnerFolder.make(programFile('early-exit.py')),
    (place) => ({ env: { [TIMES_FILE]: fileIn(place) } }),
  );
  const rounds: Times[] = [];

  before(async () => {
    await window.workbench.openFile('main.py');
    await new TestingView(window.workbench).open();
  });

  async function told(before: number): Promise<Told> {
    for (const until = Date.now() + FILE_MS; Date.now() < until; await sleep(50)) {
      const [next] = (await toldIn(fileIn(window.place))).slice(before);
      if (next !== undefined) return next;
    }
    throw new Error(`the times of the run were not told after ${FILE_MS} ms`);
  }

  async function round({ program, icon, text }: typeof FAILING): Promise<Times> {
    const { workbench } = window;
    await workbench.typeOver(program);
    const { length } = await toldIn(fileIn(window.place));
    const painted = await watchPaint(workbench.page, icon, text);
    await workbench.runCommand('CodeAlong: Run Step Tests');
    return timesOf(await painted(), await told(length));
  }

  it('is measured with its parts', async () => {
    await round(FAILING); // The first loads the core.
    for (let left = ROUNDS; left > 0; left--) {
      rounds.push(await round(left % 2 === 0 ? PASSING : FAILING));
    }
    for (const times of rounds) for (const part of PARTS) assert.ok(times[part] >= 0, `${part}: ${times[part]}`);
  });

  after(() => {
    const figure = (part: keyof Times) => `${part} ${Math.round(median(rounds.map((times) => times[part])))}`;
    const total = median(rounds.map((times) => times.total));
    const beside = median(rounds.map(({ total, claim, run }) => total - claim - run));
    process.stdout.write(
      `      median of ${rounds.length}: ${Math.round(total)} ms (${PARTS.map(figure).join(', ')}); beside the sandbox's own time ${Math.round(beside)} ms\n`,
    );
  });
});
