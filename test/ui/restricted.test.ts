import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { solution } from '../support/run';
import { Workbench } from './workbench';

const MINUTE = 60_000;

describe('In Restricted Mode, for a folder of unknown origin', function () {
  this.timeout(3 * MINUTE);
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'codealong-restricted-')));
    await mkdir(path.join(folder, '.codealong'));
    const progress = { format_version: 1, course: 'redis', steps: {}, current: null };
    await writeFile(path.join(folder, '.codealong', 'progress.json'), JSON.stringify(progress));
    await cp(solution('01-bind'), path.join(folder, 'main.py'));
    workbench = await Workbench.start({ trusted: false });
    await workbench.open(folder);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-restricted');
  });

  after(async () => {
    await workbench?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('the tests run, because the sandbox is what makes that safe', async () => {
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/passed 1 of 1/, MINUTE);
    await workbench.screenshot('restricted');
  });
});
