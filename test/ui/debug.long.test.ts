import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gone } from '../support/containers';
import { LearnerFolder } from '../support/learner';
import { redisSteps, solution } from '../support/run';
import { MINUTE, windowOn } from './learner-window';
import { TaskPage } from './task-page';

const DONE = { done_at: '2026-03-02T09:00:00.000Z', seed: 7 };
const STEP = 'echo';
/** Longer than a run may take, which is ten minutes' work for nobody. */
const TEN_MINUTES = 10 * MINUTE;
const GONE_MS = 10_000;
const AT_ONCE_MS = 2_000;

/** A learner of step 5, whose server is right. */
async function learner(): Promise<LearnerFolder> {
  const folder = await LearnerFolder.make(solution('05-echo'));
  const steps = Object.fromEntries(
    redisSteps()
      .slice(0, 4)
      .map((id) => [id, DONE]),
  );
  const progress = { format_version: 1, course: 'redis', steps, current: STEP };
  await writeFile(path.join(folder.root, '.codealong', 'progress.json'), JSON.stringify(progress));
  return folder;
}

describe('A learner who debugs a test', function () {
  this.timeout(3 * MINUTE);
  // A sandbox that waits for the next run would be one that is left.
  const window = windowOn(learner, () => ({ settings: { 'codealong.warmSandboxes': 0 } }));
  const page = () => window.workbench.page;
  const stopped = () => page().locator('.debug-top-stack-frame-line').first();
  const toolbar = (icon: string) => page().locator(`.debug-toolbar .codicon-debug-${icon}`).first();

  /** Replaces the program, and opens it. */
  async function write(change: (text: string) => string): Promise<void> {
    const right = await readFile(solution('05-echo'), 'utf8');
    const text = change(right);
    await writeFile(path.join(window.place.root, 'main.py'), text);
    await window.workbench.openFile('main.py');
  }

  async function lineOf(text: string): Promise<number> {
    const program = await readFile(path.join(window.place.root, 'main.py'), 'utf8');
    return program.split('\n').findIndex((line) => line.includes(text)) + 1;
  }

  async function breakAt(text: string): Promise<void> {
    const { workbench } = window;
    await workbench.focusProgram();
    await page().keyboard.press('Control+G');
    await page()
      .locator('.quick-input-widget input[type="text"]')
      .fill(`:${await lineOf(text)}`);
    await page().keyboard.press('Enter');
    await page().locator('.quick-input-widget').waitFor({ state: 'hidden' });
    const breakpoint = page().locator('.codicon-debug-breakpoint').first();
    // A window that has just begun does not know yet who can debug this language.
    for (let presses = 0; presses < 10 && !(await breakpoint.isVisible()); presses++) {
      await page().keyboard.press('F9');
      await breakpoint.waitFor({ timeout: AT_ONCE_MS }).catch(() => undefined);
    }
    await breakpoint.waitFor();
  }

  /** Takes the breakpoint away at which the program stands. */
  async function unbreak(): Promise<void> {
    await window.workbench.focusProgram();
    await page().keyboard.press('F9');
    await page().locator('.codicon-debug-stackframe-dot, .codicon-debug-breakpoint').waitFor({ state: 'hidden' });
  }

  /** The line at which the program stands, as the status bar says it. */
  async function standsAt(text: string): Promise<void> {
    await stopped().waitFor({ timeout: MINUTE });
    const row = page().locator('.debug-call-stack .stack-frame', { hasText: 'main.py' }).first();
    await row.waitFor();
    assert.match(await row.innerText(), new RegExp(`main\\.py\\s*${await lineOf(text)}\\b`));
  }

  async function says(text: string | RegExp): Promise<void> {
    await page().locator('.repl .output', { hasText: text }).first().waitFor({ timeout: MINUTE });
  }

  async function isOver(): Promise<void> {
    await page().locator('.debug-toolbar').waitFor({ state: 'hidden', timeout: MINUTE });
    assert.deepEqual(await gone(GONE_MS), []);
  }

  it('sees the server stop at a breakpoint while the test waits, and its reply is right after Continue', async () => {
    const { workbench } = window;
    await page().setViewportSize({ width: 1366, height: 768 });
    await write((text) => text);
    await workbench.runCommand('View: Show Run and Debug');
    await breakAt('return bulk_string(args[0])');
    await workbench.runCommand('CodeAlong: Debug This Test');
    await standsAt('return bulk_string(args[0])');
    await workbench.screenshot('debug-1-breakpoint');
    await unbreak();
    await toolbar('continue').click();
    await says(/without a failure/);
    await workbench.screenshot('debug-2-passed');
    await isOver();
  });

  it('goes with one click from a test that has failed to where it fails', async () => {
    const { workbench } = window;
    await write((text) => text.replace('return bulk_string(args[0])', 'return bulk_string(args[0].upper())'));
    await workbench.runCommand('CodeAlong: Open Task');
    const task = new TaskPage(workbench);
    await task.button('Run tests').click();
    await task.part('verdict').locator('p.failed').waitFor({ timeout: MINUTE });
    await workbench.screenshot('debug-3-button');
    await task.button('Debug this test').click();
    await says(/The test gives up/);
    // It waits for its next client, where it cannot be stopped: the run ends by itself, and the task is still there.
    await says(/did not pass/);
    await isOver();
    await task.button('Debug this test').waitFor();
    await workbench.screenshot('debug-4-gave-up');
  });

  it('goes with one click from a program that has crashed to the line', async () => {
    const { workbench } = window;
    await write((text) => text.replace('return bulk_string(args[0])', 'return bulk_string(args[9])'));
    await workbench.runCommand('CodeAlong: Open Task');
    const task = new TaskPage(workbench);
    await task.button('Run tests').click();
    await task.part('verdict').locator('p.failed').waitFor({ timeout: MINUTE });
    await task.button('Debug this test').click();
    await standsAt('args[9]');
    await workbench.screenshot('debug-5-crashed');
    await toolbar('stop').click();
    await isOver();
  });

  it('sees where a program hangs', async () => {
    const { workbench } = window;
    await write((text) => text.replace('return bulk_string(args[0])', 'while True:\n                args.sort()'));
    await workbench.runCommand('CodeAlong: Debug This Test');
    await standsAt('args.sort()');
    await workbench.screenshot('debug-6-hangs');
    await toolbar('stop').click();
    await isOver();
  });

  it('begins again by Restart, and leaves nothing by Stop', async () => {
    const { workbench } = window;
    await write((text) => text);
    await breakAt('return bulk_string(args[0])');
    await workbench.runCommand('CodeAlong: Debug This Test');
    await standsAt('return bulk_string(args[0])');
    await toolbar('restart').click();
    await stopped().waitFor({ state: 'hidden' });
    await standsAt('return bulk_string(args[0])');
    await toolbar('stop').click();
    await isOver();
  });

  it('looks at a stopped program for ten minutes, and the test passes all the same', async function () {
    this.timeout(TEN_MINUTES + 3 * MINUTE);
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Debug This Test');
    await standsAt('return bulk_string(args[0])');
    await page().waitForTimeout(TEN_MINUTES);
    await unbreak();
    await workbench.screenshot('debug-7-ten-minutes');
    await toolbar('continue').click();
    await says(/without a failure/);
    await isOver();
  });

  it('closes the window in the middle of it, and leaves no container', async () => {
    const { workbench } = window;
    await breakAt('return bulk_string(args[0])');
    await workbench.runCommand('CodeAlong: Debug This Test');
    await standsAt('return bulk_string(args[0])');
    await workbench.leave();
    assert.deepEqual(await gone(GONE_MS), []);
  });
});
