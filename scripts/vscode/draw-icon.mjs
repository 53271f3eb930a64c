// Draws media/icon.png from icon.svg, because the marketplace accepts no SVG. Run it after changing the drawing.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { findChromium } from './chromium.mjs';

const SIDE = 128;
const drawing = readFileSync(new URL('icon.svg', import.meta.url), 'utf8');
const target = fileURLToPath(new URL('../../media/icon.png', import.meta.url));

const program = findChromium(process);
if (program === null) throw new Error('Chromium is missing: node scripts/vscode/install.mjs');
const { page, close } = await openBrowser({ program, width: SIDE, height: SIDE });
try {
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.screenshot({ path: target, omitBackground: true });
} finally {
  await close();
}
