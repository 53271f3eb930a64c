import assert from 'node:assert/strict';
import { gate, gatesOf } from '../../bench/gates';
import type { Measured } from '../../bench/measured';
import { summarize } from '../../bench/statistics';
import { about, GOOD, step } from './measurements';

/** Names of the gates that are not met. */
function missed(changes: Partial<Measured>): readonly string[] {
  return gatesOf({ ...GOOD, ...changes }).flatMap(({ name, met }) => (met ? [] : [name]));
}

function withSteps(redis: Parameters<typeof step>[2], kata: Parameters<typeof step>[2]): Partial<Measured> {
  return { steps: [step('redis/bind', 'redis', redis), step('kata/leap', 'kata', kata)] };
}

const REDIS = { 'docker-run': 700, cold: 600, warm: 60, bare: 200 };
const KATA = { 'docker-run': 700, cold: 600, warm: 50, bare: 200 };
const NO_WARM = { 'docker-run': 700, cold: 600, bare: 200 };

describe('The gates of the bench', () => {
  it('are all met by a bench in which everything is good', () => assert.deepEqual(missed({}), []));

  it('are eleven, whatever was measured', () => {
    const nothing = {
      ...GOOD,
      steps: [],
      runtimes: [],
      idle: null,
      gone: null,
      everyMs: null,
      hitRate: null,
      painting: null,
      debugging: null,
    };
    const gates = gatesOf(nothing);
    assert.equal(gates.length, 11);
    assert.ok(gates.every(({ met, value }) => !met && value === null));
  });

  it('count a leg that is missing as not met, and no other gate with it', () => {
    assert.deepEqual(missed(withSteps(NO_WARM, NO_WARM)), [
      'warm / docker run, Redis step 1',
      'warm / bare pytest, kata',
      'warm p95 / its median, worst step',
    ]);
  });

  it('miss a leg of the worst step, even if another step has it', () => {
    assert.deepEqual(missed(withSteps(REDIS, NO_WARM)), [
      'warm / bare pytest, kata',
      'warm p95 / its median, worst step',
    ]);
  });

  it('hold at their limit and not beyond', () => {
    assert.deepEqual(missed(withSteps({ ...REDIS, warm: 70 }, { ...KATA, warm: 80 })), []);
    assert.deepEqual(missed(withSteps({ ...REDIS, warm: 71 }, KATA)), ['warm / docker run, Redis step 1']);
    assert.deepEqual(missed(withSteps(REDIS, { ...KATA, warm: 81 })), ['warm / bare pytest, kata']);
  });

  it('use the worst step where a limit concerns all steps', () => {
    assert.deepEqual(missed(withSteps(REDIS, { ...KATA, cold: 701 })), ['cold / docker run, worst step']);
    const [redis, kata] = GOOD.steps;
    if (redis === undefined || kata === undefined) assert.fail();
    const shaky = { ...kata, legs: { ...kata.legs, warm: summarize([50, 50, 50, 108]) } };
    assert.deepEqual(missed({ steps: [redis, shaky] }), []);
    const worse = { ...kata, legs: { ...kata.legs, warm: summarize([50, 50, 50, 120]) } };
    assert.deepEqual(missed({ steps: [redis, worse] }), ['warm p95 / its median, worst step']);
  });

  it('look at the newest runtime, whichever the others were measured in', () => {
    const [newest, oldest] = GOOD.runtimes;
    if (newest === undefined || oldest === undefined) assert.fail();
    assert.deepEqual(missed({ runtimes: [newest, { ...oldest, warm: about(71) }] }), []);
    assert.deepEqual(missed({ runtimes: [{ ...newest, warm: about(71) }, oldest] }), [
      'warm in the newest runtime / docker run, Redis step 1',
    ]);
  });

  it('use the memory of a sandbox that waits', () => {
    const [newest, oldest] = GOOD.runtimes;
    if (newest === undefined || oldest === undefined) assert.fail();
    const idle = (newer: number, old: number) =>
      missed({
        runtimes: [
          { ...newest, idle: about(newer) },
          { ...oldest, idle: about(old) },
        ],
      });
    assert.deepEqual(idle(49, 39), []);
    assert.deepEqual(idle(51, 39), ['idle memory in the newest runtime, MB']);
    assert.deepEqual(idle(49, 41), ['idle memory in the oldest runtime, MB']);
  });

  it('require a hit rate of at least the limit', () => {
    assert.deepEqual(missed({ hitRate: 0.95 }), []);
    assert.deepEqual(missed({ hitRate: 0.94 }), ['hit rate, at least']);
  });

  it('look at the slowest removals, and not at the typical one', () => {
    assert.deepEqual(missed({ gone: summarize([90, 90, 90, 3000]) }), ['verdict to container gone, p99, ms']);
  });

  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    it(`are not met by ${odd}, and show it as not measured`, () => {
      assert.deepEqual(gate('one', 1, odd, false), { name: 'one', limit: 1, value: null, met: false });
      assert.deepEqual(gate('one', 1, odd, true), { name: 'one', limit: 1, value: null, met: false });
    });

  it('are not met by a ratio to zero', () => {
    assert.deepEqual(missed(withSteps({ ...REDIS, 'docker-run': 0 }, KATA)), [
      'warm / docker run, Redis step 1',
      'warm in the newest runtime / docker run, Redis step 1',
      'cold / docker run, worst step',
      "painted verdict, less the sandbox's own time / docker run",
    ]);
  });

  it('hold the start of debugging to a second and a half', () => {
    assert.deepEqual(missed({ debugging: about(1501) }), ['debugging, until the first stop, ms']);
  });

  it('compare the painting with `docker run` in the same bench', () => {
    const painting = about(119);
    assert.deepEqual(missed({ painting }), []);
    assert.deepEqual(missed({ painting, ...withSteps({ ...REDIS, 'docker-run': 690 }, KATA) }), [
      "painted verdict, less the sandbox's own time / docker run",
    ]);
  });
});
