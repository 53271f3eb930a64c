import assert from 'node:assert/strict';
import { MINUTE, windowOn } from './learner-window';
import { both, COURSE, GOOD, GREEN, OUTDATED, QUICK, SLOW, SlowCourse, STEP, WRONG } from './slow-course';
import { TestingView } from './testing-view';

/** The editor reports a change on the disk with some delay. */
const SOON_MS = 5_000;
/** On a busy machine one keystroke takes a second or two. */
const TIME_TO_TYPE_SECONDS = 6;

describe('A green result in the Testing view', function () {
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

  async function runGreen(): Promise<void> {
    await view.run(STEP);
    await view.until(GREEN);
  }

  it('is outdated at the first typed letter, before it is saved', async () => {
    await runGreen();
    await window.workbench.typeOver(WRONG);
    await view.until(OUTDATED, SOON_MS);
    await view.until(new RegExp(`^passed, outdated: ${COURSE}edited since`, 'm'), SOON_MS);
    await window.workbench.page.locator('.codelens-decoration', { hasText: 'edited since' }).waitFor();
    await window.workbench.screenshot('outdated');
  });

  it('turns red when the typed change is wrong', async () => {
    await view.run(STEP);
    await view.until(both('failed'));
    await window.workbench.screenshot('red');
  });

  it('is outdated when the text was changed during the run', async () => {
    await window.workbench.typeOver(GOOD);
    await view.until(both('failed, outdated'));
    await window.place.pause(TIME_TO_TYPE_SECONDS);
    await view.run(STEP);
    await view.until(new RegExp(`^passed: ${QUICK}`, 'm'));
    await window.workbench.typeOver(WRONG);
    const seen = await view.seenUntil(OUTDATED);
    assert.doesNotMatch(seen.join('\n'), new RegExp(`^passed: ${SLOW}`, 'm'));
    await window.workbench.screenshot('outdated-in-mid-run');
    await window.place.pause();
  });

  it('is outdated when another program changes a file that is open', async () => {
    await window.workbench.typeOver(GOOD);
    await runGreen();
    await window.place.write(WRONG);
    await view.until(OUTDATED, SOON_MS);
  });

  it('is outdated when another program changes a file that is not open', async () => {
    await window.place.write(GOOD);
    await window.workbench.page.locator('.view-lines', { hasText: '"ready"' }).waitFor();
    await window.workbench.runCommand('View: Close All Editors');
    await runGreen();
    await window.place.write(WRONG);
    await view.until(OUTDATED, SOON_MS);
    await window.workbench.screenshot('outdated-on-disk');
  });

  it('is outdated when the tests themselves have changed', async () => {
    await window.workbench.openFile('main.py');
    await window.workbench.typeOver(GOOD);
    await runGreen();
    await window.place.changeSuite();
    const shown = await view.until(OUTDATED, SOON_MS);
    assert.match(shown, new RegExp(`^passed, outdated: ${COURSE}`, 'm'));
    await window.workbench.screenshot('outdated-suite');
  });
});
