import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ours, removeOurs } from '../support/containers';
import { Folder } from '../support/folder';
import { FreshEngine } from '../support/fresh-engine';
import { LearnerFolder } from '../support/learner';
import { solution } from '../support/run';
import { MINUTE, windowOn } from './learner-window';
import { TestingView } from './testing-view';

const SECOND = 1_000;
const TEST = 'A client can connect to port 6379';
/** The longest of its steps. */
const LONG_STEP = /step 5 of \d+/;

/** The engine call that looks for containers left by a dead window. */
const LOOKS = 'GET /containers/json?';

/** A learner's folder, and an engine that has not built anything yet. */
async function onFreshMachine() {
  const learner = await LearnerFolder.make(solution('01-bind'));
  const sockets = await Folder.make();
  const socket = sockets.path('docker.sock');
  const engine = await FreshEngine.listen(socket);
  const remove = async () => {
    await removeOurs();
    await engine.close();
    await learner.remove();
    await sockets.remove();
  };
  return { root: learner.root, engine, env: { DOCKER_HOST: `unix://${socket}` }, remove };
}

describe('On a machine without the image, in a real VS Code,', function () {
  this.timeout(2 * MINUTE);
  const window = windowOn(onFreshMachine, ({ env }) => ({ env }));
  let view: TestingView;

  before(() => {
    view = new TestingView(window.workbench);
  });

  const engine = () => window.place.engine;
  const notification = () => window.workbench.message('Preparing CodeAlong for the first run');
  const lens = (text: string) => window.workbench.page.locator('.codelens-decoration a', { hasText: text });
  const statusBar = (text: RegExp) => window.workbench.page.locator('.statusbar-item', { hasText: text });
  const stopButton = () => window.workbench.page.locator('.sidebar .codicon-testing-cancel-icon');

  /** Asks for a run, and waits until its image is being built. */
  async function build(): Promise<void> {
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
    await notification().filter({ hasText: LONG_STEP }).waitFor();
    await until(async () => (await engine().traces.containers()).length === 1);
  }

  /** Milliseconds until the condition holds. @throws Error after ten seconds */
  async function until(what: () => boolean | Promise<boolean>): Promise<number> {
    for (const began = Date.now(); Date.now() - began < 10 * SECOND; await sleep(20)) {
      if (await what()) return Date.now() - began;
    }
    throw new Error('it never happened');
  }

  it('opening the folder, the program and the Testing view builds nothing, and only asks Docker which images exist', async () => {
    await window.workbench.openFile('main.py');
    await view.open();
    await window.workbench.focusProgram();
    await lens('Run step 1').waitFor();
    await until(() => engine().asked.some((request) => request.startsWith(LOOKS)));
    assert.deepEqual(
      engine().asked.filter((request) => !request.startsWith('GET ')),
      [],
    );
  });

  it('a run builds the image first; Cancel on the notification ends both, and nothing is left', async () => {
    await build();
    await notification().getByText('Cancel', { exact: true }).click();
    const took = await until(async () => (await engine().traces.containers()).length === 0);
    process.stdout.write(`      the build was gone after ${took} ms\n`);
    const seen = await view.seenUntil(new RegExp(`^skipped: ${TEST}`, 'm'));
    await lens('Cancelled').waitFor();
    await notification().waitFor({ state: 'hidden' });
    await window.workbench.screenshot('build-cancelled');
    assert.doesNotMatch(seen.join('\n'), /passed/);
    assert.deepEqual([await engine().traces.images(), await ours()], [[], []]);
    assert.ok(took < 2 * SECOND);
  });

  it('the next run builds it and shows the progress', async () => {
    await build();
    await lens('building the image, step 5 of').waitFor();
    await statusBar(/building the image, step 5 of/).waitFor();
    await window.workbench.screenshot('build');
  });

  it('a second run asked for meanwhile waits for the same build, and passes', async () => {
    const looked = engine().count('GET /images/');
    await window.workbench.runCommand('CodeAlong: Run Step Tests');
    await until(() => engine().count('GET /images/') > looked);
    assert.match(await statusBar(/Step \d of \d/).innerText(), /building the image, step 5 of/);
    await window.workbench.screenshot('build-second-run');
    const seen = await view.seenUntil(new RegExp(`^passed: ${TEST}`, 'm'));
    assert.doesNotMatch(seen.join('\n'), /skipped/);
    await lens('passed 1 of 1').waitFor();
    await Promise.all([notification(), stopButton()].map((one) => one.waitFor({ state: 'hidden' })));
    await window.workbench.screenshot('build-passed');
    assert.equal(engine().count('POST /build'), 2, 'one that was cancelled, and one for both runs');
    // One container for both runs, and one that waits for the next.
    await until(() => engine().count('POST /containers/create') === 2);
    assert.equal((await engine().traces.images()).length, 2, 'its hash and latest');
  });
});
