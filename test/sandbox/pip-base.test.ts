import { equal, ok } from 'node:assert/strict';
import path from 'node:path';
import { officialBase, runnerOn } from '../../scripts/official/images.mjs';
import { OFFICIAL_BASE } from '../../scripts/official/parts.mjs';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { newRunner, REDIS, ROOT, runOn, solution } from '../support/run';
import { runtime } from '../support/runtimes';

const KATA = path.join(ROOT, 'test', 'courses', 'kata');
const KATA_STEP = path.join(KATA, 'steps', '01-leap');

describe(`The runner on ${OFFICIAL_BASE}, with pytest from pip`, () => {
  let runner: Runner;

  before(function () {
    this.timeout(600_000);
    const image = runnerOn(officialBase(runtime().version));
    runner = newRunner({ settings: { image } });
  });
  after(async () => {
    await runner?.dispose();
    await nothingIsLeft();
  });

  for (const [title, course, file] of [
    ['a server that is right', REDIS, solution('01-bind')],
    ['functions that are right', KATA, path.join(KATA_STEP, 'solution', 'leap.py')],
  ] as const)
    it(`passes ${title}`, async function () {
      this.timeout(60_000);
      const { report, verdict } = await runOn(runner, course, 1, { file });
      equal(verdict.outcome, 'passed', report.message ?? '');
      ok(verdict.tests.length > 0);
    });
});
