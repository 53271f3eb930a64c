import { deepEqual, equal, match } from 'node:assert/strict';
import type { Report } from '../../src/contract/report';
import { render } from '../../src/results/report/render';
import { PLAIN } from '../../src/results/report/shown-text';
import { nothingIsLeft } from '../support/containers';
import { reportOf as reportOn } from '../support/small-course';

const HEAD = 'import unittest\n\nimport pytest\nfrom codealong import program, solution\n\n\n';
const PROGRAM = `def divides(by):
    if by < 0:
        raise RuntimeError(f"a bad sign: {by}")
    return str(12 / by)


def says():
    print("six")
    return "seven"


def same(x):
    return x
`;

const reportOf = (suite: string) => reportOn({ program: PROGRAM, suite: { 'test_it.py': HEAD + suite } });

/** What a learner reads of each test: the message, the values, the place. */
function read({ tests }: Report) {
  return Object.fromEntries(
    tests.map(({ id, message, expected, actual, location }) => [
      id.slice(id.lastIndexOf('::test_') + 7),
      [(message ?? '').split('\n')[0], expected, actual, location?.line ?? null],
    ]),
  );
}

describe('A test that expects an exception', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('names it beside the one that came, and where that came from', async () => {
    const report = await reportOf(`def test_raises():
    with pytest.raises(ValueError):
        solution.call("main:divides", -1)


def test_several():
    with pytest.raises((ValueError, KeyError), match="sign"):
        solution.call("main:divides", 0)


def test_at_once():
    pytest.raises(ValueError, solution.call, "main:divides", -2)


def test_ours():
    solution.raises("main:divides", -3, error="ValueError")


class TestIt(unittest.TestCase):
    def test_block(self):
        with self.assertRaises(ValueError):
            solution.call("main:divides", -4)

    def test_call(self):
        self.assertRaises(ValueError, solution.call, "main:divides", -5)

    def test_words(self):
        with self.assertRaisesRegex(ValueError, "sign"):
            solution.call("main:divides", -6)

    def test_fits(self):
        with self.assertRaises(RuntimeError):
            solution.call("main:divides", -7)


def test_none_wanted():
    solution.call("main:divides", -6)


def test_outside():
    with pytest.raises(RuntimeError):
        with pytest.raises(ValueError):
            solution.call("main:divides", -9)
`);
    const other = (by: number) => [
      `The test expects a ValueError here, and your code raised a RuntimeError on line 3 of main.py: a bad sign: ${by}.`,
      'ValueError',
      `RuntimeError: a bad sign: ${by}`,
      3,
    ];
    deepEqual(read(report), {
      raises: other(-1),
      several: [
        'The test expects a ValueError or KeyError here, and your code raised a ZeroDivisionError on line 4 of main.py: division by zero.',
        'ValueError or KeyError',
        'ZeroDivisionError: division by zero',
        4,
      ],
      at_once: other(-2),
      ours: other(-3),
      block: other(-4),
      call: other(-5),
      words: other(-6),
      fits: ['', null, null, null],
      none_wanted: ['Your code raised a RuntimeError on line 3 of main.py: a bad sign: -6.', null, null, 3],
      outside: ['', null, null, null],
    });
    equal(report.outcome, 'failed');
  });
});

describe('A test of what is printed', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('says so when the function returned it instead', async () => {
    const report = await reportOf(`def test_printed():
    solution.call("main:divides", 2)
    assert solution.printed == "6.0\\n"


def test_captured(capsys):
    solution.call("main:says")
    assert "seven" in capsys.readouterr().out


def test_other():
    solution.call("main:says")
    assert solution.printed == "eight\\n"
`);
    const [printed, captured, other] = report.tests;
    match(printed?.message ?? '', /\n`divides\(2\)` returned its result, but did not print it\.$/);
    match(printed?.advice ?? '', /write `print\(\.\.\.\)` in place of `return`/);
    match(captured?.message ?? '', /\n`says\(\)` returned its result, but did not print it\.$/);
    equal(other?.message, 'The result is not what the test expected.');
  });
});

describe('A condition with the author’s own words', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('shows no True and False beside them, and no caret below what it does not compare', async () => {
    const report = await reportOf(`class TestIt(unittest.TestCase):
    def test_true(self):
        self.assertTrue(solution.call("main:same", 3) == 4, "three is not four")

    def test_false(self):
        self.assertFalse(solution.call("main:same", True), msg="not that")

    def test_value(self):
        self.assertTrue(solution.call("main:same", []), "something is needed")

    def test_in(self):
        self.assertIn("z", solution.call("main:same", "abc"))
`);
    deepEqual(read(report), {
      true: ['three is not four', null, null, null],
      false: ['not that', null, null, null],
      value: ['something is needed', 'True', '[]', null],
      in: ['The result is not what the test expected.', "'z' in it", "'abc'", null],
    });
    const shown = render(report, { style: PLAIN, durations: false }).join('\n');
    equal(/^\s*\^\s*$/m.test(shown), false);
  });
});

describe('A misspelt mark', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('does nothing, as in plain pytest, unless the test needs it: then it is named', async () => {
    const harmless = await reportOf(
      '@pytest.mark.skpi\ndef test_it():\n    assert solution.call("main:same", 1) == 1\n',
    );
    equal(harmless.outcome, 'passed');
    const needed = await reportOf('@pytest.mark.paramaterize("n", [1])\ndef test_it(n):\n    pass\n');
    equal(needed.reason, 'suite-error');
    match(needed.message ?? '', /there is no mark "paramaterize" of pytest either: did you mean "parametrize"\?/);
    const refused = await reportOf('@pytest.mark.parametrise("n", [1])\ndef test_it(n):\n    pass\n');
    equal(refused.reason, 'suite-error');
    match(refused.message ?? '', /Unknown 'parametrise' mark, did you mean 'parametrize'\?/);
  });
});
