import assert from 'node:assert/strict';
import type { ReportRegression } from '../../../src/contract/report';
import type { Verdict } from '../../../src/contract/verdict';
import type { Target } from '../../../src/editor/base/target';
import { Edits } from '../../../src/editor/course/edits';
import { BrokenSteps } from '../../../src/editor/status/broken-steps';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { StatusBar } from '../../../src/editor/status/status-bar';
import { type TaskFacts, taskModel } from '../../../src/editor/task/task-state';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeMemento } from '../../support/fake-memento';
import { FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';
import { collected, done, finished, red } from '../results/make';
import { FakeService, judged, NO_BOX, resultOf, targetOf } from './make';

const GREEN = judged(collected('a'), finished('a'), done(1));
const RED = judged(collected('a'), red('a'), done(1));
const TESTS = [{ id: 'a', name: 'Does a', file: 'test_a.py', line: 1, code: '', parametrised: false }];

describe('A step that the program has passed and passes no longer', () => {
  let window: FakeWindow;
  let service: FakeService;
  let memento: FakeMemento;
  let runs: LastRuns;

  beforeEach(() => {
    window = new FakeWindow();
    memento = new FakeMemento();
    open();
  });
  afterEach(() => runs.dispose());

  /** A window, which may be the same one after a reload. */
  function open(): void {
    service = new FakeService();
    runs = new LastRuns(window.api, service, new Edits(window.api, service), new BrokenSteps(memento));
  }

  const at = (id: string, rest: Partial<Target> = {}): Target => {
    const target = targetOf({ done: new Set(['bind']), ...rest });
    return { ...target, step: target.course.steps.find((step) => step.id === id) ?? assert.fail() };
  };
  const broken = () => runs.brokenIn(at('ping')).map(({ id }) => id);
  const run = (target: Target, verdict: Verdict, bind: ReportRegression['outcome'] | null = null) =>
    service.run(resultOf(verdict, bind === null ? [] : [{ step: 'bind', outcome: bind, tests: [] }]), target);

  it('stays broken while it is run by itself, until it passes', () => {
    run(at('ping'), GREEN, 'failed');
    assert.deepEqual(broken(), ['bind']);
    service.started(at('bind'));
    assert.deepEqual(broken(), ['bind'], 'a run that has begun knows nothing');
    service.finished(resultOf(RED), at('bind'));
    assert.deepEqual(broken(), ['bind']);
    run(at('bind'), GREEN);
    assert.deepEqual(broken(), []);
  });

  it('is mended by the pass of a later step that finds it passing, and not by one that could not judge it', () => {
    run(at('ping'), GREEN, 'failed');
    run(at('ping'), GREEN, 'sandbox-error');
    run(at('ping'), RED);
    service.crashed(new Error('a defect'), at('bind'));
    assert.deepEqual(broken(), ['bind']);
    run(at('ping'), GREEN, 'passed');
    assert.deepEqual(broken(), []);
  });

  it('is found by its own run as well, and a step that never passed is not broken', () => {
    run(at('bind', { done: new Set() }), RED);
    run(at('bind', { alone: true }), RED);
    assert.deepEqual(broken(), []);
    run(at('bind'), RED);
    assert.deepEqual(broken(), ['bind']);
  });

  it('is known after a reload, and nothing odd that lies in its place breaks a window', () => {
    run(at('ping'), GREEN, 'failed');
    runs.dispose();
    open();
    assert.deepEqual(broken(), ['bind']);
    runs.dispose();
    memento.values.set('codealong.brokenSteps', [1, ['/home/mia/redis', 'bind'], ['/home/mia/redis', [7, 'ping']]]);
    open();
    assert.deepEqual(broken(), ['ping']);
  });

  it('is told by the status bar and on the page after a reload', async () => {
    run(at('ping'), GREEN, 'failed');
    runs.dispose();
    open();
    const ping = at('ping', { done: new Set(['bind', 'ping']) });
    const bar = new StatusBar(
      window.api,
      { current: async () => ping, onDidChange: new FakeEmitter<void>().event },
      runs,
      NO_BOX,
    );
    await bar.refresh();
    await settle();
    assert.match(window.status.text, /step 1 is broken/);
    assert.match(window.status.tooltip, /^.*\nStep 1 is broken\.\nClick to run the tests of this step\.$/);
    bar.dispose();
    assert.match(pageOf(ping).notices.join(), /passed step 1, and passes it no longer\. Go to that step/);
    const bind = pageOf(at('bind'));
    assert.match(bind.notices.join(), /passed this step, and passes it no longer/);
    assert.deepEqual(
      bind.tests.map(({ state }) => state),
      ['open'],
      'they are not said to pass',
    );
  });

  function pageOf(target: Target) {
    const texts: TaskFacts['texts'] = { readme: null, hints: [], hasSolution: false };
    const broken = runs.brokenIn(target);
    const shown = { run: runs.of(target), broken, isThere: true, onSave: false, open: 0, failures: () => 0 };
    return taskModel({ target, texts, tests: TESTS, ...shown });
  }
});
