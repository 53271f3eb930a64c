import { LearnerFolder } from '../support/learner';
import { solution } from '../support/run';
import { Workbench } from './workbench';

const MINUTE = 60_000;

describe('Without Docker, in a real VS Code', function () {
  this.timeout(3 * MINUTE);
  let folder: LearnerFolder;
  let workbench: Workbench;

  before(async () => {
    folder = await LearnerFolder.make(solution('01-bind'));
    workbench = await Workbench.start({ env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
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

  it('the tree of the course is there', async () => {
    await workbench.openFile('main.py');
    await workbench.runCommand('Testing: Focus on Test Explorer View');
    await workbench.waitForText(/Build your own Redis/);
    await workbench.screenshot('no-engine-tree');
  });

  it('a run says what is missing and what to do, with a way to try again', async () => {
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await workbench.waitForText(/CodeAlong needs Docker to run your program safely/, MINUTE);
    await workbench.waitForText('Retry');
    await workbench.screenshot('no-engine-advice');
  });
});
