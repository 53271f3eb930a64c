import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withPassed } from '../../../src/course/progress/progress';
import { readProgress } from '../../../src/course/progress/progress-file';
import { updateProgress } from '../../../src/course/progress/update-progress';
import type { Target } from '../../../src/editor/base/target';
import { ChooseRuntime } from '../../../src/editor/commands/choose-runtime';
import { CourseWorkspace } from '../../../src/editor/course/course-workspace';
import { Edits } from '../../../src/editor/course/edits';
import { Journey } from '../../../src/editor/course/journey';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { StatusBar } from '../../../src/editor/status/status-bar';
import { FakeEmitter } from '../../support/fake-editor';
import { FakeWindow } from '../../support/fake-window';
import { runtime } from '../../support/runtimes';
import { settle } from '../../support/waiting';
import { courseFiles, LINUX, makeFolder, put, removeFolders } from '../course/place';
import { collected, done, finished } from '../results/make';
import { FakeService, judged, NO_BOX, resultOf, targetOf } from './make';

const ECHO = { id: 'echo' };
const OFFERS = [
  { runtime: runtime('python-3.14'), isThere: false },
  { runtime: runtime('python-3.11'), isThere: true },
];
const CHOSEN = 'Your program runs in Python 3.14 from now on.';

describe('Choosing the version in which a program runs', () => {
  let window: FakeWindow;
  let root: string;
  let workspace: CourseWorkspace;
  let meant: Target | null;
  let imageOfSetting: string | null;

  beforeEach(async () => {
    const courses = await makeFolder(courseFiles('echo/'));
    window = new FakeWindow();
    imageOfSetting = null;
    root = await makeFolder({ 'main.py': '# mine\n' });
    await updateProgress(root, ECHO, (progress) => progress);
    workspace = new CourseWorkspace(LINUX, () => ({ bundled: courses, extra: [], workspaces: [root] }));
    await look();
  });
  afterEach(removeFolders);

  async function look(): Promise<void> {
    await workspace.refresh();
    meant = await workspace.targetOf(path.join(root, 'main.py'));
  }

  async function choose(...given: readonly unknown[]): Promise<void> {
    const journey = new Journey(workspace, look, assert.ifError);
    const targets = { meant: async () => meant, withoutFile: async () => null };
    const runner = async () => ({ offers: async () => OFFERS, imageOfSetting });
    await new ChooseRuntime(window.api, targets, workspace, journey, runner).run(...given);
    await settle();
  }

  async function kept(): Promise<string | undefined> {
    return (await readProgress(root)).progress?.runtime;
  }

  it('asks with those that the course takes, and keeps the answer in the folder', async () => {
    window.picks.push('Python 3.14');
    await choose();
    assert.deepEqual(window.questions, [
      'In which version should your program run, from now on? [Python 3.14 | Python 3.11]',
    ]);
    assert.equal(await kept(), 'python-3.14');
    assert.deepEqual(
      window.messages.map(({ text }) => text),
      [CHOSEN],
    );
  });

  it('says that what has passed in another one is tested again', async () => {
    const done = { done_at: '2025-01-02T03:04:05.678Z', seed: 7 };
    await updateProgress(root, ECHO, (before) => withPassed(before, 'say', done));
    await look();
    window.picks.push('Python 3.14');
    await choose();
    assert.match(window.messages[0]?.text ?? '', /passed in Python 3\.11 are tested again/);
    assert.equal((await readProgress(root)).progress?.steps.say?.runtime, undefined, 'the pass stays that of 3.11');
  });

  it('changes nothing when the learner goes away', async () => {
    await choose();
    assert.equal(await kept(), undefined);
    assert.deepEqual(window.messages, []);
  });

  it('runs the tests at once in the one that a button names, without a question', async () => {
    await choose(undefined, 'python-3.14');
    assert.deepEqual(window.questions, []);
    assert.equal(await kept(), 'python-3.14');
    assert.deepEqual(
      window.commands.map(({ name }) => name),
      ['codealong.runStepTests'],
    );
  });

  it('asks when a button names one that the course does not take', async () => {
    window.picks.push('Python 3.11');
    await choose(undefined, 'python-2.7');
    assert.equal(await kept(), 'python-3.11');
  });

  it('leaves damaged progress as it is, and says so', async () => {
    await put(root, '.codealong/progress.json', '{');
    window.picks.push('Python 3.14');
    await choose();
    assert.equal(await readFile(path.join(root, '.codealong/progress.json'), 'utf8'), '{');
    assert.equal(window.messages.length, 1);
  });

  it('offers none beside an image of the setting, in which every program runs', async () => {
    imageOfSetting = 'mine:1';
    await choose();
    await choose(undefined, 'python-3.14');
    assert.deepEqual([window.questions, window.commands, await kept()], [[], [], undefined]);
    assert.match(window.messages[1]?.text ?? '', /Your setting codealong\.image names "mine:1"/);
  });

  it('needs a course', async () => {
    meant = null;
    await choose();
    assert.deepEqual(window.questions.length, 0);
    assert.equal(window.messages.length, 1);
  });
});

describe('The runtime in the status bar', () => {
  it('is the one of the folder, then that of the last run', async () => {
    const window = new FakeWindow();
    const service = new FakeService();
    const runs = new LastRuns(window.api, service, new Edits(window.api, service));
    const onDidChange = new FakeEmitter<void>().event;
    const targets = { current: async () => targetOf({ runtime: 'python-3.13' }), onDidChange };
    const bar = new StatusBar(window.api, targets, runs, NO_BOX, 0);
    await bar.refresh();
    assert.match(window.status.tooltip, /\nPython 3\.13$/);
    const verdict = judged(collected('a'), finished('a'), done(1));
    service.run(resultOf({ ...verdict, runtime: { id: 'python-3.14', version: '3.14.8' } }));
    assert.match(window.status.tooltip, /\nPython 3\.14$/);
    bar.dispose();
    runs.dispose();
  });
});

describe('The last run of a learner who has chosen another runtime since', () => {
  const window = new FakeWindow();
  const service = new FakeService();
  const runs = new LastRuns(window.api, service, new Edits(window.api, service));
  after(() => runs.dispose());
  const ran = (before: Partial<Target>, version: string) => {
    const verdict = judged(collected('a'), finished('a'), done(1));
    const result = resultOf({ ...verdict, runtime: { id: `python-${version}`, version: `${version}.1` } });
    service.run(result, targetOf(before));
  };
  const isKnown = (runtime: string | null) => runs.of(targetOf({ runtime })) !== null;

  it('says nothing of the program any more, until it is run there', () => {
    for (const before of ['python-3.11', null]) {
      ran({ runtime: before }, '3.11');
      assert.deepEqual([isKnown('python-3.11'), isKnown('python-3.14')], [true, false]);
    }
    service.started(targetOf({ runtime: 'python-3.11' }));
    assert.equal(isKnown('python-3.14'), true, 'one that goes on is shown');
    ran({ runtime: 'python-3.11' }, '3.14');
    assert.equal(isKnown('python-3.14'), true, 'a target of the moment before');
  });

  it('counts in the image of a setting, whatever that holds, and for a target whose runtime nobody knew', () => {
    ran({ runtime: 'python-3.11' }, '3.13');
    assert.equal(isKnown('python-3.11'), true);
    ran({}, '3.11');
    assert.equal(isKnown('python-3.14'), true);
  });
});
