import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const WAIT_MS = 30_000;

/** Wall-clock times in milliseconds: when a command was clicked, and when its result was on the screen. */
export interface Painted {
  readonly clicked: number;
  readonly painted: number;
}

/**
 * Watches from inside the page, where nothing is late: the first click from now on (it comes when the button is let go, and is what VS
 * Code makes the command of), and the first frame after it in which an item of the Testing view has an icon of this kind that is not
 * outdated, and the status bar has this text: the test's own end and the verdict. The function that it returns waits for that frame.
 */
export async function watchPaint(page: Page, icon: string, text: string): Promise<() => Promise<Painted>> {
  const selector = `.test-explorer .computed-state.codicon-testing-${icon}-icon:not(.retired)`;
  const handle = await page.evaluateHandle<{ seen: Promise<Painted> }>(
    `(${WATCH})(${JSON.stringify(selector)}, ${JSON.stringify(text)})`,
  );
  return async () => {
    const painted = await Promise.race([handle.evaluate(({ seen }) => seen), sleep(WAIT_MS, null, { ref: false })]);
    if (painted === null) throw new Error(`"${icon}" and "${text}" were not both shown after ${WAIT_MS} ms`);
    await handle.dispose();
    return painted;
  };
}

/**
 * A text, because a function compiled by TypeScript would not run in the page. It waits for changes of the page: asking at each frame
 * would make the window draw frames. The next frame shows a change, and it was painted when the frame after it begins.
 */
const WATCH = `(selector, text) => {
  const now = () => performance.timeOrigin + performance.now();
  const isThere = () =>
    document.querySelector(selector) !== null && document.querySelector('.part.statusbar').textContent.includes(text);
  const seen = new Promise((resolve) => {
    const click = () => {
      const clicked = now();
      const changes = new MutationObserver(() => {
        if (!isThere()) return;
        changes.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve({ clicked, painted: now() })));
      });
      changes.observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ['class'] });
    };
    window.addEventListener('click', click, { capture: true, once: true });
  });
  return { seen };
}`;
