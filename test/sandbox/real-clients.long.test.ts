import assert from 'node:assert/strict';
import path from 'node:path';
import { References } from '../../src/authoring/references';
import { loadDirectory } from '../../src/course/format/load';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { newRunner, PLATFORM, REDIS, ROOT, runOn, SETTINGS } from '../support/run';

const CLIENTS = path.join(ROOT, 'test', 'courses', 'redis-clients');
const NEVER = new AbortController().signal;

/** Both ends in one container of the reference's image, under the limits of any run. */
describe('Real Redis clients', function () {
  this.timeout(300_000);
  let runner: Runner;
  let references: References;
  let inReference: Pick<Runner, 'run'>;
  before(async () => {
    runner = newRunner();
    references = new References(PLATFORM, path.join(ROOT, 'docker'), SETTINGS, runner);
    const reference = await references.prepare(await loadDirectory(REDIS), undefined, NEVER);
    assert.ok(reference !== null);
    inReference = reference.runner;
  });
  after(async () => {
    await references.dispose();
    await runner.dispose();
    await nothingIsLeft();
  });

  async function lastSolution(): Promise<string> {
    const course = await loadDirectory(REDIS);
    const step = course.steps.at(-1);
    assert.ok(step);
    return path.join(REDIS, step.folder, 'solution', step.entry ?? course.entry);
  }

  for (const [name, program] of [
    ['genuine server', async () => path.join(REDIS, 'reference', 'main.py')],
    ["course's last solution", lastSolution],
  ] as const) {
    for (const [step, client] of [
      ['cli', 'redis-cli'],
      ['benchmark', 'redis-benchmark'],
      ['python', 'python3-redis'],
    ] as const) {
      it(`get along with the ${name}: ${client}`, async () => {
        const { report } = await runOn(inReference, CLIENTS, step, { file: await program() });
        assert.equal(report.outcome, 'passed', JSON.stringify(report, null, 2));
        assert.ok(report.tests.length > 2);
      });
    }
  }
});
