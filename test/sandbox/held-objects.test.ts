import { deepEqual, match } from 'node:assert/strict';
import { everyTestPasses, fixture } from '../support/bench';
import { nothingIsLeft } from '../support/containers';
import { reportOf, toldOf } from '../support/small-course';

const PROGRAM = { 'main.py': '', 'shelf.py': fixture('shelf.py'), 'exchange.py': fixture('exchange.py') };
/** Each test starts a process, and the machine may be busy. */
const LIMITS = { timeout_seconds: 50 };

everyTestPasses('When a suite holds objects of a program,', PROGRAM, fixture('shelf_suite.py'), LIMITS);
everyTestPasses('When a suite and a program exchange more than values,', PROGRAM, fixture('exchange_suite.py'), LIMITS);

describe('What a learner reads when an object, a text or a list is not the right one', function () {
  this.timeout(90_000);
  afterEach(nothingIsLeft);

  it('names the call, and what came', async () => {
    const test = (name: string, body: string, fixtures = '') => `def test_${name}(${fixtures}):\n    ${body}\n\n`;
    const report = await reportOf({
      program: fixture('shelf.py'),
      suite: {
        'test_it.py': [
          'import pytest\nfrom codealong import solution\n\n',
          test('compared', 'assert solution.new("main:Shelf", "a").twins()[0] == 1'),
          test('value', 'solution.call("main:LIMIT")'),
          test('wrong', 'assert len(solution.new("main:Shelf", "a")) == 2'),
          test('printed', 'solution.call("main:row", 3)\n    assert capsys.readouterr().out == "##\\n"', 'capsys'),
          test('changed', 'mine = [2, 1]\n    solution.call("main:remove_largest", mine)\n    assert mine == [2]'),
          test('unlike', 'with pytest.raises(ValueError, match="^no$"): solution.new("main:Shelf", 1, 2, 3).put(4)'),
          test('own', 'solution.call("main:same", object())'),
        ].join(''),
      },
    });
    deepEqual(
      report.tests.map(({ message, expected, actual }) => [message?.split('\n')[0], expected, actual]),
      [
        ['`shelf` is a value of type `Shelf`; the test needs a plain value.', null, null],
        ['`LIMIT` is a value of type `int`, not a function; the test calls it.', null, null],
        ['The result is not what the test expected.', '2', '1'],
        ['The result is not what the test expected.', "'##\\n'", "'###\\n'"],
        ['The result is not what the test expected.', '[2]', '[1]'],
        ['The exception does not have the message that the test expected.', "'^no$'", '"(\'no room for\', 4)"'],
        [report.tests[6]?.message?.split('\n')[0], null, null],
      ],
    );
    match(report.tests[6]?.message ?? '', /An object of class object cannot be handed/);
  });
});

describe('A suite of unittest that imported the learner’s names', function () {
  this.timeout(90_000);
  afterEach(nothingIsLeft);

  const SUITE = `import functools
import unittest

from codealong import solution

Till = functools.partial(solution.new, "main:Till")
change = functools.partial(solution.call, "main:change")


class TillTest(unittest.TestCase):
    def setUp(self):
        self.till = Till(10)

    def test_takes(self):
        self.till.take(5)
        self.assertEqual(self.till.sum, 15)
        self.assertIsNone(self.till.last())

    def test_refuses(self):
        with self.assertRaises(ValueError) as refused:
            self.till.take(-5)
        self.assertEqual(type(refused.exception), ValueError)
        self.assertEqual(refused.exception.args[0], "no such coin")
        self.assertEqual(str(refused.exception), "no such coin")
        with self.assertRaisesRegex(ValueError, "^no such"):
            change(-1)

    def test_change(self):
        self.assertEqual(change(7), {5: 1, 2: 1})
        self.assertListEqual(solution.value("main:COINS"), [5, 2, 1])

    def test_compares(self):
        self.assertEqual(Till(10), self.till)
        self.assertNotEqual(Till(3), self.till)
        self.assertIsNotNone(self.till)
        self.assertIn(self.till, [Till(1), Till(10)])
`;
  const PROGRAM_OF_TILL = `from collections import Counter

COINS = [5, 2, 1]


def change(amount):
    if amount < 0:
        raise ValueError("no such amount")
    found = Counter()
    for coin in COINS:
        found[coin], amount = divmod(amount, coin)
    return +found


class Till:
    def __init__(self, sum):
        self.sum = sum

    def take(self, coin):
        if coin not in COINS:
            raise ValueError("no such coin")
        self.sum += coin

    def last(self):
        return None

    def __eq__(self, other):
        return self.sum == other.sum
`;

  it('keeps its body', async () => {
    const report = await reportOf({ program: PROGRAM_OF_TILL, suite: { 'till_test.py': SUITE } });
    deepEqual(
      toldOf(report),
      ['takes', 'refuses', 'change', 'compares'].map((name) => `TillTest::test_${name}: passed`),
    );
  });

  it('fails a program that raises another class, or nothing', async () => {
    const wrong = PROGRAM_OF_TILL.replace('raise ValueError("no such coin")', 'raise KeyError("no such coin")').replace(
      'raise ValueError("no such amount")',
      'return {}',
    );
    const report = await reportOf({ program: wrong, suite: { 'till_test.py': SUITE } });
    const refused = report.tests.find(({ id }) => id.endsWith('test_refuses'));
    deepEqual([refused?.outcome, report.tests.filter(({ outcome }) => outcome === 'passed').length], ['failed', 3]);
    match(refused?.message ?? '', /raised a KeyError/);
  });
});
