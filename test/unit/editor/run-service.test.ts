import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../../src/editor/base/target';
import type { RunNews, RunObserver } from '../../../src/editor/run/run-news';
import { RunService } from '../../../src/editor/run/run-service';
import type { StepRequest, StepResult } from '../../../src/run/request';
import type { Runner } from '../../../src/run/runner';
import { deferred } from '../../../src/sandbox/promises';
import { FakeWindow } from '../../support/fake-window';
import { until } from '../../support/waiting';
import { collected, done, finished } from '../results/make';
import { judged, resultOf, targetOf, unrun } from './make';

const GREEN = resultOf(judged(collected('a'), finished('a'), done(1)));
const CANCELLED = resultOf(unrun({ code: 'cancelled', args: {} }));

/** A run that is under way in the core. */
interface Under {
  readonly request: StepRequest;
  end(result: StepResult): void;
}

describe('The way from the editor to the core', () => {
  let window: FakeWindow;
  let service: RunService;
  let under: Under[];
  let news: string[];
  let fails: Error | null;

  /** Ends as cancelled when it is cancelled, as the real one does. */
  function run(request: StepRequest): Promise<StepResult> {
    return new Promise((end) => {
      under.push({ request, end });
      request.signal?.addEventListener('abort', () => end(CANCELLED));
    });
  }

  beforeEach(() => {
    window = new FakeWindow();
    under = [];
    news = [];
    fails = null;
    service = new RunService(window.api, async () => {
      if (fails !== null) throw fails;
      return { run } as unknown as Runner;
    });
    service.onNews((one: RunNews) => void news.push(`${one.target.file.split('/').at(-1)} ${one.kind}`));
  });
  afterEach(() => service.dispose());

  /** The result of a run; rejects for a defect. */
  async function resultOfRun(target: Target, signal = new AbortController().signal): Promise<StepResult> {
    const ends: StepResult[] = [];
    const observer: RunObserver = (one) => {
      if (one.kind === 'finished' || one.kind === 'replaced') ends.push(one.result);
    };
    await service.run(target, observer, signal);
    const [end, ...others] = ends;
    assert.ok(end !== undefined && others.length === 0, 'the end is told once');
    return end;
  }

  async function started(target: Target = targetOf(), signal = new AbortController().signal) {
    const before = under.length;
    const result = resultOfRun(target, signal);
    await until(() => under.length > before);
    const mine = under[before];
    assert.ok(mine, 'the core was asked');
    return { result, mine };
  }

  it('saves every unsaved file of the folder first, and no other', async () => {
    const here = window.open('/home/mia/redis/lib/resp.py');
    const elsewhere = window.open('/home/mia/redis-2/main.py');
    const draft = window.open('/home/mia/redis/draft.py', [], 'untitled');
    for (const document of [here, elsewhere, draft]) document.isDirty = true;
    const { mine, result } = await started();
    assert.deepEqual(
      [here, elsewhere, draft].map(({ isDirty }) => isDirty),
      [false, true, true],
    );
    mine.end(GREEN);
    await result;
  });

  it('runs nothing when a file cannot be saved, and says so', async () => {
    const document = window.open('/home/mia/redis/main.py');
    document.isDirty = true;
    document.save = async () => false;
    service = new RunService(window.api, () => Promise.reject(new Error('the core was asked')), 100);
    const { verdict, report } = await resultOfRun(targetOf());
    assert.deepEqual([verdict.outcome, verdict.tests], ['sandbox-error', []]);
    assert.match(report.message ?? '', /"main\.py" could not be saved/);
  });

  describe('of a program that is the only unsaved file', () => {
    let root: string;
    let target: Target;
    let save: () => Promise<boolean>;

    /** Its document, unsaved; `save` is what saving it does. */
    const document = (text: string) => {
      const opened = window.open(target.file, text.split('\n'));
      opened.isDirty = true;
      opened.save = async () => {
        const done = await save();
        opened.isDirty = !done;
        return done;
      };
      return opened;
    };
    const write = async (text: string) => {
      await writeFile(target.file, text);
      return true;
    };
    const sourceOf = ({ request }: Under) => Buffer.from(request.source ?? []).toString();

    beforeEach(async () => {
      root = await mkdtemp(path.join(os.tmpdir(), 'codealong-'));
      target = targetOf({ root, file: path.join(root, 'main.py') });
      await writeFile(target.file, 'old');
    });
    afterEach(() => rm(root, { recursive: true }));

    it('runs while it is saved: the end of the run waits for the saving, the verdict does not', async () => {
      const saved = deferred<void>();
      save = async () => {
        await saved.promise;
        return write('new');
      };
      document('new');
      const { mine, result } = await started(target);
      assert.equal(sourceOf(mine), 'new');
      mine.request.watch?.event?.(collected('a'), null);
      mine.request.watch?.verdict?.(GREEN.verdict, GREEN.report);
      mine.end(GREEN);
      await sleep(20);
      const kinds = ['started', 'event', 'verdict'];
      assert.deepEqual(
        news,
        kinds.map((kind) => `main.py ${kind}`),
      );
      saved.resolve();
      assert.equal(await result, GREEN);
      assert.equal(news.at(-1), 'main.py finished');
      assert.equal(await mine.request.saved, true);
    });

    it('is run again from the disk when saving has changed it', async () => {
      save = () => write('formatted');
      document('new');
      const { mine, result } = await started(target);
      assert.equal(sourceOf(mine), 'new');
      assert.equal(await mine.request.saved, false);
      await until(() => under.length === 2);
      assert.equal(mine.request.signal?.aborted, true);
      const [, second] = under;
      assert.equal(second?.request.source, null);
      second?.end(GREEN);
      assert.equal(await result, GREEN);
      assert.deepEqual(news, ['main.py started', 'main.py started', 'main.py finished']);
      document('newer');
      const next = await started(target);
      assert.equal(next.mine.request.source, null);
      next.mine.end(GREEN);
      await next.result;
    });

    it('gets no verdict when it cannot be saved, whatever the run’s result', async () => {
      service = new RunService(window.api, async () => ({ run }) as unknown as Runner, 100);
      save = async () => false;
      document('new');
      const { mine, result } = await started(target);
      mine.end(GREEN);
      const { verdict, report } = await result;
      assert.deepEqual([verdict.outcome, verdict.tests], ['sandbox-error', []]);
      assert.match(report.message ?? '', /"main\.py" could not be saved/);
    });

    it('waits until other files, which it may import, and a new file are saved', async () => {
      save = () => write('new');
      document('new');
      window.open(path.join(root, 'resp.py')).isDirty = true;
      const { mine, result } = await started(target);
      assert.equal(mine.request.source, null);
      mine.end(GREEN);
      await result;
      await rm(target.file);
      save = () => sleep(20).then(() => write('newer'));
      document('newer');
      const other = await started(target);
      assert.equal(other.mine.request.source, null);
      other.mine.end(GREEN);
      await other.result;
    });

    it('can be cancelled as usual while it is saved', async () => {
      save = () => new Promise(() => undefined);
      document('new');
      const { result } = await started(target);
      service.cancel(root);
      assert.equal((await result).verdict.outcome, 'cancelled');
    });
  });

  it('tells what happens, in order', async () => {
    const { mine, result } = await started();
    mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    mine.request.watch?.event?.(collected('a'), null);
    mine.request.watch?.verdict?.(GREEN.verdict, GREEN.report);
    mine.end(GREEN);
    assert.equal(await result, GREEN);
    const kinds = ['started', 'building', 'event', 'verdict', 'finished'];
    assert.deepEqual(
      news,
      kinds.map((kind) => `main.py ${kind}`),
    );
  });

  it('reports at the end how long each part of the run took', async () => {
    let parts: readonly string[] = [];
    service.onNews((one) => {
      if (one.kind === 'finished')
        parts = [...(one.times ?? [])].map(([part, took]) => (took >= 0 ? part : 'negative'));
    });
    const whole = await started();
    for (const phase of ['sandbox', 'tests'] as const) whole.mine.request.watch?.phase?.(phase);
    whole.mine.request.watch?.verdict?.(GREEN.verdict, GREEN.report);
    whole.mine.request.watch?.phase?.('earlier');
    whole.mine.end(GREEN);
    await whole.result;
    assert.deepEqual(parts, ['save', 'snapshot', 'claim', 'run', 'after']);
    const broken = await started();
    broken.mine.request.watch?.phase?.('sandbox');
    broken.mine.end(CANCELLED);
    await broken.result;
    assert.deepEqual(parts, ['save', 'snapshot', 'after']);
  });

  it('cancels the earlier run in the same folder and reports nothing more about it', async () => {
    const first = await started(targetOf({ file: '/home/mia/redis/first.py' }));
    const second = await started();
    assert.equal(first.mine.request.signal?.aborted, true);
    assert.equal((await first.result).verdict.outcome, 'cancelled');
    second.mine.end(GREEN);
    await second.result;
    assert.deepEqual(news, ['first.py started', 'main.py started', 'main.py finished']);
  });

  it('tells its own observer first, and that it was replaced when a newer run has taken over', async () => {
    const heard: string[] = [];
    service.onNews(({ kind }) => void heard.push(`everybody ${kind}`));
    const own = (name: string) => (one: { readonly kind: string }) => void heard.push(`${name} ${one.kind}`);
    const { signal } = new AbortController();
    const first = service.run(targetOf(), own('first'), signal);
    await until(() => under.length === 1);
    const second = service.run(targetOf(), own('second'), signal);
    await until(() => under.length === 2);
    await first;
    under[1]?.end(GREEN);
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
    service = new RunService(window.api, async () => ({
      run: () =>
        new Promise<StepResult>((_resolve, reject) => {
          fail = reject;
        }),
    }));
    service.onNews(({ kind }) => void heard.push(`everybody ${kind}`));
    const first = service.run(targetOf(), ({ kind }) => void heard.push(`first ${kind}`), signal);
    await sleep(20);
    const failFirst = fail;
    const second = service.run(targetOf(), () => {}, signal);
    await sleep(20);
    failFirst(new Error('a defect'));
    await assert.rejects(first, /a defect/);
    assert.deepEqual(heard, ['first started', 'everybody started', 'everybody started', 'first crashed']);
    fail(new Error('another'));
    await assert.rejects(second, /another/);
  });

  it('leaves runs of other folders alone', async () => {
    const first = await started(targetOf({ root: '/home/mia/other' }));
    const second = await started();
    assert.equal(first.mine.request.signal?.aborted, false);
    for (const { mine } of [first, second]) mine.end(GREEN);
    await Promise.all([first.result, second.result]);
  });

  it('keeps a build going: the old run leaves it only when the new one waits for it too', async () => {
    const first = await started();
    first.mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    const second = await started();
    const third = await started();
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
    const first = await started();
    first.mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    const second = await started();
    second.mine.request.watch?.phase?.('sandbox');
    assert.equal(first.mine.request.signal?.aborted, true);
    second.mine.end(GREEN);
    await second.result;
  });

  it('cancels all waiting runs, by folder or by caller', async () => {
    const first = await started();
    first.mine.request.watch?.building?.({ step: 1, steps: 2, line: 'FROM' });
    const second = await started();
    service.cancel('/home/mia/redis');
    assert.equal((await first.result).verdict.outcome, 'cancelled');
    assert.equal((await second.result).verdict.outcome, 'cancelled');
    const asker = new AbortController();
    const third = await started(targetOf(), asker.signal);
    asker.abort();
    assert.equal((await third.result).verdict.outcome, 'cancelled');
  });

  it('cancels everything when it is disposed', async () => {
    const { mine, result } = await started();
    service.dispose();
    assert.equal(mine.request.signal?.aborted, true);
    await result;
  });

  it('reports a defect of ours, so that nothing spins for ever', async () => {
    fails = new Error('no bundle');
    await assert.rejects(resultOfRun(targetOf()), /no bundle/);
    assert.deepEqual(news, ['main.py started', 'main.py crashed']);
  });
});
