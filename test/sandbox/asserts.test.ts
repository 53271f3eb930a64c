import { deepEqual, equal, match } from 'node:assert/strict';
import type { Report } from '../../src/contract/report';
import { nothingIsLeft } from '../support/containers';
import { reportOf as reportOn } from '../support/small-course';

const HEAD = 'import re\nimport unittest\n\nimport pytest\nfrom codealong import Raised, program, solution\n\n\n';
const PROGRAM = `def same(x):
    return x


class Own(ValueError):
    pass


def own():
    raise Own("not like this")
`;

const reportOf = (suite: string) => reportOn({ program: PROGRAM, suite: { 'test_it.py': HEAD + suite } });

/** What a learner reads of each test, by the name of the test. */
function read({ tests }: Report): Readonly<Record<string, readonly (string | null)[]>> {
  return Object.fromEntries(
    tests.map(({ id, message, expected, actual }) => [id.slice(id.lastIndexOf('::') + 2), [message, expected, actual]]),
  );
}

/** A suite with a test of this one line for each name. */
function lines(each: Readonly<Record<string, string>>): string {
  return Object.entries(each)
    .map(([name, line]) => `def test_${name}():\n    ${line}\n\n\n`)
    .join('');
}

/** As above, for the methods of a class of unittest. */
function methods(each: Readonly<Record<string, string>>): string {
  const tests = Object.entries(each).map(([name, line]) => `    def test_${name}(self):\n        ${line}\n\n`);
  return `class TestIt(unittest.TestCase):\n${tests.join('')}`;
}

const got = (value: string) => `solution.call("main:same", ${value})`;
const PLAIN = 'The result is not what the test expected.';

