import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { nothingIsLeft, ours } from '../support/containers';
import { newRunner, REDIS, runOn } from '../support/run';

/** Milliseconds after the run's beginning: from before the container is made to the middle of its tests. */
const MOMENTS = [30, 100, 200, 300, 500, 900];

describe('A runner that is disposed in the middle of a run', function () {
  this.timeout(60_000);
  after(() => nothingIsLeft());

  for (const moment of MOMENTS)
    it(`${moment} ms after its beginning leaves no container when it says that it is done`, async () => {
      const runner = newRunner();
      const stop = new AbortController();
      const run = runOn(runner, REDIS, 1, { source: 'while True: pass\n' }, { signal: stop.signal });
      await sleep(moment);
      stop.abort();
      const began = Date.now();
      await runner.dispose();
      assert.deepEqual(await ours(), []);
      // VS Code gives five seconds to an extension that it ends.
      assert.ok(Date.now() - began < 4_000, `${Date.now() - began} ms`);
      assert.equal((await run).verdict.outcome, 'cancelled');
    });
});
