import { equal, ok } from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { RunLimit } from '../../../src/sandbox/run-limit';

describe('The host’s limit of a run', () => {
  it('is over after its time, once', async () => {
    let over = 0;
    const limit = new RunLimit(20, () => (over += 1));
    await setTimeout(60);
    limit.extend(10);
    await setTimeout(60);
    equal(over, 1);
  });

  it('is not over any more when the run has ended', async () => {
    let over = 0;
    const limit = new RunLimit(20, () => (over += 1));
    limit.stop();
    limit.extend(10);
    await setTimeout(60);
    equal(over, 0);
  });

  it('is later by what the machine took, at most twice as late, and leaves time for the last word', async function () {
    this.timeout(10_000);
    const began = performance.now();
    const took = await new Promise<number>((resolve) => {
      const limit = new RunLimit(100, () => resolve(performance.now() - began));
      limit.extend(50);
      limit.extend(1e9);
    });
    ok(took >= 2_190 && took < 3_500, `${took} ms`);
  });
});
