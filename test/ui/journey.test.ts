import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { Folder } from '../support/folder';
import { redisSteps, solution } from '../support/run';
import { MINUTE, windowOn } from './learner-window';
import { TaskPage } from './task-page';

const AGAIN_MS = 5_000;
const COURSE = 'Build your own Redis';
/** Themes, with the class that VS Code gives to a page in them. */
const THEMES = {
  'Default Dark Modern': 'vscode-dark',
  'Default Light Modern': 'vscode-light',
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
};

describe('From an empty window to the third step', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(
    () => Folder.make({ 'new/': '' }),
    () => ({ empty: true }),
  );
  const task = () => new TaskPage(window.workbench);

  /**
   * Resolves when the editor shows the new text: until then a run would be on a program that changes under it. A window that was just
   * opened does not watch its files yet, so the file is written again.
   */
  async function replaced(file: string, by: string, text: string): Promise<void> {
    const shown = window.workbench.page.locator('.editor-instance .view-lines', { hasText: text });
    for (let left = 6; left > 0 && (await shown.count()) === 0; left--) {
      await copyFile(by, file);
      await shown.waitFor({ timeout: AGAIN_MS }).catch(() => undefined);
    }
    await shown.waitFor();
  }

  async function statusIs(text: string | RegExp): Promise<void> {
    const item = window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: text });
    await item.first().waitFor({ timeout: MINUTE });
  }

  it('a course begins with its program and its task beside it', async () => {
    const { workbench, place } = window;
    await workbench.runCommand('CodeAlong: Start Course');
    await workbench.pick(COURSE);
    await workbench.pickFolder(place.path('new'));
    await workbench.pick('Keep my editor as it is');
    await workbench.folderIsOpen();
    await task().part('task').getByRole('heading', { name: 'Bind to a port' }).waitFor();
    await statusIs(`Step 1 of ${redisSteps().length}: not run yet`);
    assert.match(
      await task().part('where').innerText(),
      new RegExp(`step 1 of ${redisSteps().length} · 0 of ${redisSteps().length} steps done`),
    );
    assert.match(await task().part('tests').innerText(), /A client can connect to port 6379/);
    await workbench.screenshot('journey-1-begun');
  });

  it('the page runs the tests, and shows the first failure where one looks', async () => {
    await task().button('Run tests').click();
    await statusIs(`Step 1 of ${redisSteps().length}: 1 of 1 failed`);
    const verdict = task().part('verdict');
    await verdict.getByText('Your program ended before a client could connect').waitFor();
    assert.ok(await verdict.isVisible());
    await window.workbench.screenshot('journey-2-failed');
  });

  it('hints come one at a time', async () => {
    await task().button('Hint 1 of 4').click();
    await task().part('hints').getByText('Hint 1 of 4').waitFor();
    await task().button('Hint 2 of 4').waitFor();
    await window.workbench.screenshot('journey-3-hint');
  });

  it('a pass says what is next, and moves nobody by itself', async () => {
    const { workbench, place } = window;
    await replaced(place.path('new/main.py'), solution('01-bind'), 'A client has connected');
    await task().button('Run tests').click();
    await statusIs(`Step 1 of ${redisSteps().length} passed. Next: Answer PING`);
    await task().button('Next: Answer PING').waitFor();
    assert.match(
      await task().part('where').innerText(),
      new RegExp(`step 1 of ${redisSteps().length} · 1 of ${redisSteps().length} steps done`),
    );
    await workbench.screenshot('journey-4-passed');
  });

  it('a click goes on to the next step', async () => {
    await task().button('Next: Answer PING').click();
    await task().part('task').getByRole('heading', { name: 'Answer PING' }).waitFor();
    await statusIs(`Step 2 of ${redisSteps().length}: not run yet`);
    await window.workbench.screenshot('journey-5-next');
  });

  it('page, step and progress are there again after a reload', async () => {
    const { workbench } = window;
    await workbench.reload();
    await statusIs(`Step 2 of ${redisSteps().length}: not run yet`);
    await task().part('task').getByRole('heading', { name: 'Answer PING' }).waitFor({ timeout: MINUTE });
    assert.match(await task().part('where').innerText(), new RegExp(`1 of ${redisSteps().length} steps done`));
  });

  it('the sidebar shows the way so far', async () => {
    const { workbench, place } = window;
    await replaced(place.path('new/main.py'), solution('02-ping'), 'PONG');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await statusIs(`Step 2 of ${redisSteps().length} passed. Next: Answer many PINGs`);
    await workbench.page.locator('.activitybar .action-label[aria-label^="Testing"]').first().click();
    const rows = workbench.page.locator('.pane', { hasText: 'Course' }).locator('.monaco-list-row');
    await rows.filter({ hasText: '2. Answer PING' }).first().waitFor();
    await workbench.screenshot('journey-6-sidebar');
  });

  for (const [theme, kind] of Object.entries(THEMES))
    it(`the page has no fault for a screen reader or a weak eye in "${theme}"`, async () => {
      const { workbench, place } = window;
      await place.write('new/.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': theme }));
      await task().inTheme(kind);
      assert.deepEqual(await task().findings(), []);
      await workbench.screenshot(`journey-theme-${theme.replace(/\W+/g, '-').toLowerCase()}`);
    });

  it('the status bar leads on, too', async () => {
    await window.workbench.runFromStatusBar();
    await statusIs(`Step 3 of ${redisSteps().length}: not run yet`);
  });
});
