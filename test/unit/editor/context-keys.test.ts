import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LearnerFolder } from '../../../src/editor/base/target';
import { ContextKeys } from '../../../src/editor/status/context-keys';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeWindow } from '../../support/fake-window';
import { lookedAt } from '../../support/messages';
import { collected, done, finished, red } from '../results/make';
import { courseOf, FakeService, judged, resultOf } from './make';

const RED = judged(collected('a', 'b'), red('a'), red('b'), done(2));
const MIXED = judged(collected('a', 'b'), finished('a'), red('b'), done(2));

describe('The facts for the conditions of the manifest', () => {
  let window: FakeWindow;
  let service: FakeService;
  let folders: readonly LearnerFolder[];
  let keys: ContextKeys;
  let answer: () => Promise<{ docker: boolean; image: boolean }>;
  let crashed: unknown[];
  let asked: number;
  const changed = new FakeEmitter<void>();

  beforeEach(() => {
    window = new FakeWindow();
    service = new FakeService();
    folders = [];
    crashed = [];
    asked = 0;
    answer = async () => ({ docker: true, image: false });
    keys = make(0);
  });
  afterEach(() => keys.dispose());

  function make(runningMs: number, lookMs = 0): ContextKeys {
    const workspace = {
      get folders() {
        return folders;
      },
    };
    const core = {
      readiness: () => {
        asked += 1;
        return answer();
      },
    };
    const log = { crashed: (_: string, error: unknown) => void crashed.push(error) };
    const targets = { onDidChange: changed.event };
    return new ContextKeys(window.api, { service, targets, workspace, core, log }, runningMs, lookMs);
  }

  /** What the editor was told, without our name in front. */
  function told(): readonly string[] {
    const set = window.commands.filter(({ name }) => name === 'setContext');
    return set.map(({ args: [key, value] }) => `${String(key).replace('codealong.', '')}=${String(value)}`);
  }

  /** The editor shows a page of its own, which may be the walkthrough. */
  function walkthroughMayShow(): void {
    answer = async () => ({ docker: false, image: false });
    window.frontTabs = [undefined];
    keys.lookForWalkthrough();
  }

  it('are told once each, when a run shows them', () => {
    walkthroughMayShow();
    service.started();
    service.building(1, 9, 'RUN');
    service.building(2, 9, 'RUN');
    service.event(collected('a', 'b'));
    service.verdict(RED);
    service.finished(resultOf(RED));
    const first = ['running=true', 'dockerReady=true', 'imageReady=true', 'ran=true', 'running=false'];
    assert.deepEqual(told(), first);
    service.run(resultOf(MIXED));
    assert.deepEqual(told().slice(first.length), ['running=true', 'firstTestPassed=true', 'running=false']);
  });

  it('tick the walkthrough only once it is there, because the editor misses what was true before', async () => {
    service.run(resultOf(MIXED));
    assert.ok(!told().includes('firstTestPassed=true'), told().join());
    await keys.showWalkthrough('codealong.codealong');
    const names = window.commands.map(({ name, args: [key] }) => (name === 'setContext' ? key : name));
    const opened = names.indexOf('workbench.action.openWalkthrough');
    assert.ok(opened >= 0 && names.indexOf('codealong.firstTestPassed') > opened, names.join());
  });

  it('do not count a test that failed, nor an engine that did not answer', () => {
    walkthroughMayShow();
    service.run(resultOf(RED));
    service.unrun({ code: 'engine-not-running', args: lookedAt({ platform: 'linux' }) });
    assert.ok(!told().some((one) => /dockerReady|firstTestPassed/.test(one)), told().join());
  });

  it('come from folders, too: a course is there, and a step of it is done', () => {
    walkthroughMayShow();
    changed.fire();
    assert.deepEqual(told(), []);
    folders = [{ root: '/home/mia/redis', course: courseOf(), done: new Set() }];
    changed.fire();
    assert.deepEqual(told(), ['courseStarted=true']);
    folders = [{ root: '/home/mia/redis', course: courseOf(), done: new Set(['bind']) }];
    changed.fire();
    assert.deepEqual(told(), ['courseStarted=true', 'firstTestPassed=true']);
  });

  it('say whether a course of this window has a client', () => {
    folders = [{ root: '/home/mia/redis', course: { ...courseOf(), client: 'client.py' } }];
    changed.fire();
    changed.fire();
    assert.deepEqual(told(), ['hasClient=true']);
    folders = [{ root: '/home/mia/redis', course: courseOf() }];
    changed.fire();
    assert.equal(told().at(-1), 'hasClient=false');
  });

  it('are asked of the engine for the walkthrough, until all is there', async () => {
    await keys.showWalkthrough('codealong.codealong');
    const opened = window.commands.filter(({ name }) => name === 'workbench.action.openWalkthrough');
    assert.deepEqual(
      opened.map(({ args }) => args),
      [['codealong.codealong#begin']],
    );
    await keys.look();
    assert.deepEqual(told(), ['dockerReady=true']);
    answer = async () => ({ docker: true, image: true });
    await keys.look();
    assert.deepEqual([told().at(-1), asked], ['imageReady=true', 3]);
    await keys.look();
    assert.equal(asked, 3);
  });

  it('are asked of the engine in a window with a folder once the walkthrough may be seen', async () => {
    keys.dispose();
    keys = make(0, 5);
    window.frontTabs = [{ uri: 'main.py' }];
    keys.lookForWalkthrough();
    window.tabsChanged.fire({});
    await sleep(20);
    assert.equal(asked, 0, 'nobody looks at it');
    window.frontTabs = [{ uri: 'main.py' }, undefined];
    window.tabsChanged.fire({});
    window.tabsChanged.fire({});
    assert.equal(asked, 0, 'not at once');
    await sleep(20);
    assert.deepEqual([told(), asked], [['dockerReady=true'], 1]);
  });

  it('say nothing of a defect but in the log', async () => {
    const defect = new Error('x');
    answer = () => Promise.reject(defect);
    await keys.look();
    assert.deepEqual([crashed, told()], [[defect], []]);
  });

  it('do not flicker for a run that is over at once, nor while another one goes on', async () => {
    keys.dispose();
    keys = make(30);
    service.run(resultOf(RED));
    assert.ok(!told().includes('running=true'));
    service.started();
    await sleep(60);
    assert.equal(told().at(-1), 'running=true');
    service.crashed(new Error('x'));
    assert.equal(told().at(-1), 'running=false');
  });
});
