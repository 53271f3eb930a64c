import { LearnerFolder } from '../support/learner';
import { solution } from '../support/run';
import { Workbench } from './workbench';

const MINUTE = 60_000;

describe('In Restricted Mode, for a folder of unknown origin', function () {
  this.timeout(3 * MINUTE);
  let folder: LearnerFolder;
  let workbench: Workbench;

  before(async () => {
    folder = await LearnerFolder.make(solution('01-bind'));
    workbench = await Workbench.start({ trusted: false });
    await workbench.open(folder.root);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-restricted');
  });

  after(async () => {
    await workbench?.close();
    await folder.remove();
  });

  it('the tests run, because the sandbox is what makes that safe', async () => {
    await workbench.openFile('main.py');
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/passed 1 of 1/, MINUTE);
    await workbench.screenshot('restricted');
  });
});
