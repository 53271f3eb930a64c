import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReportRegression } from '../../../src/contract/report';
import type { Target } from '../../../src/editor/base/target';
import { Edits } from '../../../src/editor/course/edits';
import { stateOfRun } from '../../../src/editor/status/last-run';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { ProgramLens } from '../../../src/editor/status/program-lens';
import { StatusBar } from '../../../src/editor/status/status-bar';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeUri } from '../../support/fake-values';
import { type FakeText, FakeWindow } from '../../support/fake-window';
import { lookedAt } from '../../support/messages';
import { settle } from '../../support/waiting';
import { collected, done, finished, red } from '../results/make';
import { FakeService, judged, NO_BOX, NO_HINTS, NOT_ON_SAVE, resultOf, targetOf } from './make';

const GREEN = judged(collected('a', 'b'), finished('a'), finished('b'), done(2));
const RED = judged(collected('a', 'b'), finished('a'), red('b'), done(2));
const BROKEN: ReportRegression = { step: 'bind', outcome: 'failed', tests: [] };
const RUN = '$(play) Run step 2: Answer PING -> codealong.runStepTests';
const REST = [
  '$(book) Task -> codealong.openTask',
  '$(terminal) Run My Program -> codealong.runProgram',
  '$(eye) Run on Save -> codealong.runOnSave',
];

