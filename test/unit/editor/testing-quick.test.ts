import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeFolders } from '../course/place';
import { LOUD, lines, openScene, run, SAYS } from './scene';

describe('A quick run in the Testing view', () => {
  afterEach(removeFolders);

  it('shows only its end when that comes soon, so that nothing flickers and the verdict is painted at once', async () => {
    const scene = await openScene({}, 10_000);
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      await sandbox.tell({ event: 'output', test: SAYS, stream: 'stdout', text: 'a', dropped: 0 });
      await sandbox.finish(SAYS, { duration_ms: 41 });
      await sandbox.start(LOUD);
      await sandbox.finish(LOUD, { duration_ms: 5 });
      return sandbox.done();
    });
    assert.equal(
      log,
      lines(`
        passed    Says it  41 ms
        passed    Says it loudly  5 ms
        output    Says it: "a"
        end
      `),
    );
    assert.match(scene.testing.output.at(-1) ?? '', /Passed: 2 of 2/);
  });

  it('is shown live as soon as it is no longer quick, with everything that has happened so far', async () => {
    const scene = await openScene({}, 50);
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.start(SAYS);
      await sandbox.finish(SAYS);
      await sandbox.start(LOUD);
      assert.deepEqual(scene.testing.log, []);
      await sleep(120);
      assert.match(scene.testing.log.at(-1) ?? '', /^started {3}Says it loudly/);
      await sandbox.finish(LOUD);
      return sandbox.done();
    });
    assert.equal(
      log,
      lines(`
        enqueued  Says it
        enqueued  Says it loudly
        enqueued  Says it
        enqueued  Says it loudly
        started   Says it
        passed    Says it  12 ms
        started   Says it loudly
        passed    Says it loudly  12 ms
        end
      `),
    );
  });

  it('gives each set of parameters its own item as well', async () => {
    const suite = 'import pytest\n\n@pytest.mark.parametrize("n", [1])\ndef test_n(n):\n    """Counts"""\n';
    const scene = await openScene({ 'echo/steps/01-say/test_say.py': suite }, 10_000);
    const id = 'test_say.py::test_n[1]';
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect({ id, name: 'Counts', file: 'test_say.py', line: 4 });
      await sandbox.start(id);
      await sandbox.finish(id);
      return sandbox.done();
    });
    assert.equal(log, 'passed    [1]  12 ms\nend');
  });
});
