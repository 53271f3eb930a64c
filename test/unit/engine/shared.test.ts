import { deepEqual, equal, rejects } from 'node:assert/strict';
import { SharedWork } from '../../../src/engine/image/shared-work';

interface Begun {
  say(progress: string): void;
  finish(result: number): void;
  readonly signal: AbortSignal;
}

/** Work that the test steers; counts how often it was begun. */
function steered() {
  const begun: Begun[] = [];
  const work = new SharedWork<string, number>(
    (say, signal) => new Promise((finish) => begun.push({ say, finish, signal })),
  );
  return { work, begun };
}

const quiet = () => undefined;

describe('Work that is shared', () => {
  it('runs once, tells everyone its progress and gives everyone its result', async () => {
    const { work, begun } = steered();
    const heard: string[] = [];
    const both = Promise.all([
      work.join('build', (it) => heard.push(`a${it}`)),
      work.join('build', (it) => heard.push(`b${it}`)),
    ]);
    equal(begun.length, 1);
    begun[0]?.say('1');
    begun[0]?.finish(42);
    deepEqual(await both, [42, 42]);
    deepEqual(heard, ['a1', 'b1']);
  });

  it('tells a latecomer its progress at once, or nothing if there is none yet', async () => {
    const { work, begun } = steered();
    const heard: string[] = [];
    const first = work.join('build', (it) => heard.push(`a${it}`));
    const second = work.join('build', (it) => heard.push(`b${it}`));
    equal(heard.length, 0);
    begun[0]?.say('1');
    const third = work.join('build', (it) => heard.push(`c${it}`));
    deepEqual(heard, ['a1', 'b1', 'c1']);
    begun[0]?.finish(42);
    deepEqual(await Promise.all([first, second, third]), [42, 42, 42]);
  });

  it('goes on for the others when one leaves, and is cancelled when the last one does', async () => {
    const { work, begun } = steered();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = work.join('build', quiet, first.signal);
    const two = work.join('build', quiet, second.signal);
    first.abort();
    await rejects(one, { code: 'cancelled', args: { call: 'build' } });
    equal(begun[0]?.signal.aborted, false);
    equal(work.abandoned, false);
    second.abort();
    await rejects(two, { code: 'cancelled' });
    equal(begun[0]?.signal.aborted, true);
    equal(work.abandoned, true);
  });
});
