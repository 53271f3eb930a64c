import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { isClear } from '../../src/authoring/judge';
import type { ReportTest } from '../../src/contract/report';
import { nothingIsLeft } from '../support/containers';
import { resultOf } from '../support/small-course';

const SUITE = `from codealong import solution

def test_double():
    """Doubles a number"""
    assert solution.call("main:double", 4) == 8
`;

async function told(program: string, suite = SUITE): Promise<{ readonly outcome: string; readonly test: ReportTest }> {
  const { verdict, report } = await resultOf({ suite: { 'test_double.py': suite }, program });
  const [test] = report.tests;
  ok(test !== undefined);
  return { outcome: verdict.outcome, test };
}

describe('What a learner has not written yet', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('is named, with the place where it belongs, and is no crash', async () => {
    for (const program of ['# Write your function here\n', 'def duble(n):\n    return n * 2\n']) {
      const { outcome, test } = await told(program);
      equal(outcome, 'failed');
      deepEqual([test.outcome, test.message], ['failed', 'Nothing called `double` is defined in `main`.']);
      match(test.advice ?? '', /^Define it there, under exactly this name/);
      ok(isClear(test));
    }
  });

  it('may be a whole module', async () => {
    const { outcome, test } = await told('x = 1\n', SUITE.replace('main:', 'doubling:'));
    deepEqual([outcome, test.message], ['failed', 'There is no `doubling` in your folder.']);
    match(test.advice ?? '', /`doubling\.py`/);
  });

  it('is told apart from an exception of their own lines, which has a place', async () => {
    const { outcome, test } = await told('import math\n\ndef double(n):\n    return math.doubled(n)\n');
    equal(outcome, 'learner-error');
    match(test.message ?? '', /AttributeError on line 4 of main\.py: module 'math' has no attribute 'doubled'/);
    const imported = await told('import doubling\n');
    match(imported.test.message ?? '', /ModuleNotFoundError on line 1 of main\.py/);
  });

  it('may be a parameter: the advice says how many are missing', async () => {
    const { outcome, test } = await told('def double():\n    return 8\n');
    equal(outcome, 'learner-error');
    match(test.message ?? '', /TypeError: double\(\) takes 0 positional arguments but 1 was given/);
    ok(isClear(test), test.advice ?? 'without advice');
  });
});
