import assert from 'node:assert/strict';
import { Folder } from '../support/folder';
import { MINUTE, windowOn } from './learner-window';
import { TestingView } from './testing-view';

const progress = (course: string) => JSON.stringify({ format_version: 1, course, steps: {}, current: null });
const CONFLICT = `<<<<<<< HEAD\n${progress('redis')}\n=======\n${progress('redis')}\n>>>>>>> theirs\n`;
const UNKNOWN = 'This folder is for the course "chess", which was not found.';
const SOON_MS = 15_000;

const CHESS = {
  format_version: 2,
  id: 'chess',
  title: 'Play chess',
  runtimes: { python: '>=3.11' },
  entry: 'main.py',
  shape: 'growing',
  steps: [{ id: 'open', title: 'Open' }],
};

/** A folder for everything, with learners' folders in it. */
const FILES = {
  'mine/.codealong/progress.json': CONFLICT,
  'mine/main.py': 'print("mine")\n',
  'torn/.codealong/progress.json': '{"format_version": 1, "cour',
  'torn/main.py': 'print("torn")\n',
  'moved/.codealong/progress.json': progress('chess'),
  'moved/chess.py': 'print("moved")\n',
};

describe('A window on a folder that holds learners’ folders', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(() => Folder.make(FILES));
  let view: TestingView;

  before(async () => {
    view = new TestingView(window.workbench);
    await view.open();
  });

  it('shows their course, and beside it the fault of each folder', async () => {
    const shown = await view.until(/: moved(.|\n)*: torn/, SOON_MS);
    assert.match(shown, /: Build your own Redis\n/);
    await window.workbench.waitForText(UNKNOWN);
    await window.workbench.screenshot('places');
  });

  it('reports the same fault for a file in such a folder, instead of asking for its course', async () => {
    const { workbench } = window;
    await workbench.openFile('chess.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.message(UNKNOWN).waitFor();
    await workbench.screenshot('places-palette');
    assert.equal(await workbench.page.getByPlaceholder('does not belong to a course yet').count(), 0);
  });

  it('opens the damaged file from its item, unchanged', async () => {
    const { workbench, place } = window;
    await workbench.page.locator('.test-explorer a', { hasText: 'Open' }).first().click();
    await workbench.page.locator('.tab.active', { hasText: 'progress.json' }).waitFor();
    assert.deepEqual(await place.listing('mine/.codealong'), ['progress.json']);
    assert.equal(await place.read('mine/.codealong/progress.json'), CONFLICT);
  });

  it('shows a course at once when its folder is repaired', async () => {
    await window.place.write('torn/.codealong/progress.json', progress('redis'));
    await window.place.write('mine/.codealong/progress.json', progress('redis'));
    await window.place.write('moved/.codealong/progress.json', progress('redis'));
    const shown = await view.until(/^(?!.*: torn)/s, SOON_MS);
    assert.doesNotMatch(shown, /: (mine|moved|torn)\b/);
  });
});

describe('A window on a folder inside a learner’s folder', function () {
  this.timeout(3 * MINUTE);
  const files = { '.codealong/progress.json': progress('redis'), 'main.py': '', 'lib/words.py': 'WORDS = []\n' };
  const window = windowOn(
    () => Folder.make(files),
    () => ({ empty: true }),
  );

  it('shows the course, and notices its changes', async () => {
    const { workbench, place } = window;
    await workbench.open(place.path('lib'));
    await workbench.openFile('words.py');
    const view = new TestingView(workbench);
    await view.open();
    await view.until(/: Build your own Redis\n/, SOON_MS);
    await place.write('.codealong/progress.json', progress('chess'));
    await view.until(/: codealong-ui-/, SOON_MS);
  });
});

describe('In Restricted Mode, a learner’s folder whose course is named by the workspace', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(restrictedFolder, () => ({ trusted: false }));

  it('says that the course was not found, and leads to granting trust', async () => {
    const { workbench } = window;
    const view = new TestingView(workbench);
    await view.open();
    await workbench.waitForText(UNKNOWN);
    await workbench.screenshot('places-restricted');
    await workbench.page.locator('.test-explorer a', { hasText: 'Manage trust' }).click();
    await workbench.page
      .locator('.workspace-trust-buttons-row a', { hasText: /^Trust/ })
      .first()
      .click();
    assert.doesNotMatch(await view.until(/: Play chess/, SOON_MS), /: codealong-ui-/);
  });
});

async function restrictedFolder(): Promise<Folder> {
  const folder = await Folder.make({
    '.codealong/progress.json': progress('chess'),
    // Below the depth at which courses are looked for.
    'a/b/c/d/e/course.json': JSON.stringify(CHESS),
    'a/b/c/d/e/steps/01-open/test_open.py': 'def test_opens() -> None:\n    """Opens"""\n',
  });
  const settings = { 'codealong.courseFolders': [folder.path('a/b/c/d')] };
  await folder.write('.vscode/settings.json', JSON.stringify(settings));
  return folder;
}
