import { equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../../src/contract/codes';
import type { Engine } from '../../../src/engine/client/engine';
import { OrphanRemovalSchedule } from '../../../src/run/orphan-removal-schedule';
import type { RemovedOrphans } from '../../../src/sandbox/orphan-remover';
import { until } from '../../support/waiting';

const PACE = { afterRun: 20, every: 400, again: 40 };
const NOTHING: RemovedOrphans = { removed: [], again: false };

describe('The schedule for removing orphans', () => {
  let busy: boolean;
  let engine: Engine | null;
  let looks: number;
  let remove: (search?: AbortSignal, removal?: AbortSignal) => Promise<RemovedOrphans>;
  let keeper: OrphanRemovalSchedule;

  beforeEach(() => {
    busy = false;
    engine = {} as Engine;
    looks = 0;
    remove = async () => NOTHING;
    const remover = {
      removeOrphans: (search?: AbortSignal, removal?: AbortSignal) => {
        looks += 1;
        return remove(search, removal);
      },
    };
    keeper = new OrphanRemovalSchedule({ engine: () => engine, busy: () => busy, removerOf: () => remover }, PACE);
  });

  afterEach(() => keeper.dispose());

  it('looks some time after a run, once for several runs, and not again soon', async () => {
    for (let run = 0; run < 5; run++) keeper.ended();
    equal(looks, 0, 'not in the way of the verdict');
    await until(() => looks === 1);
    keeper.ended();
    await sleep(100);
    equal(looks, 1);
    await until(() => looks === 2);
  });

  it('waits while somebody waits for a verdict', async () => {
    busy = true;
    keeper.begin();
    await sleep(100);
    equal(looks, 0);
    busy = false;
    await until(() => looks === 1);
  });

  it('looks again soon when something was too young to remove', async () => {
    remove = async () => ({ removed: [], again: looks < 3 });
    keeper.begin();
    await until(() => looks === 3);
    await sleep(100);
    equal(looks, 3);
  });

  it('goes on when the engine cannot be asked, and asks nothing if none is known', async () => {
    remove = () => Promise.reject(new CodedError('engine-lost', { call: 'list', reason: 'cut-off' }));
    await keeper.now(1000);
    equal(looks, 1);
    engine = null;
    await keeper.now(1000);
    equal(looks, 1);
  });

  it('searches no longer than requested, and takes one look at a time', async () => {
    remove = (search) =>
      new Promise((_, reject) => {
        search?.addEventListener('abort', () => reject(new CodedError('cancelled', { call: 'list' })));
      });
    const began = performance.now();
    await Promise.all([keeper.now(50), keeper.now(60)]);
    ok(performance.now() - began < 150);
    equal(looks, 1);
  });

  it('waits until what it found is removed, which a slow engine does after the time of the search', async () => {
    let removed = false;
    remove = async (_, removal) => {
      await sleep(200, undefined, { signal: removal });
      removed = true;
      return NOTHING;
    };
    await keeper.now(20);
    equal(removed, true);
  });

  it('ends when it is disposed', async () => {
    let aborted = false;
    remove = (signal) => {
      signal?.addEventListener('abort', () => {
        aborted = true;
      });
      return Promise.resolve({ removed: [], again: true });
    };
    keeper.begin();
    await until(() => looks === 1);
    keeper.dispose();
    equal(aborted, true);
    keeper.ended();
    keeper.begin();
    await sleep(80);
    equal(looks, 1);
  });
});
