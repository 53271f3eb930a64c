import { ok } from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Workbench } from './workbench';

const MINUTE = 60_000;

describe('in a real VS Code with the package installed', function () {
  this.timeout(2 * MINUTE);
  let place: string;
  let folder: string;
  let workbench: Workbench | undefined;

  before(async () => {
    place = await realpath(await mkdtemp(path.join(tmpdir(), 'codealong-ui-')));
    folder = path.join(place, 'learner');
    await mkdir(folder);
    await writeFile(path.join(folder, 'main.py'), 'print("Hello")\n');
    workbench = await Workbench.start();
    await workbench.open(folder);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  after(async () => {
    await workbench?.close();
    await rm(place, { recursive: true, force: true });
  });

  it('a folder opens, and the palette offers "CodeAlong: Show Log"', async () => {
    ok(workbench);
    await workbench.openFile('main.py');
    const offered = await workbench.offered('CodeAlong', 'palette');
    ok(offered.includes('CodeAlong: Show Log'), offered.join(', '));
  });

  it('the log opens', async () => {
    ok(workbench);
    await workbench.runCommand('CodeAlong: Show Log');
    await workbench.page
      .locator('.part.panel option:checked', { hasText: 'CodeAlong' })
      .first()
      .waitFor({ state: 'attached' });
    await workbench.screenshot('log');
  });
});
