import assert from 'node:assert/strict';
import path from 'node:path';
import { PLAIN, render } from '../../src/results/render';
import type { StepResult } from '../../src/run/request';
import type { Runner } from '../../src/run/run-step';
import { nothingIsLeft } from '../support/containers';
import { sameAsKept, withoutTimes } from '../support/golden';
import { newRunner, programFile, REDIS, runOn, solution } from '../support/run';

const TIMES = 20;
/** Runs at once: both cores are busy, so that nothing passes by luck. */
const TOGETHER = 2;

async function times(run: () => Promise<StepResult>, check: (result: StepResult) => void): Promise<void> {
  for (let done = 0; done < TIMES; done += TOGETHER) {
    const results = await Promise.all(Array.from({ length: TOGETHER }, run));
    for (const result of results) check(result);
  }
}

describe('The Redis course, twenty times in a row', function () {
  this.timeout(180_000);
  let runner: Runner;
  before(() => {
    runner = newRunner();
  });
  after(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  for (const [step, folder] of [
    [1, '01-bind'],
    [2, '02-ping'],
    [3, '03-many-pings'],
  ] as const) {
    it(`passes the solution of step ${step}`, () =>
      times(
        () => runOn(runner, REDIS, step, { file: solution(folder) }),
        ({ report }) => assert.equal(report.outcome, 'passed', JSON.stringify(report, null, 2)),
      ));
  }

  for (const [name, file] of [
    ['starter', path.join(REDIS, 'starter', 'main.py')],
    ['early-exit', programFile('early-exit.py')],
  ] as const) {
    it(`fails ${name} with the same words every time`, () =>
      times(
        () => runOn(runner, REDIS, 1, { file }),
        ({ report }) => {
          assert.equal(report.outcome, 'failed');
          sameAsKept(`redis-1-${name}`, render(withoutTimes(report), { style: PLAIN, durations: false }).join('\n'));
        },
      ));
  }
});
