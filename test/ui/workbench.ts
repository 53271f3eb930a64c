import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type Browser, openBrowser } from '../../scripts/vscode/browser.mjs';
import { ensureVscode, thisMachine } from '../../scripts/vscode/ensure.mjs';
import { type Server, startServer } from '../../scripts/vscode/server.mjs';
import { ROOT } from '../support/run';
import { packedExtension } from './packed';

const RESULTS = path.join(ROOT, 'test-results');
const OPEN_MS = 60_000;
const FIND_MS = 30_000;
const LIST_MS = 2000;

export interface WorkbenchOptions {
  /** False opens folders in Restricted Mode, as a folder of unknown origin is opened. */
  readonly trusted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real VS Code with the packed extension installed, as a person sees it. Whoever starts one closes it. */
export class Workbench {
  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
  ) {}

  /** Rejects when the server or the browser does not start. */
  static async start({ trusted = true, settings = {}, env = {} }: WorkbenchOptions = {}): Promise<Workbench> {
    const place = await ensureVscode({
      root: ROOT,
      machine: thisMachine(),
      say: (text) => void process.stdout.write(`${text}\n`),
    });
    if (place === null) throw new Error('VS Code or Chromium is missing');
    const args = trusted ? ['--disable-workspace-trust'] : [];
    const keepLog = path.join(RESULTS, 'ui-tests-server.log');
    const server = await startServer({ place, args, env, settings, extension: packedExtension(), keepLog });
    try {
      return new Workbench(server, await openBrowser({ program: place.chromium, seconds: FIND_MS / 1000 }));
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** For what has no method here. Its waits end after 30 s by themselves. */
  get page(): Page {
    return this.browser.page;
  }

  /** Opens a folder, by its absolute path, in place of what was open; resolves when its files and the extensions are there. */
  async open(folder: string): Promise<void> {
    await this.page.goto(`${this.server.address}/?${new URLSearchParams({ folder })}`);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: OPEN_MS });
    await this.page.locator('.explorer-folders-view .monaco-list').waitFor({ timeout: OPEN_MS });
    await this.page.locator('#status\\.host .codicon-remote').waitFor({ timeout: OPEN_MS });
  }

  /** Runs a command by its title in the palette, category included; rejects when it is not to be found there. */
  async runCommand(title: string): Promise<void> {
    await this.choose('F1', `>${title}`, title);
  }

  /** Opens a file of the folder by its name, and waits for its editor. */
  async openFile(name: string): Promise<void> {
    await this.choose('ControlOrMeta+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /** What the palette offers for a text, once that is anything; and a picture of it if a name is given. */
  async offered(text: string, picture?: string): Promise<string[]> {
    const label = this.rows().locator('.label-name', { hasText: text });
    await this.list('F1', `>${text}`, label);
    const labels = await this.rows().locator('.label-name').allInnerTexts();
    if (picture) await this.screenshot(picture);
    await this.page.keyboard.press('Escape');
    return labels.map((name) => name.trim());
  }

  /** Saved as `test-results/<name>.png`. Resolves to the path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(RESULTS, `${name}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  /** The text of the first element that a CSS selector finds, once it is there. */
  async textOf(selector: string): Promise<string> {
    return this.page.locator(selector).first().innerText();
  }

  /** Waits until a text is to be seen anywhere. */
  async waitForText(text: string | RegExp, milliseconds = FIND_MS): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout: milliseconds });
  }

  /** Ends both, whatever state they are in. */
  async close(): Promise<void> {
    try {
      await this.browser.close();
    } finally {
      await this.server.stop();
    }
  }

  private async choose(key: string, text: string, label: string): Promise<void> {
    const wanted = this.rows().filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) });
    await this.list(key, text, wanted);
    await wanted.first().click();
  }

  /** What extensions bring appears in the list only when they are known, and a key may come too early: it is asked again until then. */
  private async list(key: string, text: string, wanted: Locator): Promise<void> {
    const end = Date.now() + FIND_MS;
    while (Date.now() < end) {
      if ((await this.ask(key, text)) && (await appears(wanted.first(), LIST_MS))) return;
      await this.page.keyboard.press('Escape');
    }
    const dialog = await this.page.locator('.monaco-dialog-box').allInnerTexts();
    const why = dialog.length > 0 ? `; a dialog is in the way: ${dialog.join(' ')}` : '';
    throw new Error(`The list has nothing for "${text}" after ${FIND_MS / 1000} s${why}`);
  }

  private async ask(key: string, text: string): Promise<boolean> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await this.page.keyboard.press(key);
    if (!(await appears(input, LIST_MS))) return false;
    await input.fill(text);
    return true;
  }

  private rows(): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row');
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

async function appears(locator: Locator, milliseconds: number): Promise<boolean> {
  try {
    await locator.waitFor({ timeout: milliseconds });
    return true;
  } catch {
    return false;
  }
}
