import assert from 'node:assert/strict';
import { MINUTE } from './learner-window';
import { PROGRAMS, smallWindow } from './small-window';
import { TaskPage } from './task-page';

const DONE = { done_at: '2026-01-02T03:04:05.678Z', seed: 7 };
const TANGLED = 'print("tangled")\n';

describe('A learner whose program is a tangle', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(`${PROGRAMS.say}# my own way\n`);
  const task = () => new TaskPage(window.workbench);

  async function holds(text: string): Promise<void> {
    for (let left = 50; left > 0 && (await window.place.read('mine/main.py')) !== text; left--)
      await window.workbench.page.waitForTimeout(200);
    assert.equal(await window.place.read('mine/main.py'), text);
  }

  before(async () => {
    await window.workbench.openFile('main.py');
    await window.workbench.runCommand('CodeAlong: Open Task');
    await task().button('Run tests').click();
    await task().button('Next: Say it twice').click({ timeout: MINUTE });
    await task().part('task').getByRole('heading', { name: 'Say it twice' }).waitFor();
  });

  it('is asked what the step is set back to, and reads that a copy is kept', async () => {
    const { workbench } = window;
    await workbench.openFile('main.py');
    await workbench.typeOver(TANGLED);
    await workbench.runCommand('CodeAlong: Reset Step');
    const list = workbench.page.locator('.quick-input-widget');
    await list.getByText('The solution of step 1').first().waitFor();
    await list.getByText('Your own program, as it passed step 1').first().waitFor();
    assert.equal(await list.getByText('Reset step 2 to').count(), 1);
    assert.match(String(await list.locator('input[type="text"]').getAttribute('placeholder')), /A copy .* is kept/);
    await workbench.screenshot('reset-1-question');
  });

  it('has the program back that passed the step before, in the editor that is open', async () => {
    const { workbench } = window;
    await workbench.pick('Your files as step 2 began');
    await workbench.message('A copy of your files was kept.').waitFor();
    await holds(`${PROGRAMS.say}# my own way\n`);
    await workbench.page.locator('.editor-instance .view-lines', { hasText: '# my own way' }).waitFor();
    await workbench.screenshot('reset-2-done');
  });

  it('takes that back by the button of the message, with what was not saved', async () => {
    const { workbench } = window;
    await workbench.message('A copy of your files was kept.').getByRole('button', { name: 'Undo' }).click();
    await workbench.message('Your files are back').waitFor();
    await holds(TANGLED);
    await workbench.page.locator('.editor-instance .view-lines', { hasText: 'tangled' }).waitFor();
    await workbench.screenshot('reset-3-undone');
  });
});

describe('A learner who wants to see the solution', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.say, { steps: { say: DONE }, current: 'twice' });
  const task = () => new TaskPage(window.workbench);
  const tab = (name: string) => window.workbench.page.locator('.tab', { hasText: name });
  const inserted = () => window.workbench.page.locator('.monaco-diff-editor .line-insert');

  before(async () => {
    await window.workbench.openFile('main.py');
    await window.workbench.runCommand('CodeAlong: Open Task');
    await task().button('Solution').waitFor();
  });

  it('is asked first, as the step has not passed yet', async () => {
    const { workbench } = window;
    await task().button('Solution').click();
    await workbench.waitForText('This step has not passed yet. Do you want to see its solution?');
    await workbench.screenshot('solution-1-asked');
    await workbench.answer('This step has not passed yet', 'Cancel');
    assert.equal(await tab('What step 2 changes').count(), 0);
  });

  it('sees what the step changes, compared with the solution before', async () => {
    const { workbench } = window;
    await wantsSolution();
    await workbench.waitForText('What this step changes');
    await workbench.screenshot('solution-2-how');
    await workbench.pick('What this step changes');
    await tab('What step 2 changes: Say it twice').waitFor();
    await inserted().first().waitFor();
    await workbench.screenshot('solution-3-changes');
  });

  it('compares it with their own program', async () => {
    const { workbench } = window;
    await closeTab('What step 2 changes');
    await workbench.typeOver('print("mine")\n');
    await wantsSolution();
    await workbench.pick('Compare with my program');
    await tab('Your program and the solution of step 2').waitFor();
    await inserted().first().waitFor();
    await workbench.screenshot('solution-4-compared');
    await closeTab('Your program and the solution of step 2');
  });

  it('puts it into their file after confirming, keeps their own, and passes', async () => {
    const { workbench, place } = window;
    await wantsSolution();
    await workbench.pick('Use the solution');
    await workbench.waitForText('Replace your program with the solution?');
    await workbench.screenshot('solution-5-use');
    await workbench.answer('Replace your program with the solution?', 'Use the solution');
    await workbench.message('The solution is in main.py.').waitFor();
    assert.equal(await place.read('mine/main.py'), PROGRAMS.twice);
    const [copy] = await place.listing('mine/.codealong/copies/before-reset');
    assert.equal(await place.read(`mine/.codealong/copies/before-reset/${copy}/main.py`), 'print("mine")\n');
    await task().button('Run tests').click();
    await task().button('Next: Say it loudly').waitFor({ timeout: MINUTE });
    await workbench.screenshot('solution-6-passed');
  });

  it('is not asked any more once the step has passed', async () => {
    await task().button('Solution').click();
    await window.workbench.pick('What this step changes');
    await tab('What step 2 changes: Say it twice').waitFor();
  });

  async function wantsSolution(): Promise<void> {
    await task().button('Solution').click();
    await window.workbench.answer('This step has not passed yet', 'Show Solution');
  }

  async function closeTab(name: string): Promise<void> {
    await tab(name).click();
    await window.workbench.page.keyboard.press('ControlOrMeta+W');
    await task().button('Solution').waitFor();
  }
});
