import assert from 'node:assert/strict';
import path from 'node:path';
import { FakeUri } from '../../support/fake-values';
import { settle, until } from '../../support/waiting';
import { removeFolders } from '../course/place';
import { passedEarlier } from './make';
import { allPass, LOUD, learnerFolder, openScene, rootOf, run, SAYS, type Script } from './scene';

describe('Results after an edit', () => {
  afterEach(removeFolders);

  it('are outdated, once until the next run', async () => {
    const scene = await openScene();
    const document = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    await scene.testing.run([scene.testing.item('echo/say')]);
    void scene.log;
    scene.editor.type(document);
    scene.editor.type(document);
    assert.equal(scene.log, 'outdated  An echo  (edited since)');
    await scene.testing.run([scene.testing.item('echo/say')]);
    void scene.log;
    scene.editor.type(document);
    assert.equal(scene.log, 'outdated  An echo  (edited since)');
  });

  it('are outdated as well when they come after an edit during the run', async () => {
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
      /passed {4}Says it {2}12 ms\noutdated {2}An echo.*\npassed {4}Says it loudly {2}12 ms\noutdated {2}An echo/,
    );
  });

  it('of earlier steps are outdated too, although they are reported after the run of the step', async () => {
    const scene = await openScene();
    const document = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    const tests = [passedEarlier('echo/say/test_say.py::test_says', 'Says it')];
    const script: Script = async (sandbox) => {
      await sandbox.collect();
      scene.editor.type(document);
      await sandbox.finish('test_repeat.py::test_repeats');
      await sandbox.done();
      return { regressions: [{ step: 'say', outcome: 'passed', tests }] };
    };
    assert.match(await run(scene, script, 'echo/repeat'), /passed {4}Says it.*\noutdated {2}An echo.*\nend$/);
  });

  it('are outdated when something was typed while the program was saved', async () => {
    const scene = await openScene();
    const document = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    document.isDirty = true;
    document.save = async () => {
      document.isDirty = false;
      scene.editor.type(document);
      return true;
    };
    assert.match(await run(scene, allPass), /outdated {2}An echo.*\nend$/);
  });

  it('are outdated when another program changes or removes a file, but not when tools leave files there', async () => {
    const scene = await openScene();
    const file = (name: string) => FakeUri.file(path.join(rootOf(scene), name));
    await run(scene, allPass);
    for (const name of ['.git/index', '__pycache__/helper.pyc', '.codealong/progress.json'])
      scene.editor.disk.change(file(name));
    assert.equal(scene.log, '');
    scene.editor.disk.change(file('helper.py'));
    assert.equal(scene.log, 'outdated  An echo  (edited since)');
    await run(scene, allPass);
    scene.editor.disk.remove(file('helper.py'));
    assert.equal(scene.log, 'outdated  An echo  (edited since)');
  });

  it('keep their messages when a run has no result, as the old results stay', async () => {
    const scene = await openScene();
    await run(scene, allPass);
    scene.editor.type(scene.editor.open(path.join(rootOf(scene), 'main.py')));
    const defect: Script = () => Promise.reject(new TypeError('x is undefined'));
    await assert.rejects(run(scene, defect), TypeError);
    assert.match(
      scene.log,
      /errored {3}1\. Say it\n {4}at the test\n {4}\| This run failed because of a bug in CodeAlong\..*\nend$/,
    );
    assert.equal(scene.testing.item('echo').description, 'edited since');
    await run(scene, allPass);
    assert.equal(scene.testing.item('echo').description, '');
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

  it('are outdated when another folder of the same course becomes active, in words too, until it is run there', async () => {
    const scene = await openScene();
    const other = await learnerFolder();
    scene.folders.push(other);
    await scene.refresh();
    scene.editor.open(path.join(rootOf(scene), 'main.py'));
    await run(scene, allPass);
    scene.editor.open(path.join(rootOf(scene), 'helper.py'));
    await settle();
    assert.equal(scene.log, '');
    scene.editor.open(path.join(other, 'main.py'));
    await until(() => scene.testing.log.length > 0);
    assert.equal(scene.log, `outdated  An echo  (ran in ${path.basename(rootOf(scene))})`);
    await run(scene, allPass);
    assert.equal(scene.testing.item('echo').description, '');
  });

  it('of a separate course are outdated too: one step’s file may be imported by another’s', async () => {
    const steps = [
      { id: 'say', title: 'Say it' },
      { id: 'repeat', title: 'Repeat it', entry: 'again.py' },
    ];
    const text = {
      format_version: 2,
      id: 'echo',
      title: 'An echo',
      runtimes: { python: '>=3.11' },
      entry: 'main.py',
      shape: 'separate',
      steps,
    };
    const scene = await openScene({ 'echo/course.json': JSON.stringify(text) });
    scene.editor.type(scene.editor.open(path.join(rootOf(scene), 'again.py')));
    assert.equal(scene.log, 'outdated  An echo');
  });
});
