import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gone, ours, removeOurs, running } from '../support/containers';
import { processesOfSession } from '../support/processes';
import { MINUTE, windowOn } from './learner-window';
import { both, ENDLESS, QUICK, SlowCourse, STEP } from './slow-course';
import { TestingView } from './testing-view';

const SECOND = 1_000;

describe('A program that never ends', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(
    () => SlowCourse.make({ learner: ENDLESS }),
    // A sandbox that waits for the next run would be counted too.
    ({ options }) => ({ ...options, settings: { ...options.settings, 'codealong.warmSandboxes': 0 } }),
  );
  let view: TestingView;

  before(async () => {
    view = new TestingView(window.workbench);
    await window.workbench.openFile('main.py');
    await view.open();
  });
  after(removeOurs);

  async function startIt(): Promise<void> {
    await view.run(STEP);
    await view.until(new RegExp(`^running: ${QUICK}`, 'm'));
    assert.equal((await running()).length, 1);
  }

  /** Milliseconds until no container runs; two seconds at most. */
  async function untilNone(list: () => Promise<readonly string[]>): Promise<number> {
    const began = Date.now();
    while (Date.now() - began < 2 * SECOND && (await list()).length > 0) await sleep(20);
    const took = Date.now() - began;
    process.stdout.write(`      none was left after ${took} ms\n`);
    return took;
  }

  it('is gone within a second when the run is stopped, and was not judged', async () => {
    await startIt();
    await view.stop();
    assert.ok((await untilNone(ours)) < SECOND);
    await view.until(both('skipped'));
    await window.workbench.page.locator('.codelens-decoration', { hasText: 'Cancelled' }).waitFor();
    await window.workbench.screenshot('cancelled');
  });

  it('is gone, not only stopped, when the window is reloaded', async () => {
    await startIt();
    await window.workbench.reload();
    assert.ok((await untilNone(ours)) < SECOND);
    await view.open();
  });

  it('stops within a second when the extension host is killed', async () => {
    await startIt();
    const hosts = await processesOfSession('--type=extensionHost');
    assert.equal(hosts.length, 1);
    for (const id of hosts) process.kill(id, 'SIGKILL');
    assert.ok((await untilNone(running)) < SECOND);
    await window.workbench.screenshot('killed');
  });
});

describe('A sandbox that waits for the next run', function () {
  this.timeout(3 * MINUTE);
  const window = windowOn(
    () => SlowCourse.make({ learner: ENDLESS }),
    ({ options }) => options,
  );

  it('is there when a file of the course is in front, and gone when the window is closed', async () => {
    await window.workbench.openFile('main.py');
    for (const until = Date.now() + 20 * SECOND; (await running()).length === 0 && Date.now() < until; )
      await sleep(50);
    assert.equal((await running()).length, 1);
    await window.workbench.leave();
    // VS Code gives the extension five seconds, and the engine may be busy with the container.
    assert.deepEqual(await gone(10 * SECOND), []);
  });
});
