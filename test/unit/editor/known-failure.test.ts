import { deepEqual, equal } from 'node:assert/strict';
import { failureIn, type LastRun } from '../../../src/editor/status/last-run';

const PLACE = { file: 'main.py', line: 3 };
const TWO = 'test_it.py::test_two';

/** A run of two tests, of which the second has failed. */
function run(edited: boolean): LastRun {
  const tests = [
    { id: 'test_it.py::test_one', outcome: 'passed' },
    { id: TWO, outcome: 'failed' },
  ];
  const report = { tests: tests.map(({ id }) => ({ id: `redis/ping/${id}`, location: PLACE })) };
  return { edited, verdict: { tests }, result: { report } } as unknown as LastRun;
}

describe('The failure that is debugged', () => {
  it('is the first one of the last run, or that of the test that was asked for', () => {
    deepEqual(failureIn(run(false), null), { test: TWO, place: PLACE });
    deepEqual(failureIn(run(false), TWO), { test: TWO, place: PLACE });
    equal(failureIn(run(false), 'test_it.py::test_one'), null);
    equal(failureIn(null, null), null);
  });

  it('names no line of a program that was edited since', () => {
    deepEqual(failureIn(run(true), null), { test: TWO, place: null });
  });
});
