import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { bad, good } from '../../../src/authoring/finding';
import { repeated } from '../../../src/authoring/repeats';
import { inOrder } from '../../../src/authoring/try-all';
import { argsIn, loosely } from '../../support/messages';
import { problem } from '../results/make';
import { PASSED, resultOf, trialOf } from './make';

describe('Work in lanes', () => {
  it('runs a fixed number of tasks at once, and shows them in their order', async () => {
    const shown: number[] = [];
    let [now, most] = [0, 0];
    const works = [30, 5, 20, 1, 1].map((ms, index) => async () => {
      most = Math.max(most, ++now);
      await sleep(ms);
      now -= 1;
      return index;
    });
    await inOrder(works, 2, (index) => shown.push(index));
    assert.deepEqual([shown, most], [[0, 1, 2, 3, 4], 2]);
  });

  it('ends with the first failure, after the running tasks have ended', async () => {
    const ended: string[] = [];
    const work =
      (name: string, ms: number, fails = false) =>
      async () => {
        await sleep(ms);
        if (fails) throw new Error(name);
        ended.push(name);
      };
    const works = [work('a', 1, true), work('b', 20), work('c', 1)];
    await assert.rejects(
      inOrder(works, 2, () => {}),
      /^Error: a$/,
    );
    assert.deepEqual(ended, ['b']);
  });
});

describe('A program that is run again', () => {
  it('is judged once, when the last run is through', async () => {
    const tasks = repeated(
      trialOf('solution'),
      3,
      (results) => good('repeats', 'ping', loosely('x', { of: results.length })),
      () => false,
    );
    const findings = [];
    for (const task of tasks) findings.push(await task.run(async () => PASSED));
    assert.deepEqual(
      findings.map((one) => one.map(({ message }) => argsIn(message.args).of)),
      [[], [], [3]],
    );
  });

  it('is run once more where the machine was too busy for it', async () => {
    const busy = { ...PASSED, verdict: { ...PASSED.verdict, outcome: 'timeout', reason: 'machine-busy' } } as const;
    const results = [busy, PASSED, busy, busy];
    const judged: (readonly string[])[] = [];
    const tasks = repeated(
      trialOf('solution'),
      2,
      (all) => {
        judged.push(all.map(({ verdict }) => verdict.outcome));
        return good('repeats', 'ping', loosely('x', {}));
      },
      () => false,
    );
    for (const task of tasks) await task.run(async () => results.shift() ?? PASSED);
    assert.deepEqual(judged, [['passed', 'timeout']]);
  });

  it('is judged at once when the engine is gone, since no other run would follow', async () => {
    const gone = resultOf([], { end: problem('engine-not-found') });
    const [task] = repeated(
      trialOf('solution'),
      3,
      (results) => bad('repeats', 'ping', loosely('x', { of: results.length })),
      () => false,
    );
    assert.equal((await task?.run(async () => gone))?.length, 1);
  });
});
