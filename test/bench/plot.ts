import { openBrowser } from '../../scripts/vscode/browser.mjs';
import { findChromium } from '../../scripts/vscode/chromium.mjs';
import type { Measured } from './measured';
import { heightOf, pictureOf, WIDTH } from './picture';

/** Draws the picture into a PNG. @throws Error where there is no Chromium. */
export async function drawPlot(measured: Measured, file: string): Promise<void> {
  const program = findChromium({ platform: process.platform, env: process.env });
  if (program === null) throw new Error('a picture needs Chromium: `npm start` installs it, or set CHROMIUM_PATH');
  const size = { width: WIDTH, height: heightOf(measured) };
  const browser = await openBrowser({ program, ...size });
  try {
    await browser.page.setContent(`<body style="margin:0">${pictureOf(measured)}</body>`);
    await browser.page.screenshot({ path: file, clip: { x: 0, y: 0, ...size } });
  } finally {
    await browser.close();
  }
}
