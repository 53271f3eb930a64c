import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { getDockerExecutor } from '../../src/executor';
import { nothingIsLeft } from '../support/containers';
import { installPackage, runProgram } from '../support/npm-package';
import { programFile, read, solution } from '../support/run';

/** A program of somebody who uses CodeAlong as a library. */
function installed(code: string): string {
  return `import { getDockerExecutor } from 'codealong';
const executor = getDockerExecutor();
const { outcome } = await executor.runTests(${JSON.stringify(code)});
console.log(outcome);
await executor.dispose();
`;
}

describe('The executor of the original design', function () {
  this.timeout(60_000);
  const executor = getDockerExecutor();
  after(async () => {
    await executor.dispose();
    await nothingIsLeft();
  });

  it('runs source text against the first step of the Redis course', async () => {
    const report = await executor.runTests(read(solution('01-bind')));
    assert.equal(report.outcome, 'passed', JSON.stringify(report));
  });

  it('fails the example of that design: it ends before a client could connect', async () => {
    const report = await executor.runTests(read(programFile('early-exit.py')));
    assert.equal(report.outcome, 'failed');
    assert.match(report.tests[0]?.message ?? '', /ended before a client could connect/);
    assert.match(report.output ?? '', /Server started!/);
  });

  it('takes a course and a step', async () => {
    const report = await executor.runTests(read(solution('01-bind')), { course: 'redis', step: 2 });
    assert.equal(report.outcome, 'failed');
    assert.match(report.tests[0]?.id ?? '', /^redis\/ping\//);
  });

  it('resolves to a report when it is cancelled', async () => {
    const report = await executor.runTests('while True: pass\n', { signal: AbortSignal.timeout(1500) });
    assert.equal(report.outcome, 'cancelled');
  });

  it('resolves to a report for source text that Python could never read', async () => {
    const report = await executor.runTests('a\0b');
    assert.equal(report.outcome, 'learner-error');
  });

  it('runs from the installed package, too', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'codealong-npm-'));
    try {
      installPackage(folder, { build: false });
      assert.equal(runProgram(folder, 'main.mjs', installed(read(solution('01-bind')))), 'passed\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('rejects wrong arguments only', async () => {
    await assert.rejects(executor.runTests(7 as unknown as string), TypeError);
    await assert.rejects(executor.runTests('', { step: 'nowhere' }), { code: 'unknown-step' });
    await assert.rejects(executor.runTests('', { course: 'nowhere' }), { code: 'unknown-course' });
  });
});
