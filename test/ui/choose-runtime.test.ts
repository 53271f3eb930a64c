import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MINUTE } from './learner-window';
import { smallWindow } from './small-window';

/** Syntax of Python 3.12. */
const NEWER = 'type Word = str\n\nword: Word = "hear"\nprint(word)\n';

describe('A learner whose program is written for a newer Python', function () {
  this.timeout(3 * MINUTE);
  const window = smallWindow(NEWER, { runtime: 'python-3.11' });
  const bar = (text: string) =>
    window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: text }).waitFor({ timeout: MINUTE });

  it('reads that first, and can run it in a newer one from the message', async () => {
    const { workbench } = window;
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await bar('failed');
    await workbench.screenshot('runtime-1-too-old');
    await workbench.page.locator('.test-error-content-widget').first().click({ force: true });
    const link = workbench.page.locator('.test-output-peek a', { hasText: 'Run in Python 3.14' }).first();
    await link.waitFor();
    await workbench.screenshot('runtime-2-message');
    await link.click();
    await bar('passed');
    await workbench.page.keyboard.press('Escape');
    await workbench.screenshot('runtime-3-newer');
    const progress = JSON.parse(
      await readFile(path.join(window.place.root, 'mine', '.codealong', 'progress.json'), 'utf8'),
    );
    assert.equal(progress.runtime, 'python-3.14');
  });

  it('chooses another one from the list, and is told what that means', async () => {
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Choose Runtime');
    await workbench.page.locator('.quick-input-list-row', { hasText: 'Python 3.13' }).first().waitFor();
    await workbench.screenshot('runtime-4-list');
    await workbench.pick('Python 3.13');
    await workbench.page.getByText('Your program runs in Python 3.13 from now on.').first().waitFor();
    await workbench.screenshot('runtime-5-chosen');
  });
});
