import { LearnerFolder } from '../support/learner';
import { programFile, solution } from '../support/run';
import { Workbench } from './workbench';

const MINUTE = 60_000;

describe('A learner in a real VS Code', function () {
  this.timeout(4 * MINUTE);
  let folder: LearnerFolder;
  let workbench: Workbench;

  before(async () => {
    folder = await LearnerFolder.make(programFile('early-exit.py'));
    workbench = await Workbench.start();
    await workbench.open(folder.root);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  after(async () => {
    await workbench?.close();
    await folder.remove();
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
    await folder.write(solution('01-bind'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/passed 1 of 1/, MINUTE);
    await workbench.screenshot('passing-run');
  });

  it('finds the line of a syntax error in the Problems panel', async () => {
    await folder.write(programFile('syntax-error.py'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.waitForText(/Python cannot read your program: SyntaxError on line 7/, MINUTE);
    await workbench.screenshot('syntax-error');
  });
});
