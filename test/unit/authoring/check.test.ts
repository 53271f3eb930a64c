import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { bad, good } from '../../../src/authoring/finding';
import { inOrder } from '../../../src/authoring/lanes';
import { underLoad } from '../../../src/authoring/load';
import { repeated } from '../../../src/authoring/repeats';
import { tableOf } from '../../../src/authoring/table';
import { bar } from '../../../src/cli/bar';
import { tableLines } from '../../../src/cli/check-table';
import { findingLines } from '../../../src/cli/finding-lines';
import { PLAIN } from '../../../src/results/report/render';
import { argsIn, loosely } from '../../support/messages';
import { problem } from '../results/make';
import { PASSED, resultOf, STEP, trialOf } from './make';

describe('Works in lanes', () => {
  it('go on so many at once, and are shown in their order', async () => {
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

  it('end with the first failure, after those that go on have ended', async () => {
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

describe('A busy machine', () => {
  /** CPU seconds that this process uses in a second. */
  const busy = async () => {
    const before = process.cpuUsage();
    await sleep(400);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 400_000;
  };

  it('is busy as long as the work takes, and not after it has failed', async () => {
    await assert.rejects(
      underLoad(async () => {
        assert.ok((await busy()) > 0.4);
        throw new Error('no');
      }, 1),
      /^Error: no$/,
    );
    assert.ok((await busy()) < 0.3);
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

  it('is judged at once where the engine has gone, as no other run would come', async () => {
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

describe('What a person sees of a check', () => {
  const step = (id: string, number: number) => ({ ...STEP, id, number });
  const message = loosely('check-passes', { step: 'ping', number: 2, program: 'solution' });
  const findings = [
    good('texts', 'bind', message),
    good('before', 'bind', message),
    bad('solution', 'bind', message),
    good('texts', 'many-pings', message),
    bad('texts', 'many-pings', message),
    good('wrong', 'many-pings', message),
    bad('wrong', 'many-pings', message),
    bad('repeats', 'many-pings', message, { count: { passed: 19, of: 20 } }),
    good('format', null, message),
  ];

  it('is a table, a line a step', () => {
    const lines = tableLines(tableOf([step('bind', 1), step('many-pings', 3)], findings), PLAIN);
    assert.deepEqual(lines, [
      'step          texts  starter/previous  solution  wrong    repeats  reference',
      '1 bind        ✓      ✓                 ✗         -        -        -',
      '3 many-pings  ✗      -                 -         ✗ 1/2    ✗ 19/20  -',
    ]);
    assert.deepEqual(tableLines([], PLAIN), []);
  });

  it('is a bar that fills', () => {
    assert.equal(bar(0, 4, 8), '░░░░░░░░ 0/4');
    assert.equal(bar(3, 4, 8), '██████░░ 3/4');
    assert.equal(bar(4, 4, 8), '████████ 4/4');
    assert.equal(bar(0, 0, 8), '████████ 0/0');
  });

  it('is of what is wrong where it stands, what to do, and what the run said', () => {
    const finding = bad(
      'texts',
      'ping',
      { code: 'hint-empty', args: { title: 'One' } },
      { file: 'a/hints.md', line: 3, detail: 'x\n\ny' },
    );
    assert.deepEqual(findingLines(finding, PLAIN), [
      '✗ a/hints.md:3: The hint "One" is empty.',
      '    Write the text below its heading, or remove the heading.',
      '    x',
      '',
      '    y',
    ]);
  });
});
