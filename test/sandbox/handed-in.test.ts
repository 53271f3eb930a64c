import { deepEqual, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { reportOf } from '../support/small-course';

const PROGRAM = `
class Empty(ValueError):
    pass

def longest(words, key):
    words.sort(key=key)
    words.append(key)

def first(words):
    if not words:
        raise Empty("nothing there")
    raise ValueError("no")

def chosen(number):
    return [abs, len][number]
`;

function run(suite: string) {
  return reportOf({ suite: { 'test_it.py': `from codealong import solution\n\n\n${suite}` }, program: PROGRAM });
}

describe("Python's own names, on both sides of a call", function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('are the same function there, and come back as themselves', async () => {
    const report = await run(`def test_it():
    words = ["bbb", "a", "cc"]
    solution.call("main:longest", words, len)
    assert words == ["a", "cc", "bbb", len]
`);
    deepEqual([report.outcome, report.tests[0]?.message], ['passed', null]);
  });

  it('do not come back unless they were handed in', async () => {
    const report = await run('def test_it():\n    solution.call("main:chosen", 1)\n');
    equal(report.outcome, 'failed');
    match(report.tests[0]?.message ?? '', /`chosen` returned a value of type `builtin_function_or_method`/);
  });

  it('name the class of an exception, if it is exactly that class', async () => {
    const report = await run(`import pytest

def test_it():
    with pytest.raises(ValueError) as plain:
        solution.call("main:first", [1])
    assert type(plain.value) == ValueError
    assert type(plain.value).__name__ == "ValueError"
    with pytest.raises(ValueError) as own:
        solution.call("main:first", [])
    assert type(own.value) != ValueError

def test_other():
    with pytest.raises(ValueError) as plain:
        solution.call("main:first", [1])
    assert type(plain.value) == KeyError
`);
    deepEqual(
      report.tests.map(({ outcome, actual }) => [outcome, actual]),
      [
        ['passed', null],
        ['failed', "<class 'ValueError'>"],
      ],
    );
  });
});
