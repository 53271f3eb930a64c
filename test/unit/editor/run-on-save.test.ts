import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withCurrent } from '../../../src/course/progress/progress';
import { updateProgress } from '../../../src/course/progress/update-progress';
import { until } from '../../support/waiting';
import { makeFolder, removeFolders } from '../course/place';
import { openScene, rootOf, type Scene } from './scene';

/** Longer than files that are saved together may lie apart. */
const LATER_MS = 400;

describe('The continuous run', () => {
  afterEach(removeFolders);

  async function begun(): Promise<{ readonly scene: Scene; readonly end: () => void }> {
    const scene = await openScene();
    const end = scene.testing.runOnSave([scene.testing.item('echo/say')]);
    await until(() => scene.ran.length === 1);
    await sleep(20);
    return { scene, end };
  }

  it('runs at once, and once more for files that are saved together', async () => {
    const { scene, end } = await begun();
    const [main, helper] = ['main.py', 'words.py'].map((name) => scene.editor.open(path.join(rootOf(scene), name)));
    await main?.save();
    await helper?.save();
    await until(() => scene.ran.length === 2);
    await sleep(LATER_MS);
    assert.equal(scene.ran.length, 2);
    end();
  });

  it('goes on after a defect of ours', async () => {
    const { scene, end } = await begun();
    const defect = new Error('x');
    scene.script = () => Promise.reject(defect);
    const main = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    await main.save();
    await until(() => scene.failed.length === 1);
    assert.deepEqual(scene.failed, [defect]);
    await main.save();
    await until(() => scene.ran.length === 3);
    end();
  });

  it('makes a request of its own for each run: of runs for one request the editor shows the worst', async () => {
    const { scene, end } = await begun();
    await scene.editor.open(path.join(rootOf(scene), 'main.py')).save();
    await until(() => scene.ran.length === 2);
    const { requests } = scene.testing;
    assert.deepEqual(
      requests.map(({ continuous }) => continuous),
      [true, true],
    );
    assert.equal(new Set(requests).size, 2);
    end();
  });

  it('leaves the learner at their step, who may have gone on', async () => {
    const { scene, end } = await begun();
    assert.deepEqual(scene.cameTo, []);
    end();
  });

  it('starts no run for what a run itself saves', async () => {
    const { scene, end } = await begun();
    const main = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    main.isDirty = true;
    await scene.testing.run([scene.testing.item('echo/say')]);
    assert.deepEqual(scene.editor.saved, ['main.py']);
    await sleep(LATER_MS);
    assert.equal(scene.ran.length, 2);
    end();
  });

  it('starts no run for what is saved to debug a test, or to run the program', async () => {
    const { scene, end } = await begun();
    const main = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    main.isDirty = true;
    const target = { root: rootOf(scene), file: main.uri.fsPath };
    assert.deepEqual(await scene.service.save(target, new AbortController().signal), []);
    assert.deepEqual(scene.editor.saved, ['main.py']);
    await sleep(LATER_MS);
    assert.equal(scene.ran.length, 1);
    end();
  });

  it('runs a course at the step that the learner is at, and goes on with them', async () => {
    const scene = await openScene();
    const end = scene.testing.runOnSave([scene.testing.item('echo')]);
    await until(() => scene.ran.length === 1);
    await updateProgress(rootOf(scene), { id: 'echo' }, (before) => withCurrent(before, 'repeat'));
    await sleep(20);
    await scene.editor.open(path.join(rootOf(scene), 'main.py')).save();
    await until(() => scene.ran.length === 2);
    await sleep(LATER_MS);
    assert.deepEqual(
      scene.ran.map((one) => one.split(' ')[0]),
      ['echo/say', 'echo/repeat'],
    );
    end();
  });

  it('keeps to a step that was asked for, wherever the learner is', async () => {
    const { scene, end } = await begun();
    await updateProgress(rootOf(scene), { id: 'echo' }, (before) => withCurrent(before, 'repeat'));
    await scene.editor.open(path.join(rootOf(scene), 'main.py')).save();
    await until(() => scene.ran.length === 2);
    assert.match(scene.ran[1] ?? '', /^echo\/say /);
    end();
  });

  it('tells a defect of ours once, and not at each save', async () => {
    const { scene, end } = await begun();
    scene.script = () => Promise.reject(new Error('a defect'));
    for (const runs of [2, 3]) {
      await scene.editor.open(path.join(rootOf(scene), 'main.py')).save();
      await until(() => scene.ran.length === runs);
      await sleep(20);
    }
    assert.equal(scene.failed.length, 1);
    end();
  });

  it('leaves files elsewhere alone, and ends when it is told to', async () => {
    const { scene, end } = await begun();
    await scene.editor.open(path.join(await makeFolder({ 'a.py': '' }), 'a.py')).save();
    await sleep(LATER_MS);
    assert.equal(scene.ran.length, 1);
    end();
    await scene.editor.open(path.join(rootOf(scene), 'main.py')).save();
    await sleep(LATER_MS);
    assert.equal(scene.ran.length, 1);
  });
});
