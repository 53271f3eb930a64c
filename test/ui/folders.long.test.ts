import { MINUTE, windowOn } from './learner-window';
import { both, COURSE, GOOD, GREEN, OUTDATED, SlowCourse, STEP, WORKSPACE, WRONG } from './slow-course';
import { TestingView } from './testing-view';

const SOON_MS = 10_000;

describe('A window with two folders of the same course', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(
    () => SlowCourse.make({ first: GOOD, second: WRONG }),
    (course) => course.options,
  );
  let view: TestingView;

  before(async () => {
    const { workbench, place } = window;
    await workbench.openWorkspace(place.folder.path(WORKSPACE));
    await workbench.openFile('main.py', 'first');
    view = new TestingView(workbench);
    await view.open();
  });

  it('runs the program in the folder of the active file', async () => {
    await window.workbench.openFile('main.py', 'second');
    await view.run(STEP);
    await view.until(both('failed'));
    await window.workbench.screenshot('second-folder');
    await window.workbench.openFile('main.py', 'first');
    await view.until(both('failed, outdated'), SOON_MS);
    await view.run(STEP);
    await view.until(GREEN);
  });

  it('shows no green result of one folder for the other, and names the folder of the run', async () => {
    await window.workbench.openFile('main.py', 'second');
    await view.until(OUTDATED, SOON_MS);
    await view.until(new RegExp(`^passed, outdated: ${COURSE}ran in first`, 'm'), SOON_MS);
    await window.workbench.screenshot('other-folder');
  });
});
