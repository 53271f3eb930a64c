import assert from 'node:assert/strict';
import type { Report } from '../../../src/contract/report';
import { RunService } from '../../../src/editor/run/run-service';
import { deferred } from '../../../src/sandbox/promises';
import { until } from '../../support/waiting';
import { collected } from '../results/make';
import { CANCELLED, CoreByHand, GREEN } from './core-by-hand';
import { targetOf } from './make';

describe('The run service', () => {
  let core: CoreByHand;
  beforeEach(() => {
    core = new CoreByHand();
  });
  afterEach(() => core.service.dispose());

  it('saves every unsaved file of the folder first, and no other', async () => {
    const here = core.window.open('/home/mia/redis/lib/resp.py');
    const elsewhere = core.window.open('/home/mia/redis-2/main.py');
    const draft = core.window.open('/home/mia/redis/draft.py', [], 'untitled');
    for (const document of [here, elsewhere, draft]) document.isDirty = true;
    const { mine, result } = await core.started();
    assert.deepEqual(
      [here, elsewhere, draft].map(({ isDirty }) => isDirty),
      [false, true, true],
    );
    mine.end(GREEN);
    await result;
  });

  it('runs nothing when a file cannot be saved, and says so', async () => {
    const document = core.window.open('/home/mia/redis/main.py');
    document.isDirty = true;
    document.save = async () => false;
    core.service = new RunService(core.window.api, () => Promise.reject(new Error('the core was asked')), 100);
    const { verdict, report } = await core.resultOfRun(targetOf());
    assert.deepEqual([verdict.outcome, verdict.tests], ['sandbox-error', []]);
    assert.match(report.message ?? '', /"main\.py" could not be saved/);
  });

  it('reports what happens, in order', async () => {
    const { mine, result } = await core.started();
    mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    mine.request.watch?.event?.(collected('a'), null);
    mine.request.watch?.verdict?.(GREEN.verdict, GREEN.report);
    mine.end(GREEN);
    assert.equal(await result, GREEN);
    const kinds = ['started', 'building', 'event', 'verdict', 'finished'];
    assert.deepEqual(
      core.news,
      kinds.map((kind) => `main.py ${kind}`),
    );
  });

  it('reports at the end how long each part of the run took', async () => {
    let parts: readonly string[] = [];
    core.service.onNews((one) => {
      if (one.kind === 'finished')
        parts = [...(one.times ?? [])].map(([part, took]) => (took >= 0 ? part : 'negative'));
    });
    const whole = await core.started();
    for (const phase of ['sandbox', 'tests'] as const) whole.mine.request.watch?.phase?.(phase);
    whole.mine.request.watch?.verdict?.(GREEN.verdict, GREEN.report);
    whole.mine.request.watch?.phase?.('earlier');
    whole.mine.end(GREEN);
    await whole.result;
    assert.deepEqual(parts, ['save', 'snapshot', 'claim', 'run', 'after']);
    const broken = await core.started();
    broken.mine.request.watch?.phase?.('sandbox');
    broken.mine.end(CANCELLED);
    await broken.result;
    assert.deepEqual(parts, ['save', 'snapshot', 'after']);
  });

  it('tells what a traced run has found after the end, in which nobody waits for it', async () => {
    const traced = deferred<Report | null>();
    const { mine, result } = await core.started();
    mine.end({ ...GREEN, traced: traced.promise });
    await result;
    assert.equal(core.news.at(-1), 'main.py finished');
    traced.resolve(GREEN.report);
    await until(() => core.news.at(-1) === 'main.py reached');
    core.service.stop(null);
    assert.equal(mine.request.signal?.aborted, false, 'it is over');
  });

  it('cuts a traced run off when another run begins, and tells nothing of it', async () => {
    const traced = deferred<Report | null>();
    const first = await core.started();
    first.mine.request.signal?.addEventListener('abort', () => traced.resolve(null));
    first.mine.end({ ...GREEN, traced: traced.promise });
    await first.result;
    const second = await core.started();
    assert.equal(first.mine.request.signal?.aborted, true);
    second.mine.end(GREEN);
    await second.result;
    assert.equal(core.news.includes('main.py reached'), false);
  });

  it('cancels everything when it is disposed', async () => {
    const { mine, result } = await core.started();
    core.service.dispose();
    assert.equal(mine.request.signal?.aborted, true);
    await result;
  });

  it('stops the run that is meant; where nothing runs there, all that a person may see running', async () => {
    const here = await core.started();
    const there = await core.started(targetOf({ root: '/home/mia/echo', file: '/home/mia/echo/main.py' }));
    core.service.stop('/home/mia/echo');
    const stopped = () => [here, there].map(({ mine }) => mine.request.signal?.aborted);
    assert.deepEqual(stopped(), [false, true]);
    await there.result;
    core.service.stop('/home/mia/notes');
    assert.deepEqual(stopped(), [true, true]);
    await here.result;
    const third = await core.started();
    core.service.stop(null);
    assert.equal(third.mine.request.signal?.aborted, true);
    await third.result;
  });

  it('reports a defect of ours, so that nothing spins for ever', async () => {
    core.fails = new Error('no bundle');
    await assert.rejects(core.resultOfRun(targetOf()), /no bundle/);
    assert.deepEqual(core.news, ['main.py started', 'main.py crashed']);
  });
});
