import { equal, match, ok } from 'node:assert/strict';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { newRunner, programFile, REDIS, runOn } from '../support/run';

/** Milliseconds of the test: a second for the answer, and what the rest takes. */
const NOT_MUCH_LONGER = 2500;

describe('A program that does not answer within its second', function () {
  this.timeout(60_000);
  let runner: Runner;
  before(() => {
    runner = newRunner();
  });
  after(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  it('gets more time when it does not get the processor', async () => {
    const { report } = await runOn(runner, REDIS, 2, { file: programFile('starved.py') });
    equal(report.outcome, 'passed', JSON.stringify(report, null, 2));
    ok((report.tests[0]?.duration_ms ?? 0) > 1000, 'it has answered within a second');
  });

  for (const [what, name] of [
    ['computes without end', 'never-rests'],
    ['waits for something', 'accepts-twice'],
  ] as const) {
    it(`gets no more time when it ${what}`, async () => {
      const { report } = await runOn(runner, REDIS, 2, { file: programFile(`${name}.py`) });
      equal(report.outcome, 'failed');
      match(report.tests[0]?.message ?? '', /sent nothing on port 6379 for 1 second/);
      ok((report.tests[0]?.duration_ms ?? 0) < NOT_MUCH_LONGER, `${report.tests[0]?.duration_ms} ms`);
    });
  }
});
