import assert from 'node:assert/strict';
import path from 'node:path';
import type { Report } from '../../../src/contract/report';
import { until } from '../../support/waiting';
import { removeFolders } from '../course/place';
import { failure } from '../results/make';
import { LOUD, openScene, rootOf, run, SAYS } from './scene';

/** What a traced run finds after a while. */
async function found(report: Report): Promise<Report> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  const never_reached = { text: 'main() was never called.', file: 'main.py', first_line: 4, last_line: 9 };
  return { ...report, tests: report.tests.map((test, at) => (at === 0 ? { ...test, never_reached } : test)) };
}

describe('A traced run in the Testing view', () => {
  afterEach(removeFolders);

  it('adds what a failing test never reached, on its line, when that is found behind the verdict', async () => {
    const scene = await openScene();
    const shown = await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.finish(SAYS, { outcome: 'failed', failure: failure('message', {}, { message: 'No.' }) });
      await sandbox.finish(LOUD);
      await sandbox.done();
      return { traced: found };
    });
    assert.match(shown, /passed {4}Says it loudly {2}12 ms$/, 'whoever waits for the results waits for it');
    await until(() => scene.testing.log.at(-1) === 'end');
    assert.match(scene.log, /^failed {4}Says it {2}12 ms\n {4}at main\.py:4\n {4}\| main\(\) was never called\.\nend$/);
    assert.match(scene.testing.output.at(-1) ?? '', /main\(\) was never called\./);
  });

  it('adds nothing to a program that is edited again: the line may be another one by now', async () => {
    const scene = await openScene();
    const document = scene.editor.open(path.join(rootOf(scene), 'main.py'));
    await run(scene, async (sandbox) => {
      await sandbox.collect();
      await sandbox.finish(SAYS, { outcome: 'failed', failure: failure('message', {}, { message: 'No.' }) });
      await sandbox.finish(LOUD);
      await sandbox.done();
      return { traced: found };
    });
    scene.editor.type(document);
    await until(() => scene.testing.log.at(-1) === 'end');
    assert.doesNotMatch(scene.testing.log.join('\n'), /main\(\) was never called/);
  });
});
