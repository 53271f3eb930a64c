import { deepEqual, equal } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Delayer } from '../../../src/editor/base/delayer';

describe('Delayed work', () => {
  let done: number;
  const laterBy = (ms: number) => new Delayer(() => (done += 1), ms);

  beforeEach(() => {
    done = 0;
  });

  it('is done once, however often it was requested', async () => {
    const later = laterBy(20);
    for (let wishes = 0; wishes < 3; wishes++) later.soon();
    equal(done, 0);
    await sleep(60);
    equal(done, 1);
  });

  it('is done now on request, and not again', async () => {
    const later = laterBy(20);
    later.soon();
    later.now();
    equal(done, 1);
    await sleep(60);
    equal(done, 1);
  });

  it('is not done after disposal, until it is requested again', async () => {
    const later = laterBy(20);
    later.soon();
    later.dispose();
    await sleep(60);
    const before = done;
    later.soon();
    await sleep(60);
    deepEqual([before, done], [0, 1]);
  });

  it('is done at once when the delay is zero', () => {
    laterBy(0).soon();
    equal(done, 1);
  });
});
