import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { programFile, solution } from '../support/run';
import { Workbench } from './workbench';

const MINUTE = 60_000;

describe('A learner in a real VS Code', function () {
  this.timeout(4 * MINUTE);
  let place: string;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    place = await realpath(await mkdtemp(path.join(tmpdir(), 'codealong-learner-')));
    folder = path.join(place, 'my-redis');
    await mkdir(path.join(folder, '.codealong'), { recursive: true });
    const progress = { format_version: 1, course: 'redis', steps: {}, current: null };
    await writeFile(path.join(folder, '.codealong', 'progress.json'), JSON.stringify(progress));
    await cp(programFile('early-exit.py'), path.join(folder, 'main.py'));
    workbench = await Workbench.start();
    await workbench.open(folder);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  after(async () => {
    await workbench?.close();
    await rm(place, { recursive: true, force: true });
  });

  it('sees the run lens above the program', async () => {
    await workbench.openFile('main.py');
    await workbench.waitForText(/Run step 1/);
    await workbench.screenshot('lens');
  });

  it('runs a failing program by the command and reads why it fails', async () => {
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/exited with code 0 before a client could talk to it/, MINUTE);
    await workbench.screenshot('failing-run');
    await workbench.runCommand('Testing: Focus on Test Explorer View');
    await workbench.screenshot('testing-view');
  });

  it('runs a passing program and sees it green', async () => {
    await cp(solution('01-bind'), path.join(folder, 'main.py'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/passed 1 of 1/, MINUTE);
    await workbench.screenshot('passing-run');
  });

  it('finds the line of a syntax error in the Problems panel', async () => {
    await cp(programFile('syntax-error.py'), path.join(folder, 'main.py'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.waitForText(/Python cannot read your program: SyntaxError on line 7/, MINUTE);
    await workbench.screenshot('syntax-error');
  });
});
