import assert from 'node:assert/strict';
import { MINUTE } from './learner-window';
import { PROGRAMS, smallWindow } from './small-window';

describe('Run on save', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(PROGRAMS.nothing);
  const state = (text: string) =>
    window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: text }).waitFor({ timeout: MINUTE });
  /** The buttons of the editor's own continuous run. */
  const continuous = (name: RegExp) => window.workbench.page.getByRole('button', { name });

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
    await workbench.openFile('main.py');
    await save(PROGRAMS.twice);
    await state('Step 2 of 3 passed');
  });

  it('is the same switch as that of the Testing view', async () => {
    const { workbench } = window;
    await workbench.runCommand('Testing: Focus on Test Explorer View');
    await continuous(/Turn off Continuous Run/i)
      .first()
      .waitFor({ state: 'attached' });
    await workbench.screenshot('on-save-2-view');
    await workbench.runCommand('CodeAlong: Stop Run on Save');
    await workbench.openFile('main.py');
    await workbench.page
      .locator('.codelens-decoration a', { hasText: /^Run on Save/ })
      .first()
      .waitFor();
    assert.equal(await continuous(/Turn off Continuous Run/i).count(), 0);
    await save(PROGRAMS.nothing);
    await workbench.page.waitForTimeout(2_000);
    await state('edited since');
  });
});
