import { programFile, solution } from '../support/run';
import { learnerWindow, MINUTE } from './learner-window';

describe('A learner in a real VS Code', function () {
  this.timeout(4 * MINUTE);
  const window = learnerWindow(programFile('early-exit.py'));

  it('sees the run lens above the program', async () => {
    const { workbench } = window;
    await workbench.openFile('main.py');
    await workbench.waitForText(/Run step 1/);
    await workbench.screenshot('lens');
  });

  it('runs a failing program by the command and reads why it fails', async () => {
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/ended before a client could connect/, MINUTE);
    await workbench.waitForLens('1 of 1 failed');
    await workbench.screenshot('failing-run');
    await workbench.runCommand('Testing: Focus on Test Explorer View');
    await workbench.screenshot('testing-view');
  });

  it('runs a passing program and sees it green', async () => {
    const { workbench } = window;
    await window.place.write(solution('01-bind'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForLens('passed 1 of 1', MINUTE);
    await workbench.screenshot('passing-run');
  });

  it('finds the line of a syntax error in the Problems panel', async () => {
    const { workbench } = window;
    await window.place.write(programFile('syntax-error.py'));
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForLens('1 of 1 failed', MINUTE);
    await workbench.runCommand('Problems: Focus on Problems View');
    const problem = workbench.page.locator('.markers-panel .monaco-list-row', { hasText: 'SyntaxError on line 7' });
    await problem.first().waitFor();
    await workbench.screenshot('syntax-error');
  });
});
