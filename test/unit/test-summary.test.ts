import { deepEqual, equal } from 'node:assert/strict';
import { countsIn, inTurn, lastLines, type PartResult, summaryLines } from '../../scripts/test-summary.mjs';

const GOOD: PartResult = { name: 'lint', passed: 1, failed: 0, skipped: 0, seconds: 2.04, note: '' };
const LEFT_OUT: PartResult = { ...GOOD, name: 'Podman', passed: 0, skipped: 1, note: 'left out: no Podman' };
const BAD: PartResult = {
  ...GOOD,
  name: 'courses, python-3.11',
  passed: 7,
  failed: 4,
  failures: ['one\nwas wrong', 'two', 'three', 'four'],
};
const CRASHED: PartResult = { ...GOOD, name: 'attacks', passed: 0, failed: 1, note: 'attacks ended with code 7' };

describe('The summary of parts', () => {
  it('has a line for each, with its count, its time and what is to be known of it', () => {
    deepEqual(summaryLines([GOOD, LEFT_OUT, BAD]), [
      '',
      '=== summary',
      'ok     lint                  1 of 1              2.0 s',
      'ok     Podman                0 of 0, 1 left out  2.0 s   left out: no Podman',
      'FAILED courses, python-3.11  7 of 11             2.0 s',
    ]);
  });

  it('ends with the first failures of each part, what passed only when run again, and the sum', () => {
    deepEqual(lastLines([{ ...GOOD, unsteady: ['it is busy'] }, BAD]).filter(Boolean), [
      'UNSTEADY in lint, passed alone: it is busy',
      'FAILED in courses, python-3.11: one\nwas wrong',
      'FAILED in courses, python-3.11: two',
      'FAILED in courses, python-3.11: three',
      '… and 1 more in courses, python-3.11',
      '8 passed, 4 failed',
    ]);
    equal(lastLines([GOOD]).at(-1), '1 passed, 0 failed');
  });

  it('adds up, and keeps why a part failed that told no failure', () => {
    const { failures, ...sums } = countsIn([GOOD, LEFT_OUT, BAD, CRASHED]);
    deepEqual(sums, { passed: 8, failed: 5, skipped: 1 });
    deepEqual(failures.slice(3), ['courses, python-3.11: four', 'attacks: attacks ended with code 7']);
  });
});

describe('Parts', () => {
  it('run one after the other, each with a time of its own', async () => {
    const began: string[] = [];
    const { name: _, seconds: __, ...counts } = GOOD;
    const results = await inTurn([{ name: 'one' }, { name: 'two' }], async ({ name }) => {
      const turn = began.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      began.push(`${name} ends`);
      return { ...counts, passed: turn };
    });
    deepEqual(began, ['one begins', 'one ends', 'two begins', 'two ends']);
    deepEqual(
      results.map(({ name, passed, seconds }) => [name, passed, seconds > 0]),
      [
        ['one', 1, true],
        ['two', 3, true],
      ],
    );
  });
});
