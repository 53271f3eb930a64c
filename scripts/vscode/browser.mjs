// The browser of the tests. Playwright talks to it over a pipe, so it ends with the process that started it.
import { chromium } from 'playwright-core';

const START_MS = 60_000;

/** The browser makes no requests of its own. `--no-sandbox`: it may run as root. It needs no graphics card. */
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
 * A headless browser with one empty page. Waits of the page end after `seconds` by default.
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

/** Playwright kills a browser that does not answer when this process ends. */
async function closeWithin(browser, milliseconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([browser.close().catch(() => {}), late]);
  clearTimeout(timer);
}
