import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Edits } from '../../../src/editor/course/edits';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { ProgramLens } from '../../../src/editor/status/program-lens';
import { StatusBar } from '../../../src/editor/status/status-bar';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeWindow } from '../../support/fake-window';
import { collected, done, finished, red } from '../results/make';
import { FakeService, judged, NO_BOX, NO_HINTS, NOT_ON_SAVE, resultOf, targetOf } from './make';

const GREEN = judged(collected('a', 'b'), finished('a'), finished('b'), done(2));
const RED = judged(collected('a', 'b'), finished('a'), red('b'), done(2));

describe('Wherever a run can be started it can be stopped', () => {
  let window: FakeWindow;
  let service: FakeService;
  let runs: LastRuns;
  const target = targetOf();
  const changed = new FakeEmitter<void>();

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    runs = new LastRuns(window.api, service, new Edits(window.api, service));
    window.open(target.file);
  });
  afterEach(() => runs.dispose());

  /** The lenses above the program. */
  async function lenses(onSave = NOT_ON_SAVE) {
    const targets = { ofProgram: async () => target, onDidChange: changed.event };
    const provider = new ProgramLens(window.api, targets, runs, NO_HINTS, onSave);
    const [document] = window.documents;
    assert.ok(document);
    const found = await provider.provideCodeLenses(
      document as unknown as Parameters<typeof provider.provideCodeLenses>[0],
    );
    provider.dispose();
    return found.map(({ command }) => command);
  }

  /** The one that runs or stops, with what its hover says. */
  async function lens(): Promise<string> {
    const first = (await lenses()).find((one) => /^\$\((?:play|debug-stop)\)/.test(one?.title ?? ''));
    return `${first?.title} -> ${first?.command}: ${first?.tooltip}`;
  }

  it('above the program, until earlier steps have run, too', async () => {
    const run = '$(play) Run step 2: Answer PING -> codealong.runStepTests: Click to run the tests of this step.';
    const stop = '$(debug-stop) Stop -> codealong.stopRun: Click to stop.';
    service.started();
    assert.equal(await lens(), stop);
    service.verdict(GREEN);
    assert.equal(await lens(), stop);
    service.finished(resultOf(GREEN));
    assert.equal(await lens(), run);
    service.crashed(new Error('x'));
    assert.equal(await lens(), run);
  });

  it('for good, where it was begun at each save', async () => {
    const titles = async (isOn: boolean) => (await lenses({ ...NOT_ON_SAVE, isOn })).map((one) => one?.title);
    assert.ok((await titles(false)).includes('$(eye) Run on Save'));
    assert.ok((await titles(true)).includes('$(eye-closed) Stop Run on Save'));
  });

  it('in the status bar, which says how long it goes on', async () => {
    const asked = { current: async () => target, onDidChange: changed.event };
    const bar = new StatusBar(window.api, asked, runs, NO_BOX, 0);
    await bar.refresh();
    service.started();
    assert.match(window.status.tooltip, /\nRunning for 0 s\. Click to stop\.$/);
    assert.equal(window.status.command, 'codealong.stopRun');
    await sleep(1_200);
    assert.match(window.status.tooltip, /\nRunning for 1 s\. Click to stop\.$/);
    service.building(2, 9, 'RUN apt');
    assert.match(window.status.tooltip, /\nBuilding the image, step 2 of 9… Click to stop\.$/);
    service.finished(resultOf(RED));
    assert.equal(window.status.command, 'codealong.runStepTests');
    service.started();
    assert.match(window.status.tooltip, /Running for 0 s/);
    bar.dispose();
  });
});
