import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { ROOT } from '../support/run';
import type { Workbench } from './workbench';

const FADE_MS = 1_000;
const AXE = path.join(ROOT, 'node_modules', 'axe-core', 'axe.min.js');

/** The page of a task, inside VS Code's two frames around it. */
export class TaskPage {
  constructor(private readonly workbench: Workbench) {}

  /** A part of the page by its id: where, task, tests, verdict, hints, actions. */
  part(id: string): Locator {
    return this.#frame.locator(`#${id}`);
  }

  button(name: string | RegExp): Locator {
    return this.#frame.getByRole('button', { name });
  }

  /** Resolves when the page has the colours of such a theme. */
  async inTheme(kind: string): Promise<void> {
    await this.#frame.locator(`body.${kind}`).waitFor();
    // The colours are exchanged after the class, and fade.
    await this.workbench.page.waitForTimeout(FADE_MS);
  }

  /** What axe-core finds wrong, as one line for each rule and element. */
  async findings(): Promise<readonly string[]> {
    const body = this.#frame.locator('body');
    await body.evaluate((_, source) => new Function(source)(), readFileSync(AXE, 'utf8'));
    const found: unknown = await body.evaluate(RUN_AXE);
    return Array.isArray(found) ? found.map(String) : [`axe gave ${String(found)}`];
  }

  get #frame(): FrameLocator {
    return this.workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }
}

/** A text, because a function compiled by TypeScript would not run in the page. */
const RUN_AXE = `(async () => {
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' ')));
})()`;
