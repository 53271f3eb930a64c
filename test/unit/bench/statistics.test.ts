import assert from 'node:assert/strict';
import { medianOf, summarize } from '../../bench/statistics';

const HUNDRED = Array.from({ length: 101 }, (_, index) => index);

describe('The statistics of the bench', () => {
  it('take the middle value as the median of an odd number, in any order', () => {
    assert.equal(medianOf([9, 1, 5]), 5);
  });

  it('put the median of an even number between the two middle values', () => {
    assert.equal(medianOf([4, 1, 2, 100]), 3);
  });

  it('put p95 and p99 far out, but below the largest', () => {
    const { p95, p99, min, max, count } = summarize(HUNDRED) ?? assert.fail();
    assert.deepEqual({ p95, p99, min, max, count }, { p95: 95, p99: 99, min: 0, max: 100, count: 101 });
  });

  it('put p95 of few measurements between the two largest', () => {
    assert.ok(Math.abs((summarize([10, 20, 30])?.p95 ?? 0) - 29) < 1e-9);
  });

  it('give a single measurement as its own median and p99', () => {
    assert.deepEqual(summarize([7]), { count: 1, median: 7, p95: 7, p99: 7, min: 7, max: 7 });
  });

  it('have no median of an empty row', () => assert.equal(summarize([]), null));

  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY])
    it(`are null if one measurement is ${odd}`, () => {
      assert.equal(summarize([1, odd, 3]), null);
    });

  it('leave the measurements in their order', () => {
    const values = [3, 1, 2];
    summarize(values);
    assert.deepEqual(values, [3, 1, 2]);
  });
});
