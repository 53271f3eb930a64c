import assert from 'node:assert/strict';
import path from 'node:path';
import { withCurrent } from '../../../src/course/progress/progress';
import { updateProgress } from '../../../src/course/progress/update-progress';
import { textOf } from '../../../src/results/texts';
import { removeFolders } from '../course/place';
import { LOUD, learnerFolder, openScene, rootOf, SAYS, type Scene, targetOf } from './scene';

describe('The choice of what to run', () => {
  afterEach(removeFolders);

  const folderOf = (scene: Scene) => path.basename(rootOf(scene));

  it('is the whole step, whichever part of it was requested', async () => {
    const scene = await openScene();
    for (const id of ['echo/say', `echo/say/${SAYS}`, `echo/say/${LOUD}`]) {
      await scene.testing.run([scene.testing.item(id)]);
      assert.match(scene.log, /passed {4}Says it {2}12 ms[\s\S]*passed {4}Says it loudly/);
    }
    assert.deepEqual(scene.ran, Array(3).fill(`echo/say in ${folderOf(scene)}/main.py`));
  });

  it('has each step once, in the order of the course, even when items overlap', async () => {
    const scene = await openScene();
    const ids = ['echo/repeat/test_repeat.py::test_repeats', 'echo/repeat', `echo/say/${SAYS}`, 'echo'];
    await scene.testing.run(ids.map((id) => scene.testing.item(id)));
    assert.deepEqual(
      scene.ran.map((one) => one.split(' ')[0]),
      ['echo/say', 'echo/repeat'],
    );
  });

  it('ends at the step that the learner has come to, when the whole course is requested', async () => {
    const scene = await openScene();
    await scene.testing.run();
    assert.deepEqual(scene.ran.splice(0), [`echo/say in ${folderOf(scene)}/main.py`]);
    await updateProgress(rootOf(scene), { id: 'echo' }, (progress) => withCurrent(progress, 'repeat'));
    await scene.testing.run([scene.testing.item('echo')]);
    assert.deepEqual(
      scene.ran.map((one) => one.split(' ')[0]),
      ['echo/say', 'echo/repeat'],
    );
  });

  it('makes a step that is run by itself the current one, and no other', async () => {
    const scene = await openScene();
    await scene.testing.run([scene.testing.item('echo/repeat')]);
    assert.deepEqual(scene.cameTo.splice(0), ['repeat']);
    await scene.testing.run(['echo/say', 'echo/repeat'].map((id) => scene.testing.item(id)));
    assert.deepEqual(scene.cameTo, []);
  });

  it('leaves excluded tests as they are, and excluded steps out', async () => {
    const scene = await openScene();
    await scene.testing.run(undefined, [scene.testing.item(`echo/say/${SAYS}`), scene.testing.item('echo/repeat')]);
    assert.deepEqual(scene.ran, [`echo/say in ${folderOf(scene)}/main.py`]);
    assert.doesNotMatch(scene.log, /Says it(?! loudly)/);
    const tests = [SAYS, LOUD].map((id) => scene.testing.item(`echo/say/${id}`));
    await scene.testing.run([scene.testing.item('echo/say')], tests);
    assert.deepEqual([scene.ran.length, scene.log], [1, 'end']);
  });

  it('is the folder of the active file, else the last used one, else the first', async () => {
    const scene = await openScene();
    const second = await learnerFolder();
    scene.folders.push(second);
    await scene.refresh();
    await scene.testing.run([scene.testing.item('echo/say')]);
    scene.editor.open(path.join(second, 'main.py'));
    await scene.testing.run([scene.testing.item('echo/say')]);
    scene.editor.active = null;
    await scene.testing.run([scene.testing.item('echo/repeat')]);
    const [one, two] = [rootOf(scene), second].map((root) => `${path.basename(root)}/main.py`);
    assert.deepEqual(scene.ran, [`echo/say in ${one}`, `echo/say in ${two}`, `echo/repeat in ${two}`]);
  });

  it('is the file that palette or CodeLens names, saved first', async () => {
    const scene = await openScene();
    const document = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    document.isDirty = true;
    await scene.requests.runStep({ ...targetOf(scene), file: path.join(rootOf(scene), 'other.py') });
    assert.deepEqual(scene.ran, [`echo/say in ${folderOf(scene)}/other.py`]);
    assert.deepEqual(scene.editor.saved, ['main.py']);
    assert.match(scene.log, /passed {4}Says it loudly {2}12 ms\nend$/);
  });

  it('adds a course to the view that was not there', async () => {
    const scene = await openScene();
    const known = targetOf(scene);
    scene.folders.splice(0);
    await scene.refresh();
    assert.equal(scene.testing.tree(), '');
    await scene.requests.runStep(known);
    assert.match(scene.testing.tree(), /^An echo\n {2}1\. Say it/);
    assert.match(scene.log, /passed {4}Says it {2}12 ms/);
  });

  it('is empty, with a message, for a broken course or one without a learner’s folder', async () => {
    const scene = await openScene({ 'broken/course.json': '{' });
    await scene.testing.run([scene.testing.item('!broken/course.json')]);
    assert.match(
      scene.log,
      /^errored {3}broken\/course\.json\n {4}at the test\n {4}\| \[Open → vscode\.open .*"L1".*\] Line 1: .*JSON/,
    );
    scene.folders.splice(0);
    await scene.workspace.refresh();
    await scene.testing.run([scene.testing.item('echo/say')]);
    const { title } = textOf({ code: 'no-learner-folder', args: { course: 'An echo', language: 'Python' } });
    const { log } = scene;
    assert.ok(log.includes(`errored   1. Say it\n    at the test\n    | ${title}\n`));
    assert.match(log, /\[Start Course → codealong\.startCourse\]\nend$/);
    assert.deepEqual(scene.ran, []);
  });
});
