// The browser of the tests. Playwright speaks to it over a pipe, so that it ends with whoever started it.
import { chromium } from 'playwright-core';

const START_MS = 60_000;

/** Nothing of it asks the internet; `--no-sandbox`, as root may not have one; no graphics card is needed. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** @typedef {{ page: import('playwright-core').Page, close: () => Promise<void> }} Browser */

/**
 * A headless browser with one empty page. Every wait of the page ends after `seconds`, if not told otherwise.
 * @param {{ program: string, seconds?: number, width?: number, height?: number }} options
 * @returns {Promise<Browser>}
 */
export async function openBrowser({ program, seconds = 30, width = 1280, height = 800 }) {
  const browser = await chromium.launch({ executablePath: program, args: FLAGS, timeout: START_MS });
  try {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'en-US', colorScheme: 'light' });
    context.setDefaultTimeout(seconds * 1000);
    context.setDefaultNavigationTimeout(START_MS);
    return { page: await context.newPage(), close: () => closeWithin(browser, 10_000) };
  } catch (error) {
    await closeWithin(browser, 10_000);
    throw error;
  }
}

/** A browser that does not answer is killed by Playwright when this process ends. */
async function closeWithin(browser, milliseconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([browser.close().catch(() => {}), late]);
  clearTimeout(timer);
}
