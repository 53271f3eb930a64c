import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { MINUTE } from './learner-window';
import { PROGRAMS, smallWindow } from './small-window';
import { TestingView } from './testing-view';

/** Long enough for a run that should not come. */
const NO_RUN_MS = 3_000;

describe('Run on save by the switch of the Testing view', function () {
  this.timeout(2 * MINUTE);
  const window = smallWindow(PROGRAMS.nothing);
  const row = () => window.workbench.page.locator('.test-explorer .monaco-list-row', { hasText: '1. Say it' }).first();

  async function statusIs(text: string | RegExp): Promise<void> {
    const item = window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: text });
    await item.first().waitFor({ timeout: MINUTE });
  }

  async function save(text: string): Promise<void> {
    await window.workbench.typeOver(text);
    await window.workbench.page.keyboard.press('ControlOrMeta+S');
  }

  /** The switch of a row appears under the pointer. */
  async function toggle(): Promise<void> {
    const button: Locator = row().locator('[aria-label^="Turn o"][aria-label*="Continuous Run"]');
    await row().hover();
    await button.first().click();
  }

  before(async () => {
    await window.workbench.page.setViewportSize({ width: 1366, height: 768 });
    await window.workbench.openFile('main.py');
    await new TestingView(window.workbench).open();
  });

  it('is a switch of the Testing view, and runs at once', async () => {
    await row().hover();
    await window.workbench.screenshot('run-on-save-1-switch');
    await toggle();
    await statusIs('Step 1 of 3: 1 of 1 failed');
  });

  it('runs after a save, and leaves the cursor in the program', async () => {
    const { workbench } = window;
    await save(PROGRAMS.say);
    await statusIs('Step 1 of 3 passed. Next: Say it twice');
    await new TestingView(workbench).until(/^passed: Says what it hears: say/m);
    await workbench.page.keyboard.type('# still here');
    await workbench.page.locator('.editor-instance .view-lines', { hasText: '# still here' }).waitFor();
    await workbench.screenshot('run-on-save-2-passed');
  });

  it('gives the verdict of the newest of two saves', async () => {
    await save('print("wrong")\n');
    await save(PROGRAMS.twice);
    await statusIs('Step 1 of 3 passed');
    await save('print("wrong again")\n');
    await statusIs('Step 1 of 3: 1 of 1 failed');
  });

  it('is over once it is switched off', async () => {
    const { workbench, place } = window;
    await toggle();
    await save(PROGRAMS.say);
    await statusIs('edited since');
    await workbench.page.waitForTimeout(NO_RUN_MS);
    await statusIs('edited since');
    assert.equal(await place.read('mine/main.py'), PROGRAMS.say);
  });
});
