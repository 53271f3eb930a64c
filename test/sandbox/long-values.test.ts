import { equal, match, notEqual } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { reportOf } from '../support/small-course';

const PROGRAM = 'def text(n):\n    return "ab" * n\n\n\ndef numbers(n):\n    return list(range(n)) + [7]\n';
const SUITE = `import unittest
from codealong import fail, solution


def test_plain():
    assert solution.call("main:text", 2000) == "ab" * 1900 + "!"


def test_worded():
    assert solution.call("main:text", 2000) == "ab" * 1900, "The text is too long."


def test_list():
    assert solution.call("main:numbers", 90) == list(range(90)) + [8]


def test_fail():
    fail("The answer is wrong.", expected=b"ab" * 1900, actual=solution.call("main:text", 2000).encode())


class TestIt(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(solution.call("main:numbers", 90), list(range(90)))
`;

describe('Two long values that begin alike', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('are shown around the first difference, with its place and both lengths', async () => {
    const { tests, outcome } = await reportOf({ program: PROGRAM, suite: { 'test_it.py': SUITE } });
    equal(outcome, 'failed');
    const places = [
      /character 3,?801 \(3,801 characters expected, 4,000 received\)/,
      /^The text is too long\.\nThe first difference is at character 3,?801 \(3,800 characters expected, 4,000 received\)/,
      /item 91 \(both have 91 items\)/,
      /^The answer is wrong\.\nThe first difference is at byte 3,?801/,
      /item 91 \(90 items expected, 91 received\)/,
    ];
    for (const [index, place] of places.entries()) {
      const test = tests[index];
      match(test?.message ?? '', place);
      notEqual(test?.expected, test?.actual);
      match(test?.expected ?? '', /^[[(]?…/);
    }
  });
});
