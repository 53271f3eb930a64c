import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EngineProxy } from '../support/engine-proxy';
import { Folder } from '../support/folder';
import { LearnerFolder } from '../support/learner';
import { solution } from '../support/run';
import { MINUTE, windowOn } from './learner-window';

const ADVICE = /CodeAlong needs Docker to run your program safely/;

/** A learner's folder, and the path of a socket on which nothing listens yet. */
async function withoutEngine() {
  const learner = await LearnerFolder.make(solution('01-bind'));
  const sockets = await Folder.make();
  const remove = async () => {
    await learner.remove();
    await sockets.remove();
  };
  const broken = async () => {
    await mkdir(path.join(learner.root, 'broken'));
    await writeFile(path.join(learner.root, 'broken', 'course.json'), '{ "format_version": 1,\n  "id": }\n');
  };
  return { root: learner.root, socket: sockets.path('docker.sock'), broken, remove };
}

describe('Without Docker, in a real VS Code,', function () {
  this.timeout(3 * MINUTE);
  let proxy: EngineProxy | null = null;
  const window = windowOn(withoutEngine, ({ socket }) => ({ env: { DOCKER_HOST: `unix://${socket}` } }));
  after(() => proxy?.close());

  /** Checks that the advice is there once, after this many failed runs. */
  async function advisedAfter(runs: number): Promise<void> {
    const { workbench } = window;
    const older = runs === 2 ? '1 older result' : `${runs - 1} older results`;
    if (runs > 1) await workbench.waitForText(older);
    await workbench.message(ADVICE).waitFor();
    assert.equal(await workbench.message(ADVICE).count(), 1);
  }

  it('the tree of the course is there', async () => {
    const { workbench } = window;
    await workbench.openFile('main.py');
    await workbench.runCommand('Testing: Focus on Test Explorer View');
    await workbench.waitForText(/Build your own Redis/);
    await workbench.screenshot('no-engine-tree');
  });

  it('a run says what is missing and what to do, with a way to try again', async () => {
    const { workbench } = window;
    await workbench.runCommand('CodeAlong: Run Step Tests');
    await advisedAfter(1);
    await workbench.message(ADVICE).getByText('Retry').waitFor();
    await workbench.screenshot('no-engine-advice');
  });

  it('the message in the test results has one link, which tries again; no line of the program is marked', async () => {
    const { workbench } = window;
    assert.equal(await workbench.page.locator('.test-message-inline-content').count(), 0);
    const rows = workbench.page.locator('.test-output-peek-tree .monaco-list-row', { hasText: '1. Bind to a port' });
    await rows.first().click();
    const links = workbench.page.locator('.test-output-peek-message-container a[data-href]');
    await links.first().waitFor();
    assert.deepEqual(await links.allInnerTexts(), ['Try again']);
    await workbench.screenshot('no-engine-message');
    await links.click();
    await advisedAfter(2);
  });

  it('a failing "Retry" leaves one piece of advice only', async () => {
    await window.workbench.message(ADVICE).getByText('Retry').click();
    await advisedAfter(3);
  });

  it('the tests run by themselves as soon as Docker is started, and the advice disappears', async () => {
    const { workbench, place } = window;
    proxy = await EngineProxy.listen(place.socket);
    await workbench.waitForLens('passed 1 of 1', MINUTE);
    await workbench.message(ADVICE).waitFor({ state: 'hidden' });
    await workbench.screenshot('engine-returned');
  });

  it('a course that cannot be read is an item with one link, to the wrong line', async () => {
    const { workbench, place } = window;
    await place.broken();
    await workbench.runCommand('Test: Refresh Tests');
    const row = workbench.page.locator('.test-explorer .monaco-list-row', { hasText: 'not valid JSON' });
    await row.waitFor();
    assert.deepEqual(await row.locator('a').allInnerTexts(), ['Open']);
    await row.locator('a').click();
    await workbench.page.locator('.tab.active', { hasText: 'course.json' }).waitFor();
    await workbench.waitForText(/Ln 2, Col 1/);
    await workbench.screenshot('broken-course');
  });
});
