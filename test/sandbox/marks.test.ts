import { deepEqual, equal, match } from 'node:assert/strict';
import { render } from '../../src/results/report/render';
import { PLAIN } from '../../src/results/report/shown-text';
import { nothingIsLeft } from '../support/containers';
import { reportOf as reportOn, toldOf } from '../support/small-course';

const HEAD = 'import sys\nimport unittest\n\nimport pytest\nfrom codealong import program, solution\n\n';
const PASSES = 'def test_answer():\n    assert solution.call("main:answer") == 42\n\n';
const PROGRAM = 'def answer():\n    return 42\n';

/** The report of a program that answers 42, judged by these files of a suite. */
const reportOf = (files: Readonly<Record<string, string>>) =>
  reportOn({
    program: PROGRAM,
    suite: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, HEAD + text])),
  });

describe('A mark of pytest or unittest', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('that skips a test shows it as skipped, with the reason, and the step passes by its other tests', async () => {
    const report = await reportOf({
      'test_it.py': `${PASSES}@pytest.mark.skip(reason="for the curious")
def test_marked():
    assert False


@pytest.mark.skip
def test_bare():
    assert False


@pytest.mark.skipif(sys.platform == "linux", reason="Windows only")
def test_conditional():
    assert False


def test_itself():
    pytest.skip("not today")


def test_library():
    pytest.importorskip("no_such_library")


@pytest.fixture
def absent():
    pytest.skip("nothing to try it on")


def test_fixture(absent):
    assert False


@pytest.mark.xfail(run=False, reason="hangs")
def test_not_tried():
    assert False


class TestClass(unittest.TestCase):
    @unittest.skip("next year")
    def test_method(self):
        self.fail()

    def test_raises_skip(self):
        raise unittest.SkipTest("by itself")


@unittest.skip("whole class")
class TestWhole(unittest.TestCase):
    def test_method(self):
        self.fail()
`,
    });
    deepEqual(toldOf(report), [
      'test_answer: passed',
      'test_marked: skipped: Skipped: for the curious',
      'test_bare: skipped: Skipped: unconditional skip',
      'test_conditional: skipped: Skipped: Windows only',
      'test_itself: skipped: Skipped: not today',
      "test_library: skipped: Skipped: could not import 'no_such_library': No module named 'no_such_library'",
      'test_fixture: skipped: Skipped: nothing to try it on',
      'test_not_tried: skipped: Skipped: hangs',
      'TestClass::test_method: skipped: Skipped: next year',
      'TestClass::test_raises_skip: skipped: Skipped: by itself',
      'TestWhole::test_method: skipped: Skipped: whole class',
    ]);
    deepEqual([report.status, report.outcome, report.tests[1]?.status], ['pass', 'passed', 'skip']);
    const shown = render(report, { style: PLAIN, durations: false });
    match(shown.join('\n'), /^ {2}- test_marked \(Skipped: for the curious\)$/m);
    equal(shown.at(-1), 'Passed: 1 of 1 test passed, 10 skipped.');
  });

  it('that skips everything leaves nothing to pass', async () => {
    const report = await reportOf({ 'test_it.py': '@pytest.mark.skip\ndef test_a():\n    assert True\n' });
    deepEqual([report.status, report.outcome], ['error', 'no-tests']);
    match(report.message ?? '', /^All tests of this step were skipped/);
  });

  it('that skips a whole file shows its tests as skipped', async () => {
    const report = await reportOf({
      'test_it.py': PASSES,
      'test_more.py':
        'numpy = pytest.importorskip("no_such_numpy")\n\n\ndef test_array():\n    assert numpy.zeros(1)\n',
      'test_other.py': 'pytest.skip("later", allow_module_level=True)\n\n\ndef test_later():\n    assert False\n',
    });
    deepEqual([...toldOf(report)].sort(), [
      'test_answer: passed',
      "test_array: skipped: Skipped: could not import 'no_such_numpy': No module named 'no_such_numpy'",
      'test_later: skipped: Skipped: later',
    ]);
    equal(report.outcome, 'passed');
  });

  it('that expects a failure counts it as a pass, and only that failure', async () => {
    const report = await reportOf({
      'test_it.py': `${PASSES}@pytest.mark.xfail(reason="a known gap")
def test_gap():
    assert solution.call("main:answer") == 43


@pytest.mark.xfail(raises=KeyError)
def test_another_error():
    assert solution.call("main:answer") == 43


@pytest.mark.xfail(reason="not strict")
def test_passes():
    assert solution.call("main:answer") == 42


@pytest.mark.xfail(reason="must not answer", strict=True)
def test_strict():
    assert solution.call("main:answer") == 42


class TestClass(unittest.TestCase):
    @unittest.expectedFailure
    def test_gap(self):
        self.assertEqual(solution.call("main:answer"), 43)

    @unittest.expectedFailure
    def test_passes(self):
        self.assertEqual(solution.call("main:answer"), 42)
`,
    });
    deepEqual(
      toldOf(report).map((line) => line.split('\n')[0]),
      [
        'test_answer: passed',
        'test_gap: passed',
        'test_another_error: failed: The result is not what the test expected.',
        'test_passes: passed',
        'test_strict: failed: This test passes, but the course expects it to fail: must not answer.',
        'TestClass::test_gap: passed',
        'TestClass::test_passes: failed: This test passes, but the course expects it to fail.',
      ],
    );
    equal(report.outcome, 'failed');
  });

  it('does not hide a fixture that breaks afterwards', async () => {
    const report = await reportOf({
      'test_it.py': `${PASSES}@pytest.fixture
def broken():
    yield
    raise ValueError("the fixture")


def test_skips(broken):
    pytest.skip("not today")
`,
    });
    deepEqual(
      report.tests.map(({ outcome }) => outcome),
      ['passed', 'errored'],
    );
    equal(report.reason, 'suite-error');
  });
});
