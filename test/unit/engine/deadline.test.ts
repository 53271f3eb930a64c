import { equal, rejects } from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { withDeadline } from '../../../src/engine/client/deadline';

const never = () => new Promise<never>(() => undefined);

/** Timers that would keep this process alive. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

describe('A deadline', () => {
  it('hands on what the work returns or throws, and leaves neither timer nor listener', async () => {
    const { signal } = new AbortController();
    await turn(); // mocha starts its own timer after the first turn
    const before = timers();
    equal(await withDeadline({ call: 'x', ms: 60_000, signal }, async () => 7), 7);
    await rejects(
      withDeadline({ call: 'x', ms: 60_000, signal }, () => Promise.reject(new RangeError('mine'))),
      RangeError,
    );
    equal(timers(), before);
    equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('ends work that ignores its signal, and says which call and how long', async () => {
    const { signal } = new AbortController();
    await rejects(withDeadline({ call: 'create', ms: 20, signal }, never), {
      code: 'engine-call-timeout',
      args: { call: 'create', seconds: 0.02 },
    });
    equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('ends as cancelled when the outer signal aborts, and tells the work', async () => {
    const outer = new AbortController();
    let told = false;
    const work = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        told = true;
      });
      return never();
    };
    await turn(); // mocha starts its own timer after the first turn
    const before = timers();
    const waiting = withDeadline({ call: 'wait', ms: 60_000, signal: outer.signal }, work);
    setImmediate(() => outer.abort());
    await rejects(waiting, { code: 'cancelled', args: { call: 'wait' } });
    equal(told, true);
    equal(timers(), before);
  });

  it('does not begin when it is cancelled already', async () => {
    let began = false;
    const work = async () => {
      began = true;
    };
    await rejects(withDeadline({ call: 'x', ms: 50, signal: AbortSignal.abort() }, work), { code: 'cancelled' });
    equal(began, false);
  });

  it('never aborts what the work has returned', async () => {
    const outer = new AbortController();
    const inner = await withDeadline({ call: 'x', ms: 10, signal: outer.signal }, async (signal) => signal);
    outer.abort();
    await new Promise((resolve) => setTimeout(resolve, 30));
    equal(inner.aborted, false);
  });
});