describe('The state of a program', () => {
  let window: FakeWindow;
  let service: FakeService;
  let runs: LastRuns;
  let main: FakeText;
  let target: Target;
  const changed = new FakeEmitter<void>();

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    runs = new LastRuns(window.api, service, new Edits(window.api, service));
    target = targetOf();
    main = window.open(target.file);
  });
  afterEach(() => runs.dispose());

  const showing = (shown: Target | null) => ({ ofProgram: async () => shown, onDidChange: changed.event });
  const newLens = (shown: Target | null, ms?: number) =>
    new ProgramLens(window.api, showing(shown), runs, NO_HINTS, NOT_ON_SAVE, ms);
  async function lenses(shown: Target | null = target): Promise<readonly string[]> {
    const lens = newLens(shown);
    const found = await lens.provideCodeLenses(main as never);
    lens.dispose();
    return found.map(({ command }) => `${command?.title} -> ${command?.command}`);
  }

  async function state(): Promise<string> {
    const all = await lenses();
    const found = all[all.findIndex((one) => /^\$\((?:play|debug-stop)\)/.test(one)) + 1];
    return found === undefined || REST.includes(found) ? 'nothing' : found.replace(/ ->.*/, '');
  }

  it('offers to run the step, and does not mention a run before the first one', async () => {
    assert.deepEqual(await lenses(), [RUN, ...REST]);
    assert.equal(stateOfRun(runs.of(target)), 'idle');
  });

  it('offers the next step from the first pass on, also while the program is edited again', async () => {
    target = { ...targetOf({ step: target.course.steps[0] ?? target.step }), done: new Set(['bind']) };
    const next = '$(arrow-right) Next: step 2, Answer PING -> codealong.nextStep';
    const [first, run, ...rest] = await lenses();
    assert.deepEqual([first, rest], [next, REST]);
    assert.match(run ?? '', /Run step 1/);
    service.run(resultOf(RED), target);
    assert.equal((await lenses())[0], next);
    assert.equal((await lenses({ ...target, alone: true })).length, 3);
  });

  it('shows nothing above a file that is no program of a course', async () => {
    service.run(resultOf(GREEN));
    assert.deepEqual(await lenses(null), []);
  });

  it('goes from running and building to the result of the run', async () => {
    service.started();
    assert.equal(await state(), '$(sync~spin) running…');
    service.building(0, 0, 'Sending');
    assert.equal(await state(), '$(sync~spin) building the image…');
    service.building(3, 9, 'RUN pip');
    assert.equal(await state(), '$(sync~spin) building the image, step 3 of 9…');
    service.event(collected('a', 'b'));
    assert.equal(await state(), '$(sync~spin) running…');
    service.verdict(GREEN);
    assert.equal(await state(), '$(pass) passed 2 of 2, running earlier steps…');
    service.finished(resultOf(GREEN));
    assert.equal(await state(), '$(pass) passed 2 of 2');
  });

  it('mentions earlier steps only where there are some', async () => {
    const { course } = target;
    const first = course.steps[0] ?? assert.fail();
    target = targetOf({ step: first });
    service.started(target);
    service.verdict(GREEN, target);
    assert.equal(await state(), '$(pass) passed 2 of 2');
  });

  it('shows building for a run that is requested meanwhile, until that runs', async () => {
    service.started();
    service.building(3, 9, 'Pulling');
    service.started();
    assert.equal(await state(), '$(sync~spin) building the image, step 3 of 9…');
    service.event(collected('a', 'b'));
    assert.equal(await state(), '$(sync~spin) running…');
    service.started();
    assert.equal(await state(), '$(sync~spin) running…');
  });

  it('counts what failed', async () => {
    service.run(resultOf(RED));
    assert.equal(await state(), '$(error) 1 of 2 failed');
  });

  it('is not green when an earlier step broke', async () => {
    service.run(resultOf(GREEN, [BROKEN]));
    assert.equal(await state(), '$(error) step 2 passes; it broke step 1');
    assert.equal(stateOfRun(runs.of(target)), 'failed');
  });

  it('says in words how a run without a verdict ended', async () => {
    service.unrun({ code: 'engine-not-running', args: lookedAt({ platform: 'linux' }) });
    assert.equal(await state(), '$(warning) not run (Docker is needed)');
    service.unrun({ code: 'cancelled', args: {} });
    assert.equal(await state(), '$(circle-slash) cancelled');
    service.started();
    service.crashed(new Error('x'));
    assert.equal(await state(), '$(warning) CodeAlong failed, see its log');
  });

  it('is stale once the learner edits, never green', async () => {
    service.run(resultOf(GREEN));
    window.saveOnly(main);
    assert.equal(stateOfRun(runs.of(target)), 'passed');
    window.type(main);
    assert.equal(await state(), '$(history) edited since the last run');
    assert.equal(stateOfRun(runs.of(target)), 'stale');
  });

  it('is stale when the edit came while the tests ran, or could not be saved before', async () => {
    service.started();
    window.type(main);
    service.finished(resultOf(GREEN));
    assert.equal(stateOfRun(runs.of(target)), 'stale');
    service.run(resultOf(GREEN));
    assert.equal(stateOfRun(runs.of(target)), 'stale', 'the file is still not saved');
    window.saveOnly(main);
    service.run(resultOf(GREEN));
    assert.equal(stateOfRun(runs.of(target)), 'passed');
  });

  it('stays unchanged when a file elsewhere or one of our own is edited', () => {
    service.run(resultOf(GREEN));
    window.type(window.open('/home/mia/redis-2/main.py'));
    window.type(window.open('/home/mia/redis/.codealong/progress.json'));
    assert.equal(stateOfRun(runs.of(target)), 'passed');
    window.type(window.open('/home/mia/redis/lib/resp.py'));
    assert.equal(stateOfRun(runs.of(target)), 'stale');
  });

  it('stays unchanged when a tool makes its folder, and not when a hidden file is made', () => {
    service.run(resultOf(GREEN));
    for (const [name, state] of Object.entries({ __pycache__: 'passed', '.vscode': 'passed', '.env': 'stale' })) {
      window.disk.change(FakeUri.file(`/home/mia/redis/${name}`));
      assert.equal(stateOfRun(runs.of(target)), state);
    }
  });

  it('belongs to its step, or to its file for a file outside any course', () => {
    service.run(resultOf(GREEN));
    const first = target.course.steps[0] ?? assert.fail();
    assert.equal(runs.of({ ...target, step: first }), null);
    const alone = targetOf({ alone: true, root: '/home/mia', file: '/home/mia/one.py' });
    service.run(resultOf(GREEN), alone);
    assert.equal(stateOfRun(runs.of(alone)), 'passed');
    assert.equal(runs.of({ ...alone, file: '/home/mia/two.py' }), null);
    assert.equal(stateOfRun(runs.of({ ...target, file: '/home/mia/redis/helper.py' })), 'passed');
  });

  it('asks the editor for the lens again only when something lasting changed', async () => {
    const told: string[] = [];
    const lens = newLens(target, 30);
    lens.onDidChangeCodeLenses(() => told.push(stateOfRun(runs.of(target))));
    service.run(resultOf(GREEN));
    assert.deepEqual(told, ['passed']);
    service.started();
    await sleep(60);
    assert.deepEqual(told, ['passed', 'running']);
    lens.dispose();
  });

  describe('in the status bar', () => {
    let current: Target | null;
    let bar: StatusBar;

    beforeEach(() => {
      current = target;
      bar = new StatusBar(window.api, { ...showing(null), current: async () => current }, runs, NO_BOX, 0);
    });
    afterEach(() => bar.dispose());

    it('names course, step and state, and runs the step', async () => {
      await bar.refresh();
      assert.equal(window.status.text, '$(beaker) Step 2 of 2: not run yet');
      assert.equal(window.status.command, 'codealong.runStepTests');
      service.run(resultOf(RED));
      assert.equal(window.status.text, '$(error) Step 2 of 2: 1 of 2 failed');
      assert.equal(
        window.status.tooltip,
        [
          'Build your own Redis, step 2: Answer PING',
          'Not passed yet: 1 of 2 tests fails.',
          'Click to run the tests of this step.',
        ].join('\n'),
      );
    });

    it('spins while something runs, with the step of the build', async () => {
      await bar.refresh();
      service.started();
      service.building(2, 9, 'RUN apt');
      assert.match(window.status.text, /^\$\(sync~spin\) .*step 2 of 9…$/);
    });

    it('spins only for what takes long, so that nothing flickers', async () => {
      const calm = new StatusBar(window.api, { ...showing(target), current: async () => target }, runs, NO_BOX, 30);
      bar.dispose();
      await calm.refresh();
      service.started();
      assert.match(window.status.text, /not run yet$/);
      await sleep(60);
      assert.match(window.status.text, /^\$\(sync~spin\) .*running…$/);
      service.run(resultOf(RED));
      service.started();
      assert.match(window.status.text, /1 of 2 failed$/);
      service.run(resultOf(RED));
      await sleep(60);
      assert.match(window.status.text, /1 of 2 failed$/);
      calm.dispose();
    });

    it('says what is next once the step has passed, and a click goes there', async () => {
      const first = target.course.steps[0] ?? assert.fail();
      current = { ...target, step: first };
      await bar.refresh();
      service.run(resultOf(GREEN), current);
      assert.equal(window.status.text, '$(pass) Step 1 of 2 passed. Next: Answer PING');
      assert.equal(window.status.command, 'codealong.nextStep');
      assert.match(window.status.tooltip, /Click to go to the next step\.$/);
      window.type(main);
      assert.equal(window.status.text, '$(history) Step 1 of 2: edited since the last run');
      assert.equal(window.status.command, 'codealong.runStepTests');
    });

    it('says so after a reload, from what the folder remembers', async () => {
      const first = target.course.steps[0] ?? assert.fail();
      current = { ...target, step: first, done: new Set(['bind']) };
      await bar.refresh();
      assert.equal(window.status.text, '$(pass) Step 1 of 2 passed. Next: Answer PING');
    });

    it('says after the last step that the course is complete', async () => {
      await bar.refresh();
      service.run(resultOf(GREEN));
      assert.equal(window.status.text, '$(pass) Step 2 of 2 passed: the course is complete');
      assert.equal(window.status.command, 'codealong.nextStep');
    });

    it('is hidden where there is no course, and comes back with one', async () => {
      current = null;
      window.show(null);
      await settle();
      assert.equal(window.status.visible, false);
      current = target;
      changed.fire();
      await settle();
      assert.equal(window.status.visible, true);
    });

    it('shows the last question’s answer, also when an earlier one comes later', async () => {
      const late = { ...target, step: target.course.steps[0] ?? assert.fail() };
      const waits: ((target: Target) => void)[] = [];
      const asks = { current: () => new Promise<Target>((answer) => waits.push(answer)), onDidChange: changed.event };
      const slow = new StatusBar(window.api, asks, runs, NO_BOX);
      const both = [slow.refresh(), slow.refresh()];
      waits[1]?.(target);
      waits[0]?.(late);
      await Promise.all(both);
      assert.match(window.status.text, /Step 2 of 2/);
      slow.dispose();
    });
  });
});
