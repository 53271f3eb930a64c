import assert from 'node:assert/strict';
import { growthOf, type Holdings } from '../../bench/growth';

const STEADY: Holdings = { containers: 0, memory_mb: 40, descriptors: 30, listeners: 5 };

/** Twenty looks, each made from its number. */
function grown(look: (index: number) => Partial<Holdings>): readonly string[] {
  const looks = Array.from({ length: 20 }, (_, index) => ({ ...STEADY, ...look(index) }));
  return growthOf(looks).flatMap(({ what, met }) => (met ? [] : [what]));
}

describe('The growth of a long row of runs', () => {
  it('is none when everything stays as it was', () =>
    assert.deepEqual(
      grown(() => ({})),
      [],
    ));

  it('is seen in each of the things that are watched', () => {
    assert.deepEqual(
      grown((index) => ({ containers: index })),
      ['containers'],
    );
    assert.deepEqual(
      grown((index) => ({ memory_mb: 40 + index })),
      ['memory_mb'],
    );
    assert.deepEqual(
      grown((index) => ({ descriptors: 30 + index })),
      ['descriptors'],
    );
    assert.deepEqual(
      grown((index) => ({ listeners: 5 + index })),
      ['listeners'],
    );
  });

  it('is none when caches fill at the beginning', () => {
    assert.deepEqual(
      grown((index) => ({ memory_mb: index < 5 ? 20 : 40, descriptors: index < 5 ? 20 : 30 })),
      [],
    );
  });

  it('is none when a single measurement is an outlier', () => {
    assert.deepEqual(
      grown((index) => ({ memory_mb: index === 18 ? 90 : 40 })),
      [],
    );
  });

  it('is assumed where a measurement is missing', () => {
    assert.deepEqual(
      grown(() => ({ descriptors: null })),
      ['descriptors'],
    );
    assert.deepEqual(
      grown((index) => ({ memory_mb: index === 7 ? Number.NaN : 40 })),
      ['memory_mb'],
    );
    assert.deepEqual(
      growthOf([]).filter(({ met }) => met),
      [],
    );
    assert.deepEqual(
      growthOf([STEADY, STEADY]).filter(({ met }) => met),
      [],
    );
  });
});
