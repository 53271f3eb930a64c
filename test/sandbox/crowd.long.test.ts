import { deepEqual, ok } from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { RunObserver } from '../../src/editor/base/run-news';
import { RunService } from '../../src/editor/run/run-service';
import { Bench } from '../support/bench';
import { FakeWindow } from '../support/fake-window';
import { LearnerFolder } from '../support/learner';
import { newRunner, programFile, REDIS, runOn, solution } from '../support/run';

/** Milliseconds between two saves of a person who saves all the time. */
const SAVE_MS = 50;
const SAVES = 20;
/** Four being removed, one being made, and one requested between two looks. */
const AT_MOST = 6;

describe('Many runs', function () {
  this.timeout(60_000);
  let bench: Bench;

  before(async () => {
    bench = await Bench.open();
  });

  after(() => bench.close());

  it('are each judged on their own, ten at once', async () => {
    const runner = newRunner({ session: bench.owner.session });
    const [right, wrong] = [solution('01-bind'), programFile('early-exit.py')];
    const files = Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? right : wrong));
    const results = await Promise.all(files.map((file) => runOn(runner, REDIS, 1, { file })));
    deepEqual(
      results.map(({ verdict }) => verdict.outcome),
      files.map((file) => (file === right ? 'passed' : 'failed')),
    );
    await runner.dispose();
    deepEqual(await bench.left(), []);
  });

  it('in one folder, twenty a second, end with the latest, and the others leave nothing', async () => {
    const runner = newRunner({ session: bench.owner.session });
    const folder = await LearnerFolder.make(solution('01-bind'));
    const course = await loadDirectory(REDIS);
    const target = { course, step: findStep(course, '1'), root: folder.root, file: path.join(folder.root, 'main.py') };
    const service = new RunService(new FakeWindow().api, async () => runner);
    let most = 0;
    const outcomes: string[] = [];
    const observer: RunObserver = (news) => {
      if (news.kind === 'finished' || news.kind === 'replaced') outcomes.push(news.result.verdict.outcome);
    };
    const runs = [];
    for (let save = 0; save < SAVES; save++) {
      runs.push(service.run(target, observer, new AbortController().signal));
      await sleep(SAVE_MS);
      most = Math.max(most, (await bench.left()).length);
    }
    await Promise.all(runs);
    deepEqual(outcomes, [...Array(SAVES - 1).fill('cancelled'), 'passed']);
    ok(most <= AT_MOST, `${most} containers at a time`);
    await bench.nothingIsLeft();
    service.dispose();
    await runner.dispose();
    await folder.remove();
  });
});
