import assert from 'node:assert/strict';
import { medianOf, summarize } from '../../bench/statistics';

const HUNDRED = Array.from({ length: 101 }, (_, index) => index);

describe('What the bench says of a row of measurements', () => {
  it('the median of an odd number is the middle one, in whatever order they came', () => {
    assert.equal(medianOf([9, 1, 5]), 5);
  });

  it('the median of an even number lies between the two in the middle', () => {
    assert.equal(medianOf([4, 1, 2, 100]), 3);
  });

  it('p95 and p99 are far out, and not the largest', () => {
    const { p95, p99, min, max, count } = summarize(HUNDRED) ?? assert.fail();
    assert.deepEqual({ p95, p99, min, max, count }, { p95: 95, p99: 99, min: 0, max: 100, count: 101 });
  });

  it('p95 of few measurements is between the two largest', () => {
    assert.ok(Math.abs((summarize([10, 20, 30])?.p95 ?? 0) - 29) < 1e-9);
  });

  it('one measurement is its own median and its own p99', () => {
    assert.deepEqual(summarize([7]), { count: 1, median: 7, p95: 7, p99: 7, min: 7, max: 7 });
  });

  it('of nothing there is no median', () => assert.equal(summarize([]), null));

  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY])
    it(`a measurement that is ${odd} spoils the row, rather than to vanish in it`, () => {
      assert.equal(summarize([1, odd, 3]), null);
    });

  it('the measurements stay in their order', () => {
    const values = [3, 1, 2];
    summarize(values);
    assert.deepEqual(values, [3, 1, 2]);
  });
});
