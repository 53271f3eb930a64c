import assert from 'node:assert/strict';
import { removeFolders } from '../course/place';
import { ended } from '../results/make';
import { openScene, SAYS, type Scene, type Script, targetOf } from './scene';

describe('Stopping a run', () => {
  afterEach(removeFolders);

  const untilStopped: Script = async (sandbox) => {
    await sandbox.collect();
    await sandbox.start(SAYS);
    const { signal } = sandbox.request;
    if (!signal?.aborted) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    return { end: ended({ cause: 'cancelled' }) };
  };

  async function started(scene: Scene): Promise<void> {
    while (!scene.testing.log.some((line) => line.startsWith('started'))) await new Promise(setImmediate);
  }

  it('cancels the sandbox, skips what is left, and starts no further step', async () => {
    const scene = await openScene();
    scene.script = untilStopped;
    const running = scene.testing.run(['echo/say', 'echo/repeat'].map((id) => scene.testing.item(id)));
    await started(scene);
    scene.testing.stop();
    await running;
    assert.match(
      scene.log,
      /started {3}Says it\nskipped {3}Says it\nskipped {3}Says it loudly\nskipped {3}test_repeats\nend$/,
    );
    assert.equal(scene.ran.length, 1);
  });

  it('works for a run from the palette, by its own button and by disposing the extension', async () => {
    for (const stop of [(scene: Scene) => scene.testing.stop(), (scene: Scene) => scene.requests.dispose()]) {
      const scene = await openScene();
      scene.script = untilStopped;
      const running = scene.requests.runStep(targetOf(scene));
      await started(scene);
      stop(scene);
      await running;
      assert.match(scene.log, /skipped {3}Says it\n[\s\S]*end$/);
    }
  });

  it('happens when a newer run takes its place: the older one does not go on to its next step', async () => {
    const scene = await openScene();
    scene.script = (sandbox) => untilStopped(sandbox);
    const older = scene.testing.run();
    await started(scene);
    scene.script = async (sandbox) => {
      await sandbox.collect();
      await sandbox.finish('test_repeat.py::test_repeats');
      return sandbox.done();
    };
    await scene.testing.run([scene.testing.item('echo/repeat')]);
    await older;
    assert.deepEqual(
      scene.ran.map((one) => one.split(' ')[0]),
      ['echo/say', 'echo/repeat'],
    );
    assert.equal(scene.log.match(/passed {4}test_repeats/g)?.length, 1);
  });

  it('ends the run in the view also after a defect of our own', async () => {
    const scene = await openScene();
    scene.script = async () => Promise.reject(new Error('a defect'));
    await assert.rejects(scene.testing.run([scene.testing.item('echo/say')]), /a defect/);
    assert.match(scene.log, /end$/);
  });
});
