import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

const WAIT_MS = 60_000;
const LOOK_MS = 40;
/** For a row to show what is below it. */
const UNFOLD_MS = 3_000;
const STILL_MS = 250;
/** Looks at a view that does not come to rest. */
const STILL_LOOKS = 40;

/** The Testing view, as a person sees it. */
export class TestingView {
  constructor(private readonly workbench: Workbench) {}

  /** Shows the view, with everything unfolded, once there are tests. */
  async open(): Promise<void> {
    await this.workbench.runCommand('Testing: Focus on Test Explorer View');
    await this.#rows().first().waitFor();
    const folded = this.workbench.page.locator('.test-explorer .monaco-tl-twistie.collapsed');
    for (let level = 0; level < 3 && (await folded.count()) > 0; level++) await this.#unfold(folded);
  }

  /** All items at one moment, a line each: `passed: Says ready`, or `passed, outdated: Says ready` when the icon is a pale one. */
  async shown(): Promise<string> {
    const rows = await this.#rows().evaluateAll((all) =>
      all.map((row) => ({
        icon: row.querySelector('.computed-state')?.className ?? '',
        label: row.querySelector('.label')?.textContent ?? '',
      })),
    );
    return rows.map(({ icon, label }) => `${stateOf(icon)}: ${label.trim()}`).join('\n');
  }

  /** Waits until the view shows what is wanted, and resolves to that. @throws Error when it takes too long */
  async until(wanted: RegExp, milliseconds = WAIT_MS): Promise<string> {
    return (await this.seenUntil(wanted, milliseconds)).at(-1) ?? '';
  }

  /** As above, but resolves to everything that was shown meanwhile. */
  async seenUntil(wanted: RegExp, milliseconds = WAIT_MS): Promise<readonly string[]> {
    const seen: string[] = [];
    for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(LOOK_MS)) {
      seen.push(await this.shown());
      if (wanted.test(seen.at(-1) ?? '')) return seen;
    }
    throw new Error(`${wanted} was not shown after ${milliseconds} ms:\n${seen.at(-1)}`);
  }

  /** Clicks the triangle of an item, which appears under the pointer. A row that changes in the middle of a click does not take it. */
  async run(label: string): Promise<void> {
    await this.#still();
    const row = this.#rows().filter({ hasText: label }).first();
    await row.hover();
    await row.locator('.codicon-testing-run-icon').first().click();
  }

  /** Opens the test itself. */
  async goTo(label: string): Promise<void> {
    await this.#rows().filter({ hasText: label }).first().dblclick();
    await this.workbench.page.locator('.tab.active', { hasText: 'test_' }).waitFor();
  }

  /** Clicks the stop button, which the view has during a run. */
  async stop(): Promise<void> {
    await this.workbench.page.locator('.sidebar .codicon-testing-cancel-icon').first().click();
  }

  /** The rows of a long course fill the view, so their number need not change. */
  async #unfold(folded: Locator): Promise<void> {
    const before = [await this.#rows().count(), await folded.count()].join();
    await folded.first().click();
    for (const end = Date.now() + UNFOLD_MS; Date.now() < end; await sleep(LOOK_MS))
      if ([await this.#rows().count(), await folded.count()].join() !== before) return;
  }

  /** Waits until the view has not changed for a moment. */
  async #still(): Promise<void> {
    for (let [before, now, looks] = ['', await this.shown(), 0]; before !== now && looks < STILL_LOOKS; looks++) {
      await sleep(STILL_MS);
      [before, now] = [now, await this.shown()];
    }
  }

  #rows(): Locator {
    return this.workbench.page.locator('.test-explorer .monaco-list-row');
  }
}

/** Read from the icon: the text for screen readers comes later, when the editor has time. */
function stateOf(icon: string): string {
  const state = icon.includes('codicon-loading') ? 'running' : (/codicon-testing-(\w+)-icon/.exec(icon)?.[1] ?? 'none');
  return icon.split(' ').includes('retired') ? `${state}, outdated` : state;
}
