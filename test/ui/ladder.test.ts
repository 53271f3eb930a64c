import assert from 'node:assert/strict';
import { MINUTE } from './learner-window';
import { PROGRAMS, smallWindow } from './small-window';
import { TaskPage } from './task-page';

const DONE = { done_at: '2026-01-02T03:04:05.678Z', seed: 7 };

describe('A learner who does not get on', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.nothing);
  const task = () => new TaskPage(window.workbench);

  async function run(): Promise<void> {
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
    await window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: '1 of 1 failed' }).waitFor();
  }

  /** The same failure once more: the file is saved in between, so that there is a new run to wait for. */
  async function runAgain(text: string): Promise<void> {
    await window.workbench.typeOver(text);
    await window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: 'edited since' }).waitFor();
    await run();
  }

  before(async () => {
    await window.workbench.openFile('main.py');
    await window.workbench.runCommand('CodeAlong: Open Task');
    await task().part('task').getByRole('heading', { name: 'Say it' }).waitFor();
  });

  it('gets no hint pushed at the first failure, and can ask for one', async () => {
    await run();
    await task().part('verdict').getByText('Not what I heard.').waitFor();
    assert.equal(await task().part('verdict').getByRole('button').count(), 0);
    await task().button('Hint 1 of 3').waitFor();
  });

  it('is offered the first hint at the second failure, on the page and above the program', async () => {
    const { workbench } = window;
    await runAgain('# once more\n');
    await task().part('verdict').getByText('This test has failed 2 times in a row.').waitFor();
    await workbench.waitForLens('Show Hint');
    await workbench.screenshot('ladder-1-offered');
    await task().button('Show hint 1 of 3').click();
    await task().part('hints').getByText('Hint 1 of 3: What?').waitFor();
    await task().part('verdict').getByRole('button', { name: 'Show hint 2 of 3' }).waitFor();
    await workbench.screenshot('ladder-2-hint');
  });

  it('is offered it in the message at the line, too', async () => {
    const { page } = window.workbench;
    await runAgain('raise ValueError("no")\n');
    await page.locator('.test-error-content-widget').first().click({ force: true });
    await page.locator('.test-output-peek a', { hasText: 'Show Hint' }).first().waitFor();
    await window.workbench.screenshot('ladder-3-message');
    await page.keyboard.press('Escape');
  });

  it('has the task as text, with the open hint, and it follows the runs', async () => {
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Open Task as Text');
    const text = workbench.page.locator('.editor-instance .view-lines', { hasText: 'Hint 1 of 3: What?' });
    await text.first().waitFor();
    await workbench.waitForText('Says what it hears: say: failed');
    await workbench.screenshot('ladder-4-text');
    await workbench.page.keyboard.press('ControlOrMeta+W');
  });

  it('sees all hints after the pass', async () => {
    await window.workbench.focusProgram();
    await window.workbench.typeOver(PROGRAMS.say);
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
    await task().button('Next: Say it twice').waitFor();
    await task().part('hints').getByText('Hint 3 of 3: How?').waitFor();
    await window.workbench.screenshot('ladder-5-passed');
  });
});

describe('A learner at the end of a course', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.broken, { steps: { say: DONE, twice: DONE }, current: 'loud' });
  const task = () => new TaskPage(window.workbench);

  before(async () => {
    await window.workbench.openFile('main.py');
    await window.workbench.runCommand('CodeAlong: Open Task');
    await task().part('task').getByRole('heading', { name: 'Say it loudly' }).waitFor();
  });

  it('reads first which earlier step is broken, and how', async () => {
    const { workbench } = window;
    await task().button('Run tests').click();
    const verdict = task().part('verdict');
    await verdict.getByText('Step 3 passes; it broke step 1.').waitFor();
    await verdict.getByText('Step 1, Say it:').waitFor();
    assert.match(await verdict.innerText(), /Not what I heard\./);
    await workbench.page.locator('.activitybar .action-label[aria-label^="Testing"]').first().click({ force: true });
    await workbench.waitForText('broken');
    await workbench.screenshot('ladder-6-broken');
  });

  it('runs everything up to a step from its row', async () => {
    const { workbench } = window;
    await workbench.chooseInMenuOf(row('1. Say it'), 'Run Steps up to Here');
    await workbench.page
      .locator('.statusbar-item[id*="codealong"]', { hasText: 'Step 1 of 3: 1 of 1 failed' })
      .waitFor();
    await row('1. Say it').getByText('you are here, broken').first().waitFor();
    await workbench.screenshot('ladder-7-row');
  });

  it('sees what they have built, once everything passes', async () => {
    const { workbench } = window;
    await row('3. Say it loudly').click();
    await task().part('task').getByRole('heading', { name: 'Say it loudly' }).waitFor();
    await workbench.openFile('main.py');
    await workbench.typeOver(PROGRAMS.all);
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await task().button('Finish the course').click();
    await task().part('task').getByRole('heading', { name: '"Say what you hear" is complete' }).waitFor();
    assert.match(await task().part('tests').innerText(), /What you have built\s+✓\s*(?:1\.)?\s*Say it/);
    assert.equal(await task().button('Reset').count(), 0);
    assert.deepEqual(await task().findings(), []);
    await workbench.screenshot('ladder-8-finished');
    await task().button('Back to the last step').click();
    await task().part('task').getByRole('heading', { name: 'Say it loudly' }).waitFor();
  });

  function row(label: string) {
    return window.workbench.page
      .locator('.pane', { hasText: 'Course' })
      .locator('.monaco-list-row', { hasText: label })
      .first();
  }
});
