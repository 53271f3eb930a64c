import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../../src/editor/base/target';
import { deferred } from '../../../src/sandbox/promises';
import { until } from '../../support/waiting';
import { collected } from '../results/make';
import { CoreByHand, GREEN, type Under } from './core-by-hand';
import { targetOf } from './make';

describe('A program that is the only unsaved file', () => {
  let core: CoreByHand;
  let root: string;
  let target: Target;
  let save: () => Promise<boolean>;

  /** Its document, unsaved; `save` is what saving it does. */
  const document = (text: string) => {
    const opened = core.window.open(target.file, text.split('\n'));
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
    core = new CoreByHand();
    root = await mkdtemp(path.join(os.tmpdir(), 'codealong-'));
    target = targetOf({ root, file: path.join(root, 'main.py') });
    await writeFile(target.file, 'old');
  });
  afterEach(async () => {
    core.service.dispose();
    await rm(root, { recursive: true });
  });

  it('runs while it is saved: the end of the run waits for the saving, the verdict does not', async () => {
    const saved = deferred<void>();
    save = async () => {
      await saved.promise;
      return write('new');
    };
    document('new');
    const { mine, result } = await core.started(target);
    assert.equal(sourceOf(mine), 'new');
    mine.request.watch?.event?.(collected('a'), null);
    mine.request.watch?.verdict?.(GREEN.verdict, GREEN.report);
    mine.end(GREEN);
    await sleep(20);
    const kinds = ['started', 'event', 'verdict'];
    assert.deepEqual(
      core.news,
      kinds.map((kind) => `main.py ${kind}`),
    );
    saved.resolve();
    assert.equal(await result, GREEN);
    assert.equal(core.news.at(-1), 'main.py finished');
    assert.equal(await mine.request.saved, true);
  });

  it('is run again from the disk when saving has changed it', async () => {
    save = () => write('formatted');
    document('new');
    const { mine, result } = await core.started(target);
    assert.equal(sourceOf(mine), 'new');
    assert.equal(await mine.request.saved, false);
    await until(() => core.under.length === 2);
    assert.equal(mine.request.signal?.aborted, true);
    const [, second] = core.under;
    assert.equal(second?.request.source, null);
    second?.end(GREEN);
    assert.equal(await result, GREEN);
    assert.deepEqual(core.news, ['main.py started', 'main.py started', 'main.py finished']);
    document('newer');
    const next = await core.started(target);
    assert.equal(next.mine.request.source, null);
    next.mine.end(GREEN);
    await next.result;
  });

  it('gets no verdict when it cannot be saved, whatever the run’s result', async () => {
    core.service = core.serve(100);
    save = async () => false;
    document('new');
    const { mine, result } = await core.started(target);
    mine.end(GREEN);
    const { verdict, report } = await result;
    assert.deepEqual([verdict.outcome, verdict.tests], ['sandbox-error', []]);
    assert.match(report.message ?? '', /"main\.py" could not be saved/);
  });

  it('waits until other files, which it may import, and a new file are saved', async () => {
    save = () => write('new');
    document('new');
    core.window.open(path.join(root, 'resp.py')).isDirty = true;
    const { mine, result } = await core.started(target);
    assert.equal(mine.request.source, null);
    mine.end(GREEN);
    await result;
    await rm(target.file);
    save = () => sleep(20).then(() => write('newer'));
    document('newer');
    const other = await core.started(target);
    assert.equal(other.mine.request.source, null);
    other.mine.end(GREEN);
    await other.result;
  });

  it('can be cancelled as usual while it is saved', async () => {
    save = () => new Promise(() => undefined);
    document('new');
    const { result } = await core.started(target);
    core.service.cancel(root);
    assert.equal((await result).verdict.outcome, 'cancelled');
  });
});
