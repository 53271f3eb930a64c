import assert from 'node:assert/strict';
import path from 'node:path';
import { Folder } from '../support/folder';
import { REDIS, read, redisSteps } from '../support/run';
import { MINUTE, windowOn } from './learner-window';

const COURSE = 'Build your own Redis';
/** The answer to the question about AI suggestions that changes nothing. */
const AS_IT_IS = 'Keep my editor as it is';
const STARTED = ['.codealong', '.codealong/progress.json', 'main.py'];
const STARTER = read(path.join(REDIS, 'starter', 'main.py'));

describe('Start Course in an empty window', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(
    () => Folder.make({ 'new/': '', 'mine/notes.txt': 'Mine.\n' }),
    () => ({ empty: true }),
  );

  /** `fresh`: the course was not started there before. */
  async function startIn(folder: string, fresh = true): Promise<void> {
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Start Course');
    await workbench.pick(COURSE);
    await workbench.pickFolder(folder);
    if (fresh) await workbench.pick(AS_IT_IS);
  }

  it('is offered once by the Testing view', async () => {
    const { page } = window.workbench;
    await page.locator('.activitybar .action-label[aria-label^="Testing"]').click();
    const button = page.locator('.welcome-view-content .monaco-button', { hasText: 'Start Course' });
    await button.waitFor();
    await window.workbench.screenshot('empty-window');
    assert.equal(await button.count(), 1);
    const parts = await page.locator('.sidebar .pane-header:visible').allInnerTexts();
    assert.deepEqual(parts, [], 'what had made the view appear has given place to it');
  });

  it('asks for course and folder, shows the program, and says in a message what was made', async () => {
    const { workbench, place } = window;
    await startIn(place.path('new'));
    await workbench.folderIsOpen();
    await workbench.page.locator('.tab.active', { hasText: 'main.py' }).waitFor();
    await workbench.message(/Your course is ready: main\.py is your program\. Step 1: Bind to a port\./).waitFor();
    await workbench.waitForLens('Run step 1');
    await workbench.screenshot('course-started');
    assert.deepEqual(await place.listing('new'), STARTED);
    assert.equal(await place.read('new/main.py'), STARTER);
  });

  it('leads to a run whose tests say what is missing in the starter', async () => {
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
    await window.workbench.waitForLens('1 of 1 failed', MINUTE);
    await window.workbench.screenshot('starter-run');
  });

  it('changes nothing in a folder where the course was started before', async () => {
    const { workbench, place } = window;
    await place.write('new/main.py', 'print("mine")\n');
    await startIn(place.path('new'), false);
    await workbench
      .message(
        new RegExp(
          `You have started this course here already: 0 of ${redisSteps().length} steps are done\\. Nothing was changed\\.`,
        ),
      )
      .waitFor();
    await workbench.screenshot('course-started-before');
    assert.deepEqual(await place.listing('new'), STARTED);
    assert.equal(await place.read('new/main.py'), 'print("mine")\n');
  });

  it('makes a new folder when the chosen one holds other files', async () => {
    const { workbench, place } = window;
    await workbench.openEmpty();
    await startIn(place.path('mine'));
    await workbench.folderIsOpen();
    await workbench.message(/Your course is ready: main\.py is your program\./).waitFor();
    assert.deepEqual(await place.listing('mine'), ['notes.txt', 'redis', ...STARTED.map((name) => `redis/${name}`)]);
    assert.equal(await place.read('mine/notes.txt'), 'Mine.\n');
  });
});
