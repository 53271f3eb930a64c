import assert from 'node:assert/strict';
import type { Target } from '../../../src/editor/base/target';
import { Edits } from '../../../src/editor/course/edits';
import type { SandboxStanding } from '../../../src/editor/run/core-loader';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { ProgramLens } from '../../../src/editor/status/program-lens';
import { SandboxState } from '../../../src/editor/status/sandbox-state';
import { StatusBar } from '../../../src/editor/status/status-bar';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeWindow } from '../../support/fake-window';
import { lookedAt } from '../../support/messages';
import { collected, done, finished } from '../results/make';
import { FakeService, judged, NO_HINTS, NOT_ON_SAVE, resultOf, targetOf, unrun } from './make';

const GREEN = judged(collected('a', 'b'), finished('a'), finished('b'), done(2));
const TIMES = new Map([
  ['save', 4],
  ['snapshot', 6],
  ['claim', 300],
  ['run', 1_000],
  ['after', 9_000],
] as const);

describe('A learner sees', () => {
  let window: FakeWindow;
  let service: FakeService;
  let sandbox: SandboxState;
  let runs: LastRuns;
  let bar: StatusBar;
  let target: Target;
  const onDidChange = new FakeEmitter<void>().event;

  beforeEach(async () => {
    target = targetOf();
    window = new FakeWindow();
    service = new FakeService();
    sandbox = new SandboxState(window.api, service);
    runs = new LastRuns(window.api, service, new Edits(window.api, service));
    bar = new StatusBar(window.api, { current: async () => target, onDidChange }, runs, sandbox, 0);
    await bar.refresh();
  });
  afterEach(() => {
    for (const one of [bar, runs, sandbox]) one.dispose();
  });

  /** What the hover of the status bar says of the sandbox. */
  const said = () => /^Sandbox: (.*)$/m.exec(window.status.tooltip)?.[1] ?? null;

  it('that a step has passed in another runtime, in the status bar, which offers its tests', async () => {
    const elsewhere = new Map([['ping', 'python-3.11']]);
    target = { ...target, done: new Set(['bind', 'ping']), elsewhere, runtime: 'python-3.14' };
    await bar.refresh();
    assert.equal(window.status.text, '$(history) Step 2 of 2: passed in Python 3.11');
    assert.equal(window.status.command, 'codealong.runStepTests');
  });

  it('whether a sandbox is ready, in the status bar', async () => {
    assert.equal(said(), null);
    let warmed: (standing: SandboxStanding | null) => void = () => undefined;
    const following = sandbox.follow(
      new Promise((resolve) => {
        warmed = resolve;
      }),
    );
    assert.equal(said(), 'starting…');
    warmed('ready');
    await following;
    assert.equal(said(), 'ready.');
    assert.match(JSON.stringify(window.status.accessibilityInformation), /Sandbox: ready\./);
    await sandbox.follow(Promise.resolve('noImage'));
    assert.match(said() ?? '', /not built yet/);
    await sandbox.follow(Promise.reject(new Error('x')));
    assert.match(said() ?? '', /not built yet/);
  });

  it('there that its image is built, and that Docker is missing', () => {
    service.started();
    service.building(1, 9, 'RUN');
    assert.equal(said(), 'its image is being built…');
    service.event(collected('a'));
    assert.equal(said(), 'ready.');
    service.finished(resultOf(unrun({ code: 'engine-not-running', args: lookedAt({ platform: 'linux' }) })));
    assert.equal(said(), 'Docker does not answer.');
    service.building(1, 9, 'RUN');
    service.finished(resultOf(unrun({ code: 'cancelled', args: {} })));
    assert.match(said() ?? '', /not built yet/);
  });

  it('no answer that is older than the last news', async () => {
    let warmed: (standing: SandboxStanding | null) => void = () => undefined;
    const following = sandbox.follow(
      new Promise((resolve) => {
        warmed = resolve;
      }),
    );
    service.building(1, 9, 'RUN');
    warmed('noImage');
    await following;
    assert.equal(said(), 'its image is being built…');
  });

  it('above the program how long the verdict took, without what came after it', async () => {
    const lens = new ProgramLens(
      window.api,
      { ofProgram: async () => target, onDidChange },
      runs,
      NO_HINTS,
      NOT_ON_SAVE,
    );
    const document = window.open(target.file);
    const titles = async () =>
      (await lens.provideCodeLenses(document as never)).map(({ command }) => command?.title ?? '');
    service.started();
    service.verdict(GREEN);
    service.finished(resultOf(GREEN), target, TIMES);
    assert.ok((await titles()).includes('$(pass) passed 2 of 2 · 1.3 s'));
    window.type(document);
    assert.ok((await titles()).includes('$(history) edited since the last run'));
    service.started();
    service.finished(resultOf(unrun({ code: 'cancelled', args: {} })), target, new Map([['save', 4]]));
    assert.ok(!(await titles()).some((title) => /\d s/.test(title)), (await titles()).join());
    lens.dispose();
  });
});
