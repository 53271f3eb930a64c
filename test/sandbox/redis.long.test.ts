import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { render } from '../../src/results/report/render';
import { PLAIN } from '../../src/results/report/shown-text';
import type { StepResult } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { sameAsKept, withoutTimes } from '../support/golden';
import { newRunner, programFile, REDIS, runOn } from '../support/run';

const TIMES = 20;
/** Runs at once: both cores are busy, so that nothing passes by luck. */
const TOGETHER = 2;

async function times(run: () => Promise<StepResult>, check: (result: StepResult) => void): Promise<void> {
  for (let done = 0; done < TIMES; done += TOGETHER) {
    const results = await Promise.all(Array.from({ length: TOGETHER }, run));
    for (const result of results) check(result);
  }
}

describe('The Redis course', function () {
  this.timeout(180_000);
  let runner: Runner;
  before(() => {
    runner = newRunner();
  });
  after(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  for (const [name, file] of [
    ['starter', path.join(REDIS, 'starter', 'main.py')],
    ['early-exit', programFile('early-exit.py')],
  ] as const) {
    it(`fails ${name} with the same words twenty times in a row`, () =>
      times(
        () => runOn(runner, REDIS, 1, { file }),
        ({ report }) => {
          assert.equal(report.outcome, 'failed');
          sameAsKept(`redis-1-${name}`, render(withoutTimes(report), { style: PLAIN, durations: false }).join('\n'));
        },
      ));
  }

  // Of step 1, the wrong program listens on another port; of step 2, the mistake is the reply to PING itself.
  for (const { folder, file } of wrongPrograms().filter(({ number }) => number > 2)) {
    it(`has a wrong program that lives and answers PING: ${folder}/${path.basename(file)}`, async () => {
      const { report } = await runOn(runner, REDIS, 2, { file });
      assert.equal(report.outcome, 'passed', JSON.stringify(report, null, 2));
    });
  }
});

function wrongPrograms() {
  const steps = readdirSync(path.join(REDIS, 'steps'));
  return steps.flatMap((folder) => {
    const wrong = path.join(REDIS, 'steps', folder, 'wrong');
    const files = readdirSync(wrong).filter((name) => name.endsWith('.py'));
    return files.map((name) => ({ folder, number: Number.parseInt(folder, 10), file: path.join(wrong, name) }));
  });
}