describe('An assertion that fails tells what was expected and what came', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('as a plain assert', async () => {
    const report = await reportOf(
      lines({
        equal: `assert ${got('1')} == 2`,
        unequal: `assert ${got('1')} != 1`,
        less: `assert ${got('3')} < 2`,
        least: `assert ${got('1')} >= 2`,
        none: `assert ${got('1')} is None`,
        something: `assert ${got('None')} is not None`,
        in_text: `assert "PONG" in ${got('"hello"')}`,
        not_in_text: `assert "x" not in ${got('"xyz"')}`,
        choice: `assert ${got('3')} in [1, 2]`,
        truth: `assert ${got('False')}`,
        empty: `assert ${got('""')}`,
        falsehood: `assert not ${got('[1]')}`,
        starts: `assert ${got('"abc"')}.startswith("z")`,
        second: `assert ${got('1')} == 1 and ${got('2')} == 3`,
        words: `assert ${got('1')} == 2, "one is not two"`,
        constant: 'assert False, "not like this"',
        worded: `assert ${got('0')}, "not zero"`,
        close: `assert ${got('0.1')} == pytest.approx(0.2)`,
        either: `assert ${got('0')} or ${got('None')}`,
      }),
    );
    deepEqual(read(report), {
      test_equal: [PLAIN, '2', '1'],
      test_unequal: [PLAIN, 'not 1', '1'],
      test_less: [PLAIN, 'less than 2', '3'],
      test_least: [PLAIN, 'at least 2', '1'],
      test_none: [PLAIN, 'None', '1'],
      test_something: [PLAIN, 'not None', 'None'],
      test_in_text: [PLAIN, "'PONG' in it", "'hello'"],
      test_not_in_text: [PLAIN, "'x' not in it", "'xyz'"],
      test_choice: [PLAIN, 'in [1, 2]', '3'],
      test_truth: [PLAIN, 'True', 'False'],
      test_empty: [PLAIN, 'True', "''"],
      test_falsehood: [PLAIN, 'False', '[1]'],
      test_starts: [PLAIN, 'True', 'False'],
      test_second: [PLAIN, '3', '2'],
      test_words: ['one is not two', '2', '1'],
      test_constant: ['not like this', null, null],
      test_worded: ['not zero', 'True', '0'],
      test_close: [PLAIN, '0.2 ± 2.0e-07', '0.1'],
      test_either: ['assert (0 or None)', null, null],
    });
  });

  it('as one of unittest, whose own words no learner reads', async () => {
    const report = await reportOf(
      methods({
        equal: `self.assertEqual(${got('1')}, 2)`,
        lists: `self.assertEqual(${got('[1, 2]')}, [1, 3])`,
        texts: `self.assertEqual(${got('"a\\nb"')}, "a\\nc")`,
        words: `self.assertEqual(${got('1')}, 2, msg="one is not two")`,
        positional: `self.assertEqual(${got('1')}, 2, "by its place")`,
        count: `self.assertCountEqual(${got('[1]')}, [2])`,
        true: `self.assertTrue(${got('0')})`,
        false: `self.assertFalse(${got('1')})`,
        none: `self.assertIsNone(${got('1')})`,
        is: `self.assertIs(${got('False')}, True)`,
        in_text: `self.assertIn("PONG", ${got('"hello"')})`,
        greater: `self.assertGreater(${got('1')}, 2)`,
        close: `self.assertAlmostEqual(${got('0.1')}, 0.2, places=3)`,
        kind: `self.assertIsInstance(${got('1')}, str)`,
        matches: `self.assertRegex(${got('"abc"')}, "^z")`,
        fails: 'self.fail("not like this")',
      }),
    );
    deepEqual(read(report), {
      test_equal: [PLAIN, '2', '1'],
      test_lists: [PLAIN, '[1, 3]', '[1, 2]'],
      test_texts: [PLAIN, "'a\\nc'", "'a\\nb'"],
      test_words: ['one is not two', '2', '1'],
      test_positional: ['by its place', '2', '1'],
      test_count: [PLAIN, '[2]', '[1]'],
      test_true: [PLAIN, 'True', '0'],
      test_false: [PLAIN, 'False', '1'],
      test_none: [PLAIN, 'None', '1'],
      test_is: [PLAIN, 'True', 'False'],
      test_in_text: [PLAIN, "'PONG' in it", "'hello'"],
      test_greater: [PLAIN, 'more than 2', '1'],
      test_close: [PLAIN, '0.2 to 3 places', '0.1'],
      test_kind: [PLAIN, 'a value of type str', '1, of type int'],
      test_matches: [PLAIN, "a text that matches '^z'", "'abc'"],
      test_fails: ['not like this', null, null],
    });
  });

  it('of an exception that did not come, or was another one', async () => {
    const call = 'solution.call("main:same", 0)';
    const report = await reportOf(
      lines({
        raises: `with pytest.raises(Raised): ${call}`,
        wanted: 'solution.raises("main:same", 0, error="ValueError")',
        other: 'solution.raises("main:own", error="KeyError")',
        words: 'solution.raises("main:own", error="ValueError", message="like that")',
        pattern: 'solution.raises("main:own", message=re.compile("^like"))',
        match: 'with pytest.raises(Raised, match="^like"): solution.call("main:own")',
        right:
          'assert solution.raises("main:own", error=("Own", "KeyError"), message="not like this").bases == ("ValueError", "Exception", "BaseException")',
      }) +
        methods({
          raises_unittest: `\n        with self.assertRaises(Raised): ${call}`,
          regex_unittest: '\n        with self.assertRaisesRegex(Raised, "^like"): solution.call("main:own")',
        }),
    );
    const returned = (what: string) => `\`same(0)\` should raise ${what}, but it returned.`;
    const otherWords = 'The exception does not have the message that the test expected.';
    deepEqual(read(report), {
      test_raises: [returned('an exception'), null, '0'],
      test_wanted: [returned('a ValueError'), null, '0'],
      test_other: [
        'The test expects a KeyError here, and your code raised an Own on line 10 of main.py: not like this.\n  10 | raise Own("not like this")',
        'KeyError',
        'Own: not like this',
      ],
      test_words: [otherWords, 'like that', 'not like this'],
      test_pattern: [otherWords, "a text that matches '^like'", 'not like this'],
      test_match: [otherWords, "'^like'", "'not like this'"],
      test_right: [null, null, null],
      test_raises_unittest: [returned('an exception'), null, '0'],
      test_regex_unittest: [otherWords, '"^like"', '"not like this"'],
    });
  });
});

