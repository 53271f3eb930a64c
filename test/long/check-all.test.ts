import assert from 'node:assert/strict';
import os from 'node:os';
import { checkCourse } from '../../src/authoring/check';
import type { StepRequest } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { checkOptions, inCopy, READ } from '../support/course-copy';
import { newRunner } from '../support/run';

describe('Repeated runs in a check with --all', function () {
  this.timeout(120_000);
  let runner: Runner;
  beforeEach(() => {
    runner = newRunner();
  });
  afterEach(async () => {
    await runner.dispose();
    await nothingIsLeft();
  });

  const options = checkOptions({ step: '2', all: true });

  it('are made 20 times on a busy machine, and wrong programs must give the same text each time', () =>
    inCopy(async (copy) => {
      await copy.write(`${READ}/wrong/clock.py`, 'import time\n\nprint(time.monotonic_ns())\n');
      const most = { now: 0, ever: 0 };
      const run = async (request: StepRequest) => {
        most.now += 1;
        most.ever = Math.max(most.ever, most.now);
        return runner.run(request).finally(() => {
          most.now -= 1;
        });
      };
      const watched = {
        run,
        runProgram: runner.runProgram.bind(runner),
        image: runner.image.bind(runner),
      };
      const { findings } = await checkCourse(copy.folder, { ...options, runner: watched });
      const cores = Math.min(Math.max(os.availableParallelism(), 2), 8);
      assert.equal(most.ever, Math.min(2 * cores, 20), 'two for each core, which are what makes it busy');
      const bad = findings.filter(({ ok }) => !ok).map(({ message, file }) => [message.code, file]);
      assert.deepEqual(bad, [
        ['wrong-no-text', `${READ}/wrong/clock.txt`],
        ['wrong-unsteady', `${READ}/wrong/clock.py`],
      ]);
      const passing = findings.find(({ message }) => message.code === 'repeats-pass');
      assert.deepEqual(passing?.count, { passed: 20, of: 20 });
      assert.ok(findings.some(({ message, step }) => message.code === 'wrong-steady' && step === 'file'));
    }));
});
