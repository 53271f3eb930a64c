import assert from 'node:assert/strict';
import { OUTCOMES } from '../../src/contract/outcomes';
import { removeOurs } from '../support/containers';
import { Folder } from '../support/folder';
import { FreshEngine } from '../support/fresh-engine';
import { MINUTE, windowOn } from '../ui/learner-window';
import { EndingPlace } from './pictures/ending-place';
import { ENDINGS, type EndingSample, WITHOUT_DOCKER } from './pictures/ending-samples';
import { SCREENS, type Screen } from './pictures/eyes';
import { RunWatcher } from './pictures/run-watcher';

const ON = Object.keys(SCREENS) as Screen[];
/** Themes, with the class that VS Code gives to a page in them. */
const THEMES = {
  'Default Dark Modern': 'vscode-dark',
  'Default Light Modern': 'vscode-light',
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
};
const IN_ALL_THEMES = ['passed', 'failed, the starter'];

describe('At the end of a run a learner sees first what it came to:', function () {
  this.timeout(4 * MINUTE);
  const window = windowOn(
    () => EndingPlace.make(ENDINGS),
    ({ options }) => options,
  );
  const watcher = new RunWatcher(window);

  it('every ending has a picture', () => {
    const names = [...Object.keys(ENDINGS), 'engine-missing'];
    const missing = Object.keys(OUTCOMES).filter((outcome) => !names.some((name) => name.startsWith(outcome)));
    assert.deepEqual(missing, []);
  });

  for (const [name, sample] of Object.entries(ENDINGS))
    for (const screen of ON)
      it(`${name}, on the page of the task at ${screen}`, async () => {
        await watcher.openWithPage(name);
        await watcher.eyes.on(screen);
        await watcher.runByPage(sample);
        await watcher.picture(name, screen);
        await watcher.isReadOnPage(sample);
        await watcher.labelsAreRight(sample, screen);
      });

  for (const [name, sample] of Object.entries(ENDINGS).filter(([, { headline }]) => headline !== null))
    for (const screen of ON)
      it(`${name}, in Test Results at ${screen}`, async () => {
        await watcher.open(name);
        await watcher.eyes.on(screen);
        await watcher.runByCommand();
        await watcher.picture(name, screen, 'results');
        await watcher.isReadInResults(sample, screen);
      });

  for (const name of IN_ALL_THEMES)
    for (const [theme, kind] of Object.entries(THEMES))
      it(`${name}, in "${theme}", without a fault for a screen reader or a weak eye`, async () => {
        await window.place.settings(name, { 'workbench.colorTheme': theme });
        await watcher.openWithPage(name);
        await watcher.task.inTheme(kind);
        await watcher.runByPage(ENDINGS[name] as EndingSample);
        await watcher.picture(name, theme);
        assert.deepEqual(await watcher.task.findings(), []);
      });
});

describe('Without Docker a learner sees first what is missing:', function () {
  this.timeout(4 * MINUTE);
  const window = windowOn(
    () => EndingPlace.make({ 'engine-missing': WITHOUT_DOCKER }),
    ({ root, options }) => ({ ...options, env: { DOCKER_HOST: `unix://${root}/nobody.sock` } }),
  );
  const watcher = new RunWatcher(window);

  for (const screen of ON) {
    it(`on the page of the task at ${screen}`, async () => {
      await watcher.openWithPage('engine-missing');
      await watcher.eyes.on(screen);
      await watcher.runByPage(WITHOUT_DOCKER);
      await watcher.picture('engine-missing', screen);
      await watcher.isReadOnPage(WITHOUT_DOCKER);
      await watcher.labelsAreRight(WITHOUT_DOCKER, screen);
    });

    it(`in Test Results at ${screen}`, async () => {
      await watcher.open('engine-missing');
      await watcher.eyes.on(screen);
      await watcher.runByCommand();
      await watcher.picture('engine-missing', screen, 'results');
      await watcher.isReadInResults(WITHOUT_DOCKER, screen);
    });
  }
});

/** A learner's folder, and an engine that has not built anything yet. */
async function onFreshMachine() {
  const sockets = await Folder.make();
  const engine = await FreshEngine.listen(sockets.path('docker.sock'));
  const place = await EndingPlace.make({ 'image being built': ENDINGS.passed as EndingSample });
  const remove = async () => {
    await removeOurs();
    await engine.close();
    await place.remove();
    await sockets.remove();
  };
  return { root: place.root, place, env: { DOCKER_HOST: `unix://${sockets.path('docker.sock')}` }, remove };
}

describe('While the image is built', function () {
  this.timeout(4 * MINUTE);
  const window = windowOn(onFreshMachine, ({ place, env }) => ({ ...place.options, env }));
  const watcher = new RunWatcher({
    get workbench() {
      return window.workbench;
    },
    get place() {
      return window.place.place;
    },
  });

  it('a learner sees that it is, on both screens, and then that the step has passed', async () => {
    const name = 'image being built';
    await watcher.openWithPage(name);
    await watcher.task.button('Run tests').click();
    const bar = window.workbench.page.locator('.statusbar-item[id*="codealong"]', { hasText: /building.*step [3-9]/ });
    await bar.first().waitFor({ timeout: MINUTE });
    for (const screen of ON) {
      await watcher.eyes.on(screen);
      await watcher.picture(name, screen);
      assert.deepEqual(await watcher.eyes.faultsIn(watcher.task.part('verdict').locator('p').first()), []);
    }
    await watcher.task
      .part('verdict')
      .locator('p.passed')
      .waitFor({ timeout: 3 * MINUTE });
  });
});
