import { equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../../src/contract/codes';
import type { Engine } from '../../../src/engine/client/engine';
import { OrphanRemoval } from '../../../src/run/orphan-removal';
import type { Sweep } from '../../../src/sandbox/reaper';
import { until } from '../../support/waiting';

const PACE = { afterRun: 20, every: 400, again: 40 };
const NOTHING: Sweep = { removed: [], again: false };

describe('Housekeeping', () => {
  let busy: boolean;
  let engine: Engine | null;
  let looks: number;
  let sweep: (signal?: AbortSignal) => Promise<Sweep>;
  let keeper: OrphanRemoval;

  beforeEach(() => {
    busy = false;
    engine = {} as Engine;
    looks = 0;
    sweep = async () => NOTHING;
    const sweeper = {
      sweep: (signal?: AbortSignal) => {
        looks += 1;
        return sweep(signal);
      },
    };
    keeper = new OrphanRemoval({ engine: () => engine, busy: () => busy, sweeperOf: () => sweeper }, PACE);
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
    sweep = async () => ({ removed: [], again: looks < 3 });
    keeper.begin();
    await until(() => looks === 3);
    await sleep(100);
    equal(looks, 3);
  });

  it('goes on when the engine cannot be asked, and asks nothing if none is known', async () => {
    sweep = () => Promise.reject(new CodedError('engine-lost', { call: 'list', reason: 'cut-off' }));
    await keeper.now(1000);
    equal(looks, 1);
    engine = null;
    await keeper.now(1000);
    equal(looks, 1);
  });

  it('is awaited no longer than requested, and takes one look at a time', async () => {
    let stopped = false;
    sweep = (signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          stopped = true;
          setTimeout(() => resolve(NOTHING), 200);
        });
      });
    const began = performance.now();
    await Promise.all([keeper.now(50), keeper.now(60)]);
    ok(performance.now() - began < 150);
    equal(stopped, true, 'it was told to stop');
    equal(looks, 1);
  });

  it('ends when it is disposed', async () => {
    let aborted = false;
    sweep = (signal) => {
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
