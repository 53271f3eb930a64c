import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Folder } from '../support/folder';
import { read, redisSteps, solution } from '../support/run';
import { MINUTE, windowOn } from '../ui/learner-window';
import { TaskPage } from '../ui/task-page';
import { slugOf } from './pictures/ending-place';
import { Eyes, SCREENS, type Screen } from './pictures/eyes';

const COURSE = 'Build your own Redis';
const BUILD_MS = 5 * MINUTE;
const BIG: Screen = '1366 x 768';
/** A whole text is typed at once: help with each line would change it. */
const AS_TYPED = { 'editor.autoIndent': 'none' };
const ON = Object.keys(SCREENS) as Screen[];
/** Time to find out that something lies over a button. */
const TRY_MS = 3_000;
/** The minimap may lie over the end of a long lens. */
const AT_ITS_BEGINNING = { position: { x: 8, y: 6 } };
/** Moments on pages that VS Code lays out: on the small screen one scrolls there. */
const VSCODES_OWN = ['empty window', 'walkthrough', 'sandbox', 'course'];

/** One way for somebody who has read nothing and knows no command: each move is one that the screen itself names. */
for (const screen of ON)
  describe(`The first hour of a new learner at ${screen}`, function () {
    this.timeout(3 * MINUTE);
    // Each moment begins where the one before has ended.
    this.bail(true);
    const window = windowOn(
      () => Folder.make({ 'new/': '' }),
      // As VS Code comes: with its own Welcome page.
      () => ({ empty: true, settings: { 'workbench.startupEditor': 'welcomePage', ...AS_TYPED } }),
    );
    let moment = 0;
    const lost: string[] = [];
    const eyes = () => new Eyes(window.workbench);
    const task = () => new TaskPage(window.workbench);
    const page = () => window.workbench.page;
    const chapter = (title: string) => page().locator('.getting-started-step', { hasText: title });
    const lens = (text: string) => page().locator('.codelens-decoration a', { hasText: text }).first();

    /** Takes a picture, and looks for what says what to do next. */
    async function leadsOn(name: string, ...next: readonly Locator[]): Promise<void> {
      moment += 1;
      await eyes().rest();
      const picture = [String(moment).padStart(2, '0'), slugOf(name), slugOf(screen)].join('-');
      await window.workbench.screenshot(`first-hour-${picture}`);
      const mayScroll = screen !== BIG && VSCODES_OWN.includes(name);
      for (const one of next) if (!(await isInSight(one, mayScroll))) lost.push(`${name}: ${one}`);
    }

    /** It can be clicked where it is: a click would bring it into sight first. */
    async function isInSight(one: Locator, mayScroll: boolean): Promise<boolean> {
      const before = await one.boundingBox();
      const canBe = await one.click({ trial: true, timeout: TRY_MS }).then(
        () => true,
        () => false,
      );
      const after = await one.boundingBox();
      return canBe && before !== null && after !== null && (mayScroll || Math.abs(before.y - after.y) < 1);
    }

    async function statusIs(text: string | RegExp): Promise<void> {
      await page().locator('.statusbar-item[id*="codealong"]', { hasText: text }).first().waitFor({ timeout: MINUTE });
    }

    async function types(step: string): Promise<void> {
      await window.workbench.typeOver(programOf(step));
      await page().keyboard.press('ControlOrMeta+Home');
      await page().locator('.editor-instance .view-lines', { hasText: 'import socket' }).waitFor();
    }

    before(async () => {
      await eyes().on(screen);
    });

    it('begins in an empty window, on a first page that lists the walkthrough', async () => {
      const ours = page().locator('.gettingStartedContainer').getByText('Get Started with CodeAlong').first();
      await ours.waitFor({ timeout: MINUTE });
      await leadsOn('empty window', ours);
      await ours.click();
      await chapter('Check that Docker runs').locator('.codicon-getting-started-step-checked').first().waitFor();
      await leadsOn('walkthrough', chapter('Prepare the sandbox').locator('.step-title, h3').first());
    });

    it('goes on in the walkthrough: the sandbox, and then the course', async function () {
      this.timeout(BUILD_MS);
      await chapter('Prepare the sandbox').locator('.step-title, h3').first().click();
      await leadsOn('sandbox', chapter('Prepare the sandbox').locator('.monaco-button').first());
      await chapter('Prepare the sandbox').locator('.monaco-button').first().click();
      await chapter('Prepare the sandbox')
        .locator('.codicon-getting-started-step-checked')
        .first()
        .waitFor({ timeout: BUILD_MS });
      await chapter('Start a course').locator('.step-title, h3').first().click();
      await leadsOn('course', chapter('Start a course').locator('.monaco-button').first());
    });

    it('is asked for a course, a folder and AI suggestions, and each question says what it asks', async () => {
      const { workbench, place } = window;
      await chapter('Start a course').locator('.monaco-button').first().click();
      const row = page().locator('.quick-input-widget .monaco-list-row', { hasText: COURSE }).first();
      await row.waitFor();
      await leadsOn('which course', row);
      await workbench.pick(COURSE);
      const folder = page().locator('.quick-input-widget .quick-input-action .monaco-button').first();
      await folder.waitFor();
      await leadsOn('which folder', folder);
      await workbench.pickFolder(place.path('new'));
      const asItIs = page()
        .locator('.quick-input-widget .monaco-list-row', { hasText: 'Keep my editor as it is' })
        .first();
      await asItIs.waitFor();
      await leadsOn('suggestions', asItIs);
      await workbench.pick('Keep my editor as it is');
      await workbench.folderIsOpen();
    });

    it('sees the task beside the program, and the button that runs the tests', async () => {
      const ready = window.workbench.message('Your course is ready');
      await ready.waitFor({ timeout: MINUTE });
      await task().part('task').getByRole('heading', { name: 'Bind to a port' }).waitFor();
      await leadsOn('course is ready', ready.getByRole('button', { name: 'Run Step Tests' }));
      await ready.hover();
      await ready.locator('.codicon-notifications-clear').click();
      await lens('Run step 1').waitFor();
      await statusIs(`Step 1 of ${redisSteps().length}: not run yet`);
      await leadsOn('first step', task().button('Run tests'));
    });

    it('reads what the starter lacks, and where a hint is', async () => {
      await task().button('Run tests').click();
      await statusIs(`Step 1 of ${redisSteps().length}: 1 of 1 failed`);
      await leadsOn('failed', task().part('verdict').locator('p').first(), task().button('Hint 1 of 4'));
      await task().button('Hint 1 of 4').click();
      await task().part('hints').getByText('Hint 1 of 4').waitFor();
      await leadsOn('hint', task().part('hints').locator('h3').first(), task().button('Run tests'));
    });

    it('passes the first step, and goes on by the button of the page', async () => {
      await types('01-bind');
      await leadsOn('typed', task().button('Run tests'));
      await (screen === BIG ? lens('Run step 1') : task().button('Run tests')).click(AT_ITS_BEGINNING);
      await statusIs(`Step 1 of ${redisSteps().length} passed. Next: Answer PING`);
      await task().button('Next: Answer PING').waitFor();
      await leadsOn('first passed', task().part('verdict').locator('p').first(), task().button('Next: Answer PING'));
      await task().button('Next: Answer PING').click();
      await task().part('task').getByRole('heading', { name: 'Answer PING' }).waitFor();
      await leadsOn('second step', task().button('Run tests'));
    });

    it('passes the second, and goes on by the lens where there is room for it', async () => {
      await types('02-ping');
      await task().button('Run tests').click();
      await statusIs(`Step 2 of ${redisSteps().length} passed. Next: Answer many PINGs`);
      await leadsOn(
        'second passed',
        task().part('verdict').locator('p').first(),
        task().button('Next: Answer many PINGs'),
      );
      await (screen === BIG ? lens('Next: step 3') : task().button('Next: Answer many PINGs')).click(AT_ITS_BEGINNING);
      await task().part('task').getByRole('heading', { name: 'Answer many PINGs' }).waitFor();
      await leadsOn('third step', task().button('Run tests'));
    });

    it('passes the third, and reads what comes after it', async () => {
      await types('03-many-pings');
      await task().button('Run tests').click();
      await statusIs(`Step 3 of ${redisSteps().length} passed. Next: `);
      await task()
        .button(/^Next: /)
        .waitFor();
      await leadsOn('third passed', task().part('verdict').locator('p').first(), task().button(/^Next: /));
      assert.match(
        await task().part('where').innerText(),
        new RegExp(`step 3 of ${redisSteps().length} · 3 of ${redisSteps().length} steps done`),
      );
      assert.equal(await window.place.read('new/main.py'), programOf('03-many-pings'));
    });

    it('at each moment had in sight what to do next', () => {
      assert.deepEqual(lost, []);
    });
  });

/** What the learner types. Not the text on its first line: the editor completes its quotes. */
function programOf(step: string): string {
  const text = read(solution(step));
  return text.slice(text.indexOf('import'));
}
