import assert from 'node:assert/strict';
import { LearnerFolder } from '../support/learner';
import { programFile } from '../support/run';
import { MINUTE, windowOn } from './learner-window';
import { besides, FAILING, PARTS, PASSING, Stopwatch, type Times } from './speed';

const ROUNDS = 6;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Times the command, from the click on the status bar until the verdict is on the screen. Program and verdict change each time, so the program must be saved. */
describe('The way from the command to the verdict on the screen', function () {
  this.timeout(4 * MINUTE);
  const window = windowOn(
    () => LearnerFolder.make(programFile('early-exit.py')),
    ({ root }) => ({ env: Stopwatch.env(root) }),
  );
  const rounds: Times[] = [];

  it('is measured with its parts', async () => {
    const stopwatch = await Stopwatch.open(window.workbench, window.place.root);
    await stopwatch.round(FAILING); // The first loads the core.
    for (let left = ROUNDS; left > 0; left--) {
      rounds.push(await stopwatch.round(left % 2 === 0 ? PASSING : FAILING));
    }
    for (const times of rounds) for (const part of PARTS) assert.ok(times[part] >= 0, `${part}: ${times[part]}`);
  });

  after(() => {
    const figure = (part: (typeof PARTS)[number]) =>
      `${part} ${Math.round(median(rounds.map((times) => times[part])))}`;
    const total = median(rounds.map((times) => times.total));
    const warm = rounds.filter(({ sandbox }) => sandbox === 'warm').length;
    process.stdout.write(
      `      median of ${rounds.length}, ${warm} of them warm: ${Math.round(total)} ms (${PARTS.map(figure).join(', ')}); beside the sandbox's own time ${Math.round(median(rounds.map(besides)))} ms\n`,
    );
  });
});
