import { MINUTE } from './learner-window';
import { PROGRAMS, smallWindow } from './small-window';
import { TaskPage } from './task-page';

/** Longer than what was done takes to be shown; milliseconds. */
const SHOWN_MS = 2_000;

describe('Run on save', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.nothing);
  const state = (text: string) =>
    window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: text }).waitFor({ timeout: MINUTE });
  const task = () => new TaskPage(window.workbench);

  async function save(program: string): Promise<void> {
    await window.workbench.typeOver(program);
    await window.workbench.page.keyboard.press('ControlOrMeta+S');
  }

  it('is begun above the program, and runs the step at once', async () => {
    const { workbench } = window;
    await workbench.openFile('main.py');
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Run on Save' }).first().click();
    await workbench.waitForLens('Stop Run on Save');
    await state('1 of 1 failed');
  });

  it('runs again at each save, and leaves the cursor in the program', async () => {
    const { workbench } = window;
    await save(PROGRAMS.say);
    await state('Step 1 of 3 passed');
    await workbench.page.keyboard.insertText('# more\n');
    await state('edited since');
    await workbench.screenshot('on-save-1-passed');
  });

  it('goes on with the learner', async () => {
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Next Step');
    await task().part('task').getByRole('heading', { name: 'Say it twice' }).waitFor();
    // The program comes to the front with the new step, and takes what is typed meanwhile.
    await workbench.page.waitForTimeout(SHOWN_MS);
    await save(PROGRAMS.twice);
    await state('Step 2 of 3 passed');
  });

  it('is the same switch as that of the Testing view, and of the page', async () => {
    const { workbench } = window;
    const ends = workbench.page.getByRole('button', { name: /Turn off Continuous Run/i });
    await workbench.runCommand('Testing: Focus on Test Explorer View');
    await ends.first().waitFor({ state: 'attached' });
    await task().button('Stop run on save').click();
    await task().button('Run on save').waitFor();
    await ends.first().waitFor({ state: 'detached' });
    await workbench.screenshot('on-save-2-ended');
    await save(PROGRAMS.nothing);
    await workbench.page.waitForTimeout(SHOWN_MS);
    await state('edited since');
  });
});
