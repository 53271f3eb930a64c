import assert from 'node:assert/strict';
import { MINUTE, windowOn } from './learner-window';
import { GREEN, QUICK, SLOW, SlowCourse, STEP } from './slow-course';
import { TestingView } from './testing-view';

describe('The Testing view of a real VS Code', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(
    () => SlowCourse.make(),
    (course) => course.options,
  );
  let view: TestingView;

  before(async () => {
    view = new TestingView(window.workbench);
    await window.workbench.openFile('main.py');
    await view.open();
  });

  /** Starts a run in the given way, and waits for the verdict of this run. */
  async function runBy(start: () => Promise<void>): Promise<void> {
    await start();
    await view.until(/^(queued|running): /m);
    await view.until(GREEN);
  }

  it('shows the first test green while the second still runs', async () => {
    await view.run(STEP);
    const shown = await view.until(new RegExp(`^passed: ${QUICK}`, 'm'));
    await window.workbench.screenshot('first-green');
    assert.match(shown, new RegExp(`^(running|queued): ${SLOW}`, 'm'));
    await view.until(GREEN);
  });

  it('runs all tests of the step when one of them is run: they are one suite', () => runBy(() => view.run(QUICK)));

  it('shows the run that the lens above the program began', () =>
    runBy(() => window.workbench.page.locator('.codelens-decoration a', { hasText: 'Run step 1' }).click()));

  it('opens the test, which is read-only and can be run from its line', async () => {
    await view.goTo(QUICK);
    await window.workbench.screenshot('suite');
    await runBy(() => window.workbench.page.locator('.editor-instance .testing-run-glyph').first().click());
    await window.workbench.screenshot('suite-run');
  });
});
