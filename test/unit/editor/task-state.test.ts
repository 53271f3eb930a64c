import assert from 'node:assert/strict';
import type { ReportTest } from '../../../src/contract/report';
import type { Target } from '../../../src/editor/base/target';
import { Edits } from '../../../src/editor/course/edits';
import type { LastRun } from '../../../src/editor/status/last-run';
import { LastRuns } from '../../../src/editor/status/last-runs';
import { type TaskFacts, taskModel } from '../../../src/editor/task/task-state';
import { verdictOfProblem } from '../../../src/results/verdict/reduce';
import type { StepResult } from '../../../src/run/request';
import { unreadResult } from '../../../src/run/step-report';
import type { TaskModel } from '../../../src/task/task-page';
import { FakeWindow } from '../../support/fake-window';
import { loosely } from '../../support/messages';
import { collected, done, finished, red } from '../results/make';
import { FakeService, judged, passedEarlier, resultOf, targetOf } from './make';

const GREEN = judged(collected('a', 'b'), finished('a'), finished('b'), done(2));
const RED = judged(collected('a', 'b'), finished('a'), red('b'), done(2));
const NOT_BEGUN = { language: 'python', expected: [], seed: 0, notes: [] };
const TEXTS = { readme: null, hints: [], hasSolution: true };

describe('The state of a step on its page', () => {
  let service: FakeService;
  let runs: LastRuns;
  let target: Target;

  beforeEach(() => {
    const window = new FakeWindow();
    service = new FakeService();
    runs = new LastRuns(window.api, service, new Edits(window.api, service));
    target = targetOf({ done: new Set(['bind']) });
  });
  afterEach(() => runs.dispose());

  function model(rest: Partial<TaskFacts> = {}): TaskModel {
    const tests = [{ id: 'a', name: 'Does a', file: 'test_a.py', line: 1, code: '', parametrised: false }];
    const broken = runs.brokenIn(target);
    const known = { onSave: false, isThere: true, broken, texts: TEXTS, tests, open: 0, failures: () => 0 };
    return taskModel({ target, run: runs.of(target), ...known, ...rest });
  }

  it('tells what is broken in earlier steps like any other failure, by their numbers and titles', () => {
    const failed: ReportTest = {
      ...passedEarlier('redis/bind/test_bind.py::test_a', 'A client can connect'),
      outcome: 'failed',
      status: 'fail',
      message: 'Nobody listens.',
      expected: 'a port',
      actual: 'none',
    };
    service.run(resultOf(GREEN, [{ step: 'bind', outcome: 'failed', tests: [failed] }]), target);
    const { verdict, passed } = model();
    assert.deepEqual([verdict?.sentence, verdict?.passed, passed], ['Step 2 passes; it broke step 1.', false, false]);
    assert.match(
      verdict?.failure ?? '',
      /^Step 1, Bind to a port:\nA client can connect\nNobody listens\.\n.*expected.*a port/s,
    );
  });

  it('says of a run that was stopped that it was, and no more', () => {
    service.run(resultOf(verdictOfProblem({ code: 'cancelled', args: { call: 'build' } }, NOT_BEGUN)), target);
    assert.deepEqual(model().verdict, { sentence: 'Cancelled.', failure: null, passed: false });
  });

  it('goes on saying why nothing was judged when the program is edited, and no longer what was judged', () => {
    const last = (result: StepResult): LastRun => {
      return { target, phase: 'ended', edited: true, progress: null, verdict: result.verdict, result };
    };
    const unsaved = last(unreadResult(target, { code: 'file-not-saved', args: { file: 'main.py' } }));
    assert.match(model({ run: unsaved }).verdict?.failure ?? '', /^The file "main\.py" could not be saved/);
    assert.equal(model({ run: last(resultOf(RED)) }).verdict?.failure, null);
  });

  it('says what a run could not do', () => {
    const unwritable = loosely('progress-unwritable', { file: '/home/mia/redis/.codealong', reason: 'EACCES' });
    service.run(resultOf(GREEN, [], [unwritable]), target);
    assert.match(
      model().notices.join(),
      /could not be written to "\/home\/mia\/redis\/\.codealong": access is denied\./,
    );
    assert.equal(model().passed, true, 'the step has passed all the same');
  });

  it('says what is wrong with the folder, and with the course', () => {
    const problem = { code: 'progress-newer', args: { version: 9, supported: 1 }, file: '/a', line: null } as const;
    target = { ...target, problem };
    assert.match(model().notices.join(), /written by a newer version of CodeAlong.*Update CodeAlong/);
    assert.match(model({ isThere: false }).notices.join(), /The folder of the course "Build your own Redis" is gone/);
  });

  it('tells a step that is new, and one that has passed with an older version', () => {
    target = { ...target, added: new Set(['ping']) };
    assert.match(model().notices.join(), /This step is new/);
    target = { ...targetOf(), done: new Set(['ping']), older: new Set(['ping']) };
    assert.match(model().notices.join(), /older version of its tests/);
    assert.deepEqual([model().tests[0]?.state, model().passed], ['older', true]);
    service.run(resultOf(GREEN), target);
    assert.deepEqual(model().notices, []);
  });

  it('tells a step that has passed in another runtime, until it passes in the present one', () => {
    const elsewhere = new Map([['ping', 'python-3.11']]);
    target = { ...targetOf(), done: new Set(['ping']), elsewhere, runtime: 'python-3.14' };
    assert.match(model().notices.join(), /You passed this step in Python 3\.11, and now you work in Python 3\.14\./);
    assert.deepEqual([model().tests[0]?.state, model().passed], ['elsewhere', true]);
    service.run(resultOf(GREEN), target);
    assert.deepEqual(model().notices, []);
  });

  it('names the test that has failed again', () => {
    service.run(resultOf(RED), target);
    const failures = (test: string) => (test === 'test_bind.py::b' ? 3 : 0);
    assert.equal(model({ failures }).failedTimes, 3);
  });

  it('names a program that may have been renamed', () => {
    service.unrun(loosely('entry-missing', { file: 'main.py', folder: 'redis', renamed: 'server.py' }), target);
    const { renamed, verdict } = model();
    assert.deepEqual([renamed, verdict?.sentence], ['server.py', 'Not run.']);
    assert.match(
      verdict?.failure ?? '',
      /This course runs main\.py, but there is no such file in "redis"\.[\s\S]*rename it to server\.py/,
    );
  });

  it('is open to its author, with everything', () => {
    const hints = [{ title: 'Where?', text: 'There.', line: 1 }];
    target = { ...target, preview: true };
    const { isPreview, open, notices } = model({ texts: { ...TEXTS, hints } });
    assert.deepEqual([isPreview, open], [true, 1]);
    assert.match(notices.join(), /author's preview/);
  });
});
