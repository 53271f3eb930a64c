import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Coalescer } from '../../../src/editor/base/coalescer';
import { settle, until } from '../../support/waiting';

const QUIET_MS = 20;

describe('Work that is requested often', () => {
  let begun: number;
  let ended: number;
  /** Ends the piece of work that is under way. */
  let end: (error?: Error) => void;
  let failed: unknown[];
  let work: Coalescer;

  beforeEach(() => {
    begun = 0;
    ended = 0;
    failed = [];
    const act = async () => {
      begun += 1;
      await new Promise<void>((resolve, reject) => {
        end = (error) => (error === undefined ? resolve() : reject(error));
      });
      ended += 1;
    };
    work = new Coalescer(act, (error) => failed.push(error), QUIET_MS);
  });
  afterEach(() => work.dispose());

  it('is done once for fifty requests, when none has come for a while', async () => {
    for (let wish = 0; wish < 50; wish++) work.soon();
    await settle();
    assert.equal(begun, 0);
    await until(() => begun === 1);
    end();
    await sleep(2 * QUIET_MS);
    assert.deepEqual([begun, ended], [1, 1]);
  });

  it('is done at some time although the requests never end', async () => {
    const wishes = setInterval(() => work.soon(), QUIET_MS / 4);
    await until(() => begun === 1).finally(() => clearInterval(wishes));
  });

  it('is done one after the other: one is under way, and one waits for all requests that came meanwhile', async () => {
    const first = work.now();
    const later = [work.now(), work.now()];
    work.soon();
    await sleep(2 * QUIET_MS);
    assert.equal(begun, 1);
    end();
    await first;
    await until(() => begun === 2);
    end();
    await Promise.all(later);
    await sleep(2 * QUIET_MS);
    assert.deepEqual([begun, ended], [2, 2]);
  });

  it('never runs twice at a time, even if it is requested at the moment when it ends', async () => {
    const first = work.now();
    const next = work.now();
    const asked = first.then(() => work.now());
    end();
    await first;
    await until(() => begun === 2);
    await settle();
    assert.equal(begun, 2);
    end();
    await Promise.all([next, asked]);
    assert.equal(begun, 2);
  });

  it('runs at once on request, together with everything requested until then', async () => {
    work.soon();
    const now = work.now();
    assert.equal(begun, 1);
    end();
    await now;
    await sleep(2 * QUIET_MS);
    assert.equal(begun, 1);
  });

  it('reports a failure to its callers, else to one place, and goes on', async () => {
    const defect = new Error('x');
    const asked = work.now();
    const next = work.now();
    end(defect);
    await assert.rejects(asked, defect);
    assert.deepEqual(failed, []);
    await until(() => begun === 2);
    end();
    await next;
    work.soon();
    await until(() => begun === 3);
    end(defect);
    await until(() => failed.length > 0);
    assert.deepEqual(failed, [defect]);
  });

  it('is not started any more once disposed, and leaves no caller waiting', async () => {
    const asked = [work.now(), work.now()];
    work.soon();
    work.dispose();
    end();
    await Promise.all(asked);
    await sleep(2 * QUIET_MS);
    assert.equal(begun, 1);
  });
});
