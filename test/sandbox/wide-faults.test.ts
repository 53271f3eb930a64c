import { deepEqual, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { countingReport, countingReportOf, server } from '../support/counting-course';
import { toldOf } from '../support/small-course';

const FAILS = `Your program stopped with a ValueError on line 64 of main.py: fails at once.
  64 | raise ValueError("fails at once")
Your program exited with code 1 before a client could connect.`;
const CRASHED = FAILS.replaceAll('64', '29').replaceAll('fails at once', 'a sad word');

describe('A fixture of wider scope', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('whose setup fails fails each test that needs it, in the same words, and no other', async () => {
    const report = await countingReport(`@pytest.fixture(scope="module")
def server():
    program.start("fail")
    program.wait_for_port(PORT)


@pytest.fixture(scope="module")
def answer():
    result = program.run("names").text
    assert result == "a.txt\\n"
    return result


def test_a(server):
    pass


def test_b(server):
    pass


def test_c(answer):
    pass


def test_d(answer):
    pass


def test_e():
    program.start()
    program.wait_for_port(PORT)
    assert said(b"one") == "1 one\\n"
`);
    deepEqual(toldOf(report), [
      `test_a: failed: ${FAILS}`,
      'test_b: failed: For the same reason as "test_a": a ValueError on line 64 of main.py.',
      ...['test_c', 'test_d'].map((test) => `${test}: failed: The result is not what the test expected.`),
      'test_e: passed',
    ]);
    deepEqual(
      report.tests
        .slice(0, 4)
        .map(({ request, expected, actual, location }) => [request, expected, actual, location?.line]),
      [
        ...Array(2).fill([null, null, null, 64]),
        ...Array(2).fill(['python3 main.py names', "'a.txt\\n'", "'\\n'", undefined]),
      ],
    );
    equal(report.outcome, 'learner-error');
  });

  it('is told as ended after its program has crashed between two tests', async () => {
    const report = await countingReport(`${server('module')}def test_a(server):
    assert said(b"crash later") == "1 crash later\\n"


def test_b(server):
    import time
    time.sleep(0.2)
    assert said(b"two") == "2 two\\n"


def test_c():
    program.start()
    program.wait_for_port(PORT)
    assert said(b"one") == "1 one\\n"


def test_d(server):
    assert said(b"two") == "2 two\\n"
`);
    deepEqual(toldOf(report), [
      'test_a: passed',
      `test_b: failed: ${CRASHED}`,
      'test_c: passed',
      'test_d: failed: For the same reason as "test_b": a ValueError on line 29 of main.py.',
    ]);
    deepEqual(
      report.tests.map(({ output }) => output?.includes('a sad word') ?? false),
      [false, true, false, false],
    );
    equal(report.outcome, 'learner-error');
  });

  it('that waits in vain ends the run with the place where its program is', async () => {
    const text = `${server('session').replace('program.start()', 'program.start("7101")').replace('    program.wait_for_port(PORT)\n', '    running.read_until("never", timeout=60)\n')}def test_a(server):
    pass


def test_b(server):
    pass
`;
    const report = await countingReportOf({ 'test_it.py': text }, { course: { limits: { timeout_seconds: 5 } } });
    deepEqual([report.outcome, report.tests.map(({ outcome }) => outcome)], ['timeout', ['failed', 'not-run']]);
    equal(report.tests[0]?.location?.line, 39);
  });

  it('and what it made are used too late: the course is told what, where and why', async () => {
    const report = await countingReportOf({
      'test_it.py': `shared = []


class TestFirst:
    @pytest.fixture(scope="class")
    def server(self):
        shared.append(program.start())
        program.wait_for_port(PORT)
        shared.append(connect(PORT))

    def test_a(self, server):
        pass


def test_b():
    shared[0].send("x")


def test_c():
    shared[1].send(b"x")


def test_d():
    shared.append(program.start())


def test_e():
    shared[-1].expect_exit()
`,
    });
    deepEqual(report.tests.map(({ outcome }) => outcome).join(' '), 'passed errored errored passed errored');
    equal(report.reason, 'suite-error');
    const words = toldOf(report).join('\n');
    match(
      words,
      /test_b: .*this program was made in the fixture "server" \(scope "class", test_it\.py:19\), and ended with it/,
    );
    match(
      words,
      /test_c: .*this connection was made in the fixture "server" \(scope "class", test_it\.py:19\), and ended with it/,
    );
    match(words, /test_e: .*this program was made in the test steps\/01-it\/test_it\.py::test_d, and ended with it/);
  });

  it('is what a line outside of any test is told to become', async () => {
    const report = await countingReport('running = program.start()\n\n\ndef test_a():\n    pass\n');
    equal(report.reason, 'suite-error');
    match(
      report.message ?? '',
      /codealong\.ScopeError: this line .*outside of any test and any fixture[\s\S]*fixture of scope "module"[\s\S]*test_it\.py:15/,
    );
  });
});