describe('The methods of unittest', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('run in the order of the file, inherited ones first', async () => {
    const method = (name: string) => `    def test_${name}(self):\n        pass\n\n`;
    const report = await reportOf(
      `def test_plain():\n    pass\n\n\nclass Base:\n${method('z')}${method('y')}\n` +
        `class TestIt(Base, unittest.TestCase):\n${method('small')}    @unittest.skip("x")\n${method('larger')}${method('below')}` +
        `class TestAgain(unittest.TestCase):\n${method('b')}${method('a')}`,
    );
    deepEqual(
      report.tests.map(({ id }) => id.split('::').slice(1).join('.')),
      [
        'test_plain',
        'TestIt.test_z',
        'TestIt.test_y',
        'TestIt.test_small',
        'TestIt.test_larger',
        'TestIt.test_below',
        'TestAgain.test_b',
        'TestAgain.test_a',
      ],
    );
    equal(report.outcome, 'passed');
  });
});

describe('A part of a test of unittest (subTest)', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  const parts = `class TestIt(unittest.TestCase):
    def test_rows(self):
        for seat, row in (("4C", 4), ("11A", 11), ("9F", 9)):
            with self.subTest("the row", seat=seat):
                self.assertEqual(solution.call("main:same", 4), row)

    def test_all_good(self):
        for value in (1, 1):
            with self.subTest(value=value):
                self.assertEqual(solution.call("main:same", value), value)

    def test_skips_one(self):
        with self.subTest("first"):
            self.skipTest("not today")
        with self.subTest("second"):
            pass

    def test_fails_outside(self):
        with self.subTest("inside"):
            self.assertTrue(solution.call("main:same", 0))
        self.assertEqual(1, 2)

    @unittest.expectedFailure
    def test_expected(self):
        with self.subTest("one"):
            self.assertEqual(1, 2)

    def test_raises(self):
        for value in (0, 1):
            with self.subTest(value=value):
                solution.call("main:own")
`;

  it('is judged by itself, has its label, and the test goes on after it', async () => {
    const report = await reportOf(parts);
    deepEqual(
      report.tests.map(({ id, name, outcome, expected, actual }) => [
        id.slice(id.lastIndexOf('::') + 2),
        name,
        outcome,
        ...(expected === null ? [] : [expected, actual]),
      ]),
      [
        ["test_rows[the row, seat='4C']", "test_rows: the row, seat='4C'", 'passed'],
        ["test_rows[the row, seat='11A']", "test_rows: the row, seat='11A'", 'failed', '11', '4'],
        ["test_rows[the row, seat='9F']", "test_rows: the row, seat='9F'", 'failed', '9', '4'],
        ['test_all_good[value=1]', 'test_all_good: value=1', 'passed'],
        ['test_all_good[value=1 #2]', 'test_all_good: value=1 #2', 'passed'],
        ['test_skips_one[first]', 'test_skips_one: first', 'skipped'],
        ['test_skips_one[second]', 'test_skips_one: second', 'passed'],
        ['test_fails_outside[inside]', 'test_fails_outside: inside', 'failed', 'True', '0'],
        ['test_fails_outside', 'test_fails_outside', 'failed', '2', '1'],
        ['test_expected', 'test_expected', 'passed'],
        ['test_raises[value=0]', 'test_raises: value=0', 'failed'],
        ['test_raises[value=1]', 'test_raises: value=1', 'failed'],
      ],
    );
    match(report.tests[10]?.message ?? '', /raised an Own on line 10 of main\.py/);
    equal(report.outcome, 'failed');
  });

  it('that breaks the suite is the fault of the course', async () => {
    const report = await reportOf(
      'class TestIt(unittest.TestCase):\n    def test_it(self):\n        with self.subTest("a"):\n            missing()\n',
    );
    deepEqual([report.outcome, report.reason], ['sandbox-error', 'suite-error']);
    match(report.message ?? '', /name 'missing' is not defined/);
  });
});
