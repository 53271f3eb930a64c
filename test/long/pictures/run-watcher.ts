import assert from 'node:assert/strict';
import { MINUTE, type TestWindow } from '../../ui/learner-window';
import { TaskPage } from '../../ui/task-page';
import { type EndingPlace, slugOf } from './ending-place';
import type { EndingSample } from './ending-samples';
import { Eyes, type Screen } from './eyes';

/** A run of a sample on a screen, and what a learner sees of its end. Each takes a picture: `test-results/ending-…`. */
export class RunWatcher {
  constructor(private readonly window: Pick<TestWindow<EndingPlace>, 'workbench' | 'place'>) {}

  get eyes(): Eyes {
    return new Eyes(this.window.workbench);
  }

  get task(): TaskPage {
    return new TaskPage(this.window.workbench);
  }

  /** Opens the learner's folder with the program alone. A page that was open in an earlier picture may come back with its folder. */
  async open(name: string): Promise<void> {
    const { workbench, place } = this.window;
    await this.eyes.on('1366 x 768');
    await workbench.open(place.learner(name));
    await workbench.runCommand('View: Close All Editors');
    await workbench.openFile('main.py');
  }

  /** The same with the page of the task beside it. */
  async openWithPage(name: string): Promise<void> {
    await this.open(name);
    await this.window.workbench.runCommand('CodeAlong: Open Task');
    await this.task.button('Run tests').waitFor();
  }

  /** Runs by the page, and stops the run if it would never end. */
  async runByPage({ isStopped = false }: EndingSample): Promise<void> {
    await this.task.button('Run tests').click();
    if (isStopped) await this.task.button('Stop').click();
    await this.task.part('verdict').locator('p.passed, p.failed').first().waitFor({ timeout: MINUTE });
    await this.#ended();
    await this.eyes.rest();
  }

  /** Runs by the command, and waits until Test Results shows text. Its terminal is drawn later than the status bar. */
  async runByCommand(): Promise<void> {
    await this.window.workbench.runCommand('CodeAlong: Run Step Tests');
    await this.#ended();
    await this.eyes.resultsAreDrawn();
    await this.eyes.rest();
  }

  /** Before a run begins the window is as idle as after it. The verdict is there while the earlier steps still run. */
  async #ended(): Promise<void> {
    const idle = this.window.workbench.page.locator('.statusbar-item[id*="codealong"]:not(:has(.codicon-sync))');
    const told = idle.filter({ hasText: /passed|passes|failed|not judged|not run|cancelled/ });
    await told
      .filter({ hasNotText: 'running earlier' })
      .first()
      .waitFor({ timeout: 2 * MINUTE });
  }

  async picture(...names: readonly string[]): Promise<void> {
    await this.window.workbench.screenshot(['ending', ...names.map(slugOf)].join('-'));
  }

  /** The verdict and the first line of the failure are on the page, and nobody has to look for them. */
  async isReadOnPage({ verdict, headline }: EndingSample): Promise<void> {
    const sentence = this.task.part('verdict').locator('p').first();
    assert.match(await sentence.innerText(), verdict);
    assert.deepEqual(await this.eyes.faultsIn(sentence), []);
    if (headline === null) return;
    const failure = this.task.part('verdict').locator('.failure');
    assert.match(await failure.innerText(), headline);
    const faults = await this.eyes.faultsIn(failure);
    if (faults.length > 0 && !(await this.#isNotified(headline))) assert.deepEqual(faults, []);
  }

  /** In a small window a notification may cover the page, and says the same. */
  async #isNotified(headline: RegExp): Promise<boolean> {
    const notes = await this.window.workbench.page.locator('.notification-list-item-message').allInnerTexts();
    return notes.some((note) => headline.test(note.trim()));
  }

  /** Each label stands on a line that it is about, and begins with what is wrong there. */
  async labelsAreRight({ labels }: EndingSample, screen: Screen): Promise<void> {
    const found = await this.eyes.labels();
    for (const { line, text, isSeen } of found) {
      assert.ok(labels[line] !== undefined, `line ${line} has the label "${text}"`);
      assert.match(text, labels[line]);
      // In a window of 200 % the editor has no room behind a line, and the page tells it all.
      assert.ok(isSeen || screen === '200 %', `the label of line ${line} is covered`);
    }
    if (screen === '1366 x 768') assert.equal(found.length, Object.keys(labels).length);
  }

  /** Test Results shows the headline without being scrolled, and breaks no word of ours where a line of it has room. */
  async isReadInResults({ headline, isWide = false }: EndingSample, screen: Screen): Promise<void> {
    const rows = await this.eyes.results();
    // A narrow terminal breaks words.
    const said = new RegExp(headline?.source.replace(/^\^/, '').replaceAll(' ', '') ?? '\\S');
    assert.match(rows.join('').replace(/\s/g, ''), said);
    if (screen === '1366 x 768' && !isWide) assert.deepEqual(await this.eyes.brokenResults(), []);
  }
}
