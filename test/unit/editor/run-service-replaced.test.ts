import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunService } from '../../../src/editor/run/run-service';
import type { StepResult } from '../../../src/run/request';
import { until } from '../../support/waiting';
import { CoreByHand, GREEN } from './core-by-hand';
import { targetOf } from './make';

describe('The run service', () => {
  let core: CoreByHand;
  beforeEach(() => {
    core = new CoreByHand();
  });
  afterEach(() => core.service.dispose());

  it('cancels the earlier run in the same folder and reports nothing more about it', async () => {
    const first = await core.started(targetOf({ file: '/home/mia/redis/first.py' }));
    const second = await core.started();
    assert.equal(first.mine.request.signal?.aborted, true);
    assert.equal((await first.result).verdict.outcome, 'cancelled');
    second.mine.end(GREEN);
    await second.result;
    assert.deepEqual(core.news, ['first.py started', 'main.py started', 'main.py finished']);
  });

  it('tells the observer of a run first, and tells it when a newer run has taken over', async () => {
    const heard: string[] = [];
    core.service.onNews(({ kind }) => void heard.push(`everybody ${kind}`));
    const own = (name: string) => (one: { readonly kind: string }) => void heard.push(`${name} ${one.kind}`);
    const { signal } = new AbortController();
    const first = core.service.run(targetOf(), own('first'), signal);
    await until(() => core.under.length === 1);
    const second = core.service.run(targetOf(), own('second'), signal);
    await until(() => core.under.length === 2);
    await first;
    core.under[1]?.end(GREEN);
    await second;
    assert.deepEqual(heard.slice(0, 2), ['first started', 'everybody started']);
    assert.deepEqual(
      heard.slice(2).filter((one) => one !== 'first replaced'),
      ['second started', 'everybody started', 'second finished', 'everybody finished'],
    );
    assert.equal(heard.filter((one) => one === 'first replaced').length, 1);
  });

  it('reports a defect to the observer of a replaced run as well', async () => {
    const heard: string[] = [];
    const { signal } = new AbortController();
    let fail = (_error: Error) => {};
    core.service = new RunService(core.window.api, async () => ({
      run: () =>
        new Promise<StepResult>((_resolve, reject) => {
          fail = reject;
        }),
    }));
    core.service.onNews(({ kind }) => void heard.push(`everybody ${kind}`));
    const first = core.service.run(targetOf(), ({ kind }) => void heard.push(`first ${kind}`), signal);
    await sleep(20);
    const failFirst = fail;
    const second = core.service.run(targetOf(), () => {}, signal);
    await sleep(20);
    failFirst(new Error('a defect'));
    await assert.rejects(first, /a defect/);
    assert.deepEqual(heard, ['first started', 'everybody started', 'everybody started', 'first crashed']);
    fail(new Error('another'));
    await assert.rejects(second, /another/);
  });

  it('leaves runs of other folders alone', async () => {
    const first = await core.started(targetOf({ root: '/home/mia/other' }));
    const second = await core.started();
    assert.equal(first.mine.request.signal?.aborted, false);
    for (const { mine } of [first, second]) mine.end(GREEN);
    await Promise.all([first.result, second.result]);
  });

  it('keeps a build going: the old run leaves it only when the new one waits for it too', async () => {
    const first = await core.started();
    first.mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    const second = await core.started();
    const third = await core.started();
    assert.equal(first.mine.request.signal?.aborted, false, 'the build would be given up');
    third.mine.request.watch?.building?.({ step: 2, steps: 2, line: 'RUN' });
    assert.deepEqual(
      [first, second, third].map(({ mine }) => mine.request.signal?.aborted),
      [true, true, false],
    );
    third.mine.end(GREEN);
    await third.result;
  });

  it('lets only the newest run go on when the build they waited for has ended', async () => {
    const first = await core.started();
    first.mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    const second = await core.started();
    second.mine.request.watch?.phase?.('sandbox');
    assert.equal(first.mine.request.signal?.aborted, true);
    second.mine.end(GREEN);
    await second.result;
  });

  it('cancels all waiting runs, by folder or by caller', async () => {
    const first = await core.started();
    first.mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    const second = await core.started();
    core.service.cancel('/home/mia/redis');
    assert.equal((await first.result).verdict.outcome, 'cancelled');
    assert.equal((await second.result).verdict.outcome, 'cancelled');
    const asker = new AbortController();
    const third = await core.started(targetOf(), asker.signal);
    asker.abort();
    assert.equal((await third.result).verdict.outcome, 'cancelled');
  });
});
