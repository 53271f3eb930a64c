import { solution } from '../support/run';
import { learnerWindow, MINUTE } from './learner-window';

describe('In Restricted Mode, for a folder of unknown origin,', function () {
  this.timeout(3 * MINUTE);
  const window = learnerWindow(solution('01-bind'), { trusted: false });

  it('the tests run, because the sandbox makes that safe', async () => {
    const { workbench } = window;
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/passed 1 of 1/, MINUTE);
    await workbench.screenshot('restricted');
  });
});
