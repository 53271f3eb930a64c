import { equal, ok } from 'node:assert/strict';
import path from 'node:path';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { newRunner, REDIS, ROOT, runOn, solution } from '../support/run';
import { isOfDebian, pipBase, runnerOn } from '../support/runner-images';

const KATA = path.join(ROOT, 'test', 'courses', 'kata');
const KATA_STEP = path.join(KATA, 'steps', '01-leap');

describe('The runner on a base as the official one, with pytest from pip', () => {
  let runner: Runner;

  before(function () {
    // Where a registry answered, the usual bases are the official ones, and every test runs on them.
    if (!isOfDebian('python:3.14-slim')) this.skip();
    this.timeout(600_000);
    const image = runnerOn(pipBase());
    runner = newRunner({ settings: { image } });
  });
  after(async () => {
    await runner?.dispose();
    await nothingIsLeft();
  });

  for (const [title, course, file] of [
    ['a server', REDIS, solution('01-bind')],
    ['functions', KATA, path.join(KATA_STEP, 'solution', 'leap.py')],
  ] as const)
    it(`passes ${title} that are right`, async function () {
      this.timeout(60_000);
      const { report, verdict } = await runOn(runner, course, 1, { file });
      equal(verdict.outcome, 'passed', report.message ?? '');
      ok(verdict.tests.length > 0);
    });
});
