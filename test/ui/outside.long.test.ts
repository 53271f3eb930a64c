import assert from 'node:assert/strict';
import { Folder } from '../support/folder';
import { programFile, read } from '../support/run';
import { MINUTE, windowOn } from './learner-window';
import { TestingView } from './testing-view';

const PROGRAM = read(programFile('early-exit.py'));
/** Files of a project that has nothing to do with a course. */
const FILES = { 'app/server.py': PROGRAM, 'app/notes.txt': 'Mine.\n', 'README.md': '# Mine\n' };

describe('A Python file of a project that is no course', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(() => Folder.make(FILES));

  async function run(): Promise<void> {
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
  }

  async function failed(): Promise<void> {
    const label = window.workbench.page.locator('.statusbar-item-label', { hasText: '1 of 1 failed' });
    await label.waitFor({ timeout: MINUTE });
  }

  it('has no lens, and gets course and step when its tests are run', async () => {
    const { workbench } = window;
    await workbench.openFile('server.py');
    await run();
    await workbench.page
      .getByPlaceholder('server.py does not belong to a course. Test it as part of which one?')
      .waitFor();
    assert.equal(await workbench.page.locator('.codelens-decoration').count(), 0);
    await workbench.screenshot('outside-course');
    await workbench.pick('Build your own Redis');
    await workbench.page.getByPlaceholder('Test server.py as which step?').waitFor();
    await workbench.screenshot('outside-step');
    await workbench.pick('1. Bind to a port');
    await failed();
    await workbench.screenshot('outside-run');
  });

  it('is not asked about again', async () => {
    await run();
    await window.workbench.waitForText('1 older result');
    await failed();
  });

  it('is remembered when the window restarts', async () => {
    const { workbench } = window;
    await workbench.reload();
    // The browser's VS Code writes down every few seconds which editors are open: this one may be gone.
    await workbench.openFile('server.py');
    await workbench.waitForLens(/Run step 1: Bind to a port/);
    const view = new TestingView(workbench);
    await view.open();
    await view.until(/: Build your own Redis\n/);
    await run();
    await failed();
    await workbench.screenshot('outside-reloaded');
  });

  it('is unchanged, with no new file beside it', async () => {
    const { place } = window;
    assert.deepEqual(await place.listing(), ['README.md', 'app', 'app/notes.txt', 'app/server.py']);
    for (const [name, text] of Object.entries(FILES)) assert.equal(await place.read(name), text);
  });
});
