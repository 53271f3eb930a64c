import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type Browser, openBrowser } from '../../scripts/vscode/browser.mjs';
import { ensureVscode, thisMachine } from '../../scripts/vscode/ensure.mjs';
import { type Server, startServer } from '../../scripts/vscode/server.mjs';
import { gone, removeOurs } from '../support/containers';
import { ROOT } from '../support/run';
import { packedExtension } from './packed';

const RESULTS = path.join(ROOT, 'test-results');
const OPEN_MS = 60_000;
const FIND_MS = 30_000;
const LIST_MS = 2000;
/** VS Code allows an extension five seconds to end. */
const LEFT_MS = 5_000;
const WORKSPACE_MS = 8000;
const TRIES = 5;
/** The list of the Explorer. */
const FILES = '.explorer-folders-view .monaco-list';

export interface WorkbenchOptions {
  /** False opens folders in Restricted Mode, as a folder of unknown origin is opened. */
  readonly trusted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real VS Code with the packed extension installed, as a person sees it. The caller that starts one must close it. */
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
    const keepLog = path.join(RESULTS, `ui-tests-server-${process.pid}.log`);
    const server = await startServer({ place, args, env, settings, extension: packedExtension(), keepLog });
    try {
      return new Workbench(server, await openBrowser({ program: place.chromium, seconds: FIND_MS / 1000 }));
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** The page, for actions without a method here. Its waits end after 30 s. */
  get page(): Page {
    return this.browser.page;
  }

  /** Opens a folder, by its absolute path, in place of what was open; resolves when its files and the extensions are there. */
  async open(folder: string): Promise<void> {
    await this.goTo({ folder });
    await this.folderIsOpen();
  }

  /**
   * The same for a file that names several folders (`.code-workspace`). The browser's VS Code sometimes takes that file for an empty one
   * when it has never seen it before, and shows no folder at all: then it is opened again.
   */
  async openWorkspace(workspace: string): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      await this.goTo({ workspace });
      if (await appears(this.page.locator(`${FILES} .monaco-list-row`).first(), WORKSPACE_MS)) break;
    }
    await this.folderIsOpen();
  }

  /** Opens no folder at all. */
  async openEmpty(): Promise<void> {
    await this.goTo({ ew: 'true' });
    await this.page.locator('#status\\.host .codicon-remote').waitFor({ timeout: OPEN_MS });
  }

  /** Resolves when the files of a folder and the extensions are there, even after the window changed folders by itself. */
  async folderIsOpen(): Promise<void> {
    await this.page.locator(FILES).waitFor({ timeout: OPEN_MS });
    await this.page.locator('#status\\.host .codicon-remote').waitFor({ timeout: OPEN_MS });
  }

  /** Reloads the window, as after a restart of the editor. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.folderIsOpen();
  }

  /** Runs a command by its title in the palette, category included; rejects if the palette does not have it. */
  async runCommand(title: string): Promise<void> {
    await this.choose('F1', `>${title}`, title);
  }

  /** Runs the step's tests by the item of the status bar, which names step and state. */
  async runFromStatusBar(): Promise<void> {
    await this.page.locator('.statusbar-item[id*="codealong"] a').first().click();
  }

  /** Opens a file by its name, and by its folder's name if there are several folders, and waits for its editor. */
  async openFile(name: string, folder = ''): Promise<void> {
    await this.choose('ControlOrMeta+P', path.posix.join(folder, name), name, folder);
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
    await this.page.locator('.breadcrumbs-control', { hasText: folder }).first().waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /**
   * Puts the cursor into the program. If an editor loses it before asking for its lenses, VS Code asks only when the cursor
   * is back.
   */
  async focusProgram(): Promise<void> {
    await this.page.locator('.editor-instance .view-lines').first().click();
  }

  /** Types over everything in the editor that is open, and does not save it. */
  async typeOver(text: string): Promise<void> {
    await this.focusProgram();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  /** Picks an entry of an extension's list by its label. */
  async pick(label: string): Promise<void> {
    await this.rowOf(label).click();
  }

  /** Answers VS Code's own question for a folder, by its absolute path. */
  async pickFolder(folder: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    // The list of a folder begins with the way up; before it is there, what is typed is overwritten.
    await this.rowOf('..').waitFor();
    await widget.locator('input[type="text"]').fill(`${folder}/`);
    const button = widget.locator('.quick-input-action .monaco-button').first();
    // The folder is read while it is typed, and a click in the middle of that is not taken.
    for (let left = TRIES; left > 0 && (await button.isVisible()); left--) {
      await button.click();
      await button.waitFor({ state: 'hidden', timeout: LIST_MS }).catch(() => undefined);
    }
  }

  /** Chooses an entry of the menu of a row. The menu takes no click in its first moment. */
  async chooseInMenuOf(row: Locator, label: string): Promise<void> {
    await row.click({ button: 'right' });
    const entry = this.page.locator('.context-view .action-label', { hasText: exactly(label) });
    await entry.waitFor();
    for (let left = TRIES; left > 0 && (await entry.isVisible()); left--) {
      await entry.click({ timeout: LIST_MS }).catch(() => undefined);
      await entry.waitFor({ state: 'hidden', timeout: LIST_MS }).catch(() => undefined);
    }
  }

  /** Answers a question that the window waits for, by the text of its button. */
  async answer(question: string, button: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box', { hasText: question });
    await dialog.locator('.monaco-button', { hasText: exactly(button) }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Waits for the text of the lens above the program; the editor is slow to ask for it. */
  async waitForLens(text: string | RegExp, milliseconds = FIND_MS): Promise<void> {
    await this.page.locator('.codelens-decoration', { hasText: text }).first().waitFor({ timeout: milliseconds });
  }

  /** A message that the editor shows. */
  message(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** The entries of the palette for a text, once there are any. Saves a picture if a name is given. */
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

  /** Waits until a text is visible anywhere. */
  async waitForText(text: string | RegExp, milliseconds = FIND_MS): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout: milliseconds });
  }

  /** Closes the window like a person: the extension has time to clean up. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
  }

  /** Ends everything. A window first removes its warm sandbox; whatever no window could remove is removed here. */
  async close(): Promise<void> {
    try {
      await this.leave();
      await gone(LEFT_MS);
    } finally {
      await this.browser.close();
      await this.server.stop();
      await removeOurs();
    }
  }

  private async goTo(query: Record<string, string>): Promise<void> {
    await this.page.goto(`${this.server.address}/?${new URLSearchParams(query)}`);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: OPEN_MS });
  }

  /** The row must contain `detail` besides its label: before the typed text counts, the list also shows the last choice. */
  private async choose(key: string, text: string, label: string, detail = ''): Promise<void> {
    const wanted = this.rowOf(label, detail);
    await this.list(key, text, wanted);
    await wanted.click();
  }

  /** Extensions' entries appear only once the extensions are known, and a key may come too early, so this asks again until then. */
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

  private rowOf(label: string, detail = ''): Locator {
    return this.rows()
      .filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }), hasText: detail })
      .first();
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
