import assert from 'node:assert/strict';
import path from 'node:path';
import { removeFolders } from '../course/place';
import { LOUD, learnerFolder, openScene, rootOf, run, SAYS } from './scene';

describe('Results after an edit', () => {
  afterEach(removeFolders);

  it('are outdated, once until the next run', async () => {
    const scene = await openScene();
    const document = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    await scene.testing.run([scene.testing.item('echo/say')]);
    void scene.log;
    scene.editor.type(document);
    scene.editor.type(document);
    assert.equal(scene.log, 'outdated  An echo');
    await scene.testing.run([scene.testing.item('echo/say')]);
    void scene.log;
    scene.editor.type(document);
    assert.equal(scene.log, 'outdated  An echo');
  });

  it('are outdated as well when they come after an edit in mid-run', async () => {
    const scene = await openScene();
    const document = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    const log = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.finish(SAYS);
      scene.editor.type(document);
      await sandbox.finish(LOUD);
      return sandbox.done();
    });
    assert.match(
      log,
      /passed {4}Says it {2}12 ms\noutdated {2}An echo\npassed {4}Says it loudly {2}12 ms\noutdated {2}An echo/,
    );
  });

  it('are outdated after a reload too, when nothing was run yet', async () => {
    const scene = await openScene();
    scene.editor.type(scene.editor.open(path.join(rootOf(scene), 'helper.py')));
    assert.equal(scene.log, 'outdated  An echo');
  });

  it('stay when something else is edited', async () => {
    const scene = await openScene();
    const other = await learnerFolder();
    scene.folders.push(other);
    await scene.refresh();
    await scene.testing.run([scene.testing.item('echo/say')]);
    void scene.log;
    for (const file of [
      path.join(other, 'main.py'),
      `${rootOf(scene)}-2/main.py`,
      path.join(rootOf(scene), '.codealong/progress.json'),
    ])
      scene.editor.type(scene.editor.open(file));
    assert.equal(scene.log, '');
  });

  it('of a separate course are outdated for the step whose file was edited', async () => {
    const steps = [
      { id: 'say', title: 'Say it' },
      { id: 'repeat', title: 'Repeat it', entry: 'again.py' },
    ];
    const text = {
      format_version: 1,
      id: 'echo',
      title: 'An echo',
      language: 'python',
      runtime: 'python3',
      image: 'codealong-python-runner',
      network: 'none',
      entry: 'main.py',
      shape: 'separate',
      steps,
    };
    const scene = await openScene({ 'echo/course.json': JSON.stringify(text) });
    scene.editor.type(scene.editor.open(path.join(rootOf(scene), 'again.py')));
    assert.equal(scene.log, 'outdated  2. Repeat it');
    scene.editor.type(scene.editor.open(path.join(rootOf(scene), 'shared.py')));
    assert.equal(scene.log, 'outdated  An echo');
  });
});
