import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Folder } from '../support/folder';
import { read, redisSteps, solution } from '../support/run';
import { MINUTE, windowOn } from './learner-window';

const COURSE = 'Build your own Redis';
const BUILD_MS = 5 * MINUTE;
/** A picture comes in a frame of its own. */
const PAINT_MS = 700;
const STEPS = ['Check that Docker runs', 'Prepare the sandbox', 'Start a course', 'Pass your first test'];

describe('A new user in an empty window', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(
    () => Folder.make({ 'new/': '' }),
    () => ({ empty: true }),
  );

  /** The box of a step of the walkthrough. */
  function step(title: string): Locator {
    return window.workbench.page.locator('.getting-started-step', { hasText: title });
  }

  async function isTicked(title: string): Promise<void> {
    await step(title).locator('.codicon-getting-started-step-checked').first().waitFor({ timeout: MINUTE });
  }

  it('reads in the Explorer what there is to begin', async () => {
    const { page } = window.workbench;
    await page.locator('.activitybar .action-label[aria-label^="Explorer"]').first().click();
    const welcome = page.locator('.welcome-view-content', { hasText: 'step by step, with CodeAlong' }).first();
    await welcome.locator('.monaco-button', { hasText: 'Start Course' }).waitFor();
    await window.workbench.screenshot('welcome-explorer');
  });

  it('finds in the palette first what a learner wants', async () => {
    const offered = await window.workbench.offered('CodeAlong: ', 'welcome-palette');
    const ours = offered.filter((label) => label.startsWith('CodeAlong: '));
    assert.deepEqual(ours, [
      'CodeAlong: Check My Setup',
      'CodeAlong: Get Started',
      'CodeAlong: Prepare Sandbox Image',
      'CodeAlong: Start Course',
      'CodeAlong: Troubleshooting: Rebuild Sandbox Image',
      'CodeAlong: Troubleshooting: Show Log',
    ]);
  });

  it('is led by a walkthrough, whose first step is done where Docker answers', async () => {
    const { page } = window.workbench;
    const welcome = page.locator('.welcome-view-content', { hasText: 'step by step, with CodeAlong' }).first();
    await welcome.getByText('See how it works').click();
    await step('Check that Docker runs').waitFor();
    await isTicked('Check that Docker runs');
    await window.workbench.screenshot('welcome-walkthrough-docker');
  });

  it('prepares the sandbox by the button of its step, which is then ticked', async function () {
    this.timeout(BUILD_MS);
    const { workbench } = window;
    const title = 'Prepare the sandbox';
    await step(title).locator('.step-title, h3').first().click();
    await step(title).locator('.monaco-button', { hasText: 'Prepare Sandbox Image' }).click();
    await workbench.message(/The sandbox image is ready/).waitFor({ timeout: BUILD_MS });
    await isTicked(title);
    await workbench.screenshot('welcome-walkthrough-image');
  });

  it('starts a course by the button of the next step', async () => {
    const { workbench, place } = window;
    const title = 'Start a course';
    await step(title).locator('.step-title, h3').first().click();
    await workbench.screenshot('welcome-walkthrough-course');
    await step(title).locator('.monaco-button', { hasText: 'Start Course' }).click();
    await workbench.pick(COURSE);
    await workbench.pickFolder(place.path('new'));
    await workbench.waitForText('Do you want AI suggestions while you learn?');
    await workbench.screenshot('welcome-ai-question');
    await workbench.pick('Learn without AI suggestions');
    await workbench.folderIsOpen();
    await workbench.message(/Your course is ready: main\.py is your program\. Step 1: Bind to a port\./).waitFor();
    await workbench.screenshot('welcome-course-ready');
  });

  it('has AI suggestions switched off in the settings of that folder, and nothing else', async () => {
    const { workbench, place } = window;
    // The editor may be in the middle of writing it.
    const settings = async () => JSON.parse((await place.read('new/.vscode/settings.json').catch(() => '')) || '{}');
    for (let left = 50; left > 0 && Object.keys(await settings()).length < 2; left--)
      await workbench.page.waitForTimeout(200);
    assert.deepEqual(await settings(), { 'chat.disableAIFeatures': true, 'editor.inlineSuggest.enabled': false });
  });

  it('gets a setting back that was lost, at the next start, and keeps the comments', async () => {
    const { workbench, place } = window;
    const left = '{\n  // mine\n  "editor.fontSize": 15,\n  "editor.inlineSuggest.enabled": false\n}\n';
    // Before this is kept, the next start is the first one, which says nothing.
    const isKept = async () => /"applied":\s*true/.test(await place.read('new/.codealong/choices.json'));
    for (let tries = 50; tries > 0 && !(await isKept()); tries--) await workbench.page.waitForTimeout(200);
    await place.write('new/.vscode/settings.json', left);
    // Said in passing, maybe before the reload is over.
    const said = workbench.waitForText(/switched AI suggestions off again/, MINUTE);
    await Promise.all([said, workbench.reload()]);
    const text = await place.read('new/.vscode/settings.json');
    assert.match(text, /\/\/ mine\n/);
    assert.match(text, /"chat\.disableAIFeatures": true/);
    await workbench.screenshot('welcome-ai-again');
  });

  it('gets the suggestions back by a command', async () => {
    const { workbench, place } = window;
    await workbench.runCommand('CodeAlong: Learn With AI Suggestions');
    await workbench.message(/AI suggestions in this folder follow your own settings again/).waitFor();
    assert.doesNotMatch(await place.read('new/.vscode/settings.json'), /AIFeatures|inlineSuggest/);
  });

  it('runs the tests by a key, and the walkthrough has its last tick once one has passed', async () => {
    const { workbench, place } = window;
    await workbench.openFile('main.py');
    await workbench.focusProgram();
    await place.write('new/main.py', read(solution('01-bind')));
    await workbench.waitForText('A client has connected');
    await workbench.page.keyboard.press('ControlOrMeta+;');
    await workbench.page.keyboard.press('s');
    await workbench.page
      .locator('.statusbar-item[id*="codealong"]', {
        hasText: `Step 1 of ${redisSteps().length} passed. Next: Answer PING`,
      })
      .first()
      .waitFor({ timeout: MINUTE });
    await workbench.runCommand('CodeAlong: Get Started');
    for (const title of STEPS) await isTicked(title);
    // The walkthrough shows its pictures only where there is room.
    await workbench.runCommand('View: Close Editors in Other Groups');
    await workbench.screenshot('welcome-walkthrough-done');
  });

  for (const theme of [
    'Default Light Modern',
    'Default Dark Modern',
    'Default High Contrast',
    'Default High Contrast Light',
  ])
    it(`has a picture beside each step of the walkthrough, in the colours of "${theme}"`, async () => {
      const { workbench, place } = window;
      await workbench.page.setViewportSize({ width: 1600, height: 900 });
      await place.write('new/.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': theme }));
      for (const [index, title] of STEPS.entries()) {
        await step(title).locator('.step-title, h3').first().click();
        await workbench.page.locator('.getting-started-media iframe').first().waitFor();
        await workbench.page.waitForTimeout(PAINT_MS);
        await workbench.screenshot(`walkthrough-${theme.replace(/\W+/g, '-').toLowerCase()}-${index + 1}`);
      }
    });
});
