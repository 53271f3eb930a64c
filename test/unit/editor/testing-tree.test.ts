import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { SNAPSHOT_MAX_BYTES } from '../../../src/contract/limits';
import { courseFiles, put, removeFolders } from '../course/place';
import { learnerFolder, lines, openScene, PROGRESS, rootOf } from './scene';

const TREE = lines(`
  An echo
    1. Say it
      Says it  (codealong-suite:test_say.py:1)
      Says it loudly  (codealong-suite:test_say.py:5)
    2. Repeat it
      test_repeats  (codealong-suite:test_repeat.py:1)
`);

describe('The tree of the Testing view', () => {
  afterEach(removeFolders);

  it('shows course, step and test from the files, in the order of the course', async () => {
    const scene = await openScene();
    assert.equal(scene.testing.tree().trimEnd(), TREE);
  });

  it('has ids without the install path', async () => {
    const { testing } = await openScene();
    const test = testing.item('echo/say/test_say.py::test_says');
    assert.deepEqual([test.parent?.id, test.parent?.parent?.id], ['echo/say', 'echo']);
  });

  it('leaves out courses without a learner’s folder in this window', async () => {
    const scene = await openScene(courseFiles('other/', { id: 'other', title: 'Another' }));
    assert.equal(scene.testing.tree().trimEnd(), TREE);
  });

  it('shows a course without a learner’s folder when a file is remembered for it, in the order of the courses', async () => {
    const scene = await openScene(courseFiles('alpha/', { id: 'alpha', title: 'Alpha' }));
    const alpha = scene.workspace.courseById('alpha');
    assert.ok(alpha);
    await scene.tree.show(alpha);
    const [first, , , , , sixth] = scene.testing.tree().split('\n');
    assert.deepEqual([first, sixth], ['Alpha', 'An echo']);
  });

  it('is updated in place: the items stay, and only what is new or gone changes', async () => {
    const scene = await openScene();
    const [course, step, test] = ['echo', 'echo/say', 'echo/say/test_say.py::test_says'].map((id) =>
      scene.testing.item(id),
    );
    const changes = scene.testing.items.changes;
    const suite = 'def test_first():\n    """New"""\n\n\ndef test_says():\n    """Says it clearly"""\n';
    await put(scene.courses, 'echo/steps/01-say/test_say.py', suite);
    await scene.refresh();
    assert.equal(
      scene.testing.tree(step?.children).trimEnd(),
      lines(`
        New  (codealong-suite:test_say.py:1)
        Says it clearly  (codealong-suite:test_say.py:5)
      `),
    );
    assert.equal(scene.testing.item('echo/say/test_say.py::test_says'), test);
    assert.deepEqual([scene.testing.item('echo'), scene.testing.items.changes], [course, changes]);
  });

  it('is not touched at all by a refresh that finds nothing new', async () => {
    const scene = await openScene();
    const before = scene.testing.item('echo/say').children.changes;
    await Promise.all([scene.refresh(), scene.refresh()]);
    assert.equal(scene.testing.item('echo/say').children.changes, before);
  });

  it('reports each step whose suite changed, and no other', async () => {
    const scene = await openScene();
    const changed: string[] = [];
    scene.tree.onDidChangeSuite(({ id }) => changed.push(id));
    await scene.refresh();
    await put(scene.courses, 'echo/steps/01-say/README.md', 'What to do.');
    await scene.refresh();
    assert.deepEqual(changed, []);
    await put(scene.courses, 'echo/steps/01-say/test_say.py', 'def test_says():\n    """Says it"""\n    assert 1\n');
    await scene.refresh();
    assert.deepEqual(changed.splice(0), ['echo/say']);
    await put(scene.courses, 'echo/conftest.py', 'import codealong\n');
    await scene.refresh();
    assert.deepEqual(changed, ['echo/say', 'echo/repeat']);
  });

  it("loses a course with its learner's folder", async () => {
    const scene = await openScene();
    scene.folders.splice(0);
    await scene.refresh();
    assert.equal(scene.testing.tree(), '');
  });

  it('shows a broken course as an item that says why, and the others beside it', async () => {
    const scene = await openScene({ 'broken/course.json': '{ "format_version": 1,\n  "id": }\n' });
    const [broken, ...rest] = scene.testing.tree().split('\n').reverse().slice(1);
    assert.deepEqual(rest.reverse().join('\n'), TREE);
    assert.match(
      broken ?? '',
      /^broken\/course\.json {2}\(course\.json:2\) {2}ERROR \[Open → vscode\.open .*"L2".*\] Line 2: .*JSON/,
    );
  });

  it('shows a step whose suite cannot be read, with a link to its course', async () => {
    const scene = await openScene();
    await put(scene.courses, 'echo/steps/01-say/data.txt', 'x'.repeat(SNAPSHOT_MAX_BYTES + 1));
    await scene.refresh();
    assert.match(
      scene.testing.tree(),
      /^ {2}1\. Say it {2}ERROR \[Open course\.json → vscode\.open .*echo\/course\.json/m,
    );
  });

  it("shows a learner's folder with damaged progress as an item that opens it, beside its course and the others", async () => {
    const scene = await openScene();
    await put(rootOf(scene), '.codealong/progress.json', `<<<<<<< HEAD\n${PROGRESS}`);
    await scene.refresh();
    const [broken, ...rest] = scene.testing.tree().split('\n').reverse().slice(1);
    assert.equal(rest.reverse().join('\n'), TREE);
    const label = path.basename(rootOf(scene));
    assert.equal(broken?.slice(0, label.length), label);
    assert.match(
      broken ?? '',
      / {2}\(progress\.json:1\) {2}ERROR \[Open → vscode\.open .*progress\.json.*\] Your progress is damaged/,
    );
  });

  it('shows a folder whose course is not found, with a link to the setting, or to granting trust', async () => {
    const scene = await openScene();
    const other = await learnerFolder(PROGRESS.replace('echo', 'gone'));
    scene.folders.splice(0, 1, other);
    await scene.refresh();
    assert.match(
      scene.testing.tree(),
      /ERROR \[Open the setting → workbench\.action\.openSettings .*\] This folder is for the course "gone", which was not found/,
    );
    scene.restricted = true;
    await scene.refresh();
    assert.match(
      scene.testing.tree(),
      /ERROR \[Manage trust → workbench\.trust\.manage\] This folder is for .* In Restricted Mode/,
    );
    scene.folders.splice(0);
    await scene.refresh();
    assert.equal(scene.testing.tree(), '');
  });

  it('loses the item of a faulty course when the course is repaired', async () => {
    const scene = await openScene({ 'broken/course.json': '{' });
    await rm(path.join(scene.courses, 'broken'), { recursive: true });
    await scene.refresh();
    assert.equal(scene.testing.tree().trimEnd(), TREE);
  });
});

describe('The document of a suite', () => {
  afterEach(removeFolders);

  it('is opened by "Go to Test", line for line', async () => {
    const scene = await openScene();
    const { uri, range } = scene.testing.item('echo/say/test_say.py::test_loud');
    assert.equal(String(uri), 'codealong-suite:/echo/say/test_say.py');
    const text = await scene.suites.provideTextDocumentContent({ path: uri?.path ?? '' });
    assert.equal(text.split('\n')[range?.start.line ?? 0], 'def test_loud():');
  });

  it('shows neither the solution nor anything outside the step', async () => {
    const scene = await openScene();
    for (const path of ['/echo/say/solution/main.py', '/echo/say/../../course.json', '/echo/say/'])
      await assert.rejects(scene.suites.provideTextDocumentContent({ path }), /does not exist/);
    await assert.rejects(scene.suites.provideTextDocumentContent({ path: '/gone/say/a.py' }), /no course "gone"/);
    await assert.rejects(scene.suites.provideTextDocumentContent({ path: '/echo/gone/a.py' }), /no step "gone"/);
  });
});
