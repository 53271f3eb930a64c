import { deepEqual, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { countingReport, countingReportOf, server } from '../support/counting-course';
import { toldOf } from '../support/small-course';

describe('What a fixture of wider scope has made', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('lives on: its connections, its caller and its files', async () => {
    const report = await countingReport(`@pytest.fixture(scope="module")
def client():
    program.start()
    program.wait_for_port(PORT)
    with connect(PORT) as one:
        yield one
        assert said(b"last", one) == "4 last\\n"


@pytest.fixture(scope="class")
def counted():
    return [solution.call("main:keep", word) for word in ("a", "b")]


def test_a(client):
    assert said(b"one", client) == "1 one\\n"
    assert client.name == "client 1"
    assert connect(PORT).name == "client 2"


def test_b(client):
    assert said(b"save", client) == "2 save\\n"


def test_c(client):
    assert program.read_file("saved.txt") == b"2"
    program.write_file("mine.txt", "x")
    scratch.write("mine.txt", "x")


def test_d(client):
    assert program.run("names").text == "saved.txt\\n"
    assert program.run("names", "/tmp").text == "\\n"
    assert said(b"three", client) == "3 three\\n"


class TestCalls:
    def test_e(self, counted):
        assert (counted, solution.call("main:keep", "c")) == ([1, 2], 1)

    def test_f(self, counted):
        assert (counted, solution.call("main:keep", "d")) == ([1, 2], 1)
`);
    deepEqual(
      toldOf(report),
      ['test_a', 'test_b', 'test_c', 'test_d', 'TestCalls::test_e', 'TestCalls::test_f'].map(
        (test) => `${test}: passed`,
      ),
    );
  });

  it('includes the files of its setup, and nothing else that a program leaves behind', async () => {
    const report = await countingReport(`@pytest.fixture(scope="module")
def files():
    program.write_file("data/in.txt", "in")
    scratch.write("in.txt", "in")
    assert program.run("write", "out.txt", "out").exit_code == 0
    return scratch.path


def test_a(files):
    assert program.run("names").text == "data out.txt\\n"
    program.run("write", "data/more.txt", "x")
    program.run("write", "left.txt", "x")
    program.run("write", files + "/left.txt", "x")


def test_b(files):
    assert program.run("names").text == "data out.txt\\n"
    assert program.run("names", "data").text == program.run("names", files).text == "in.txt\\n"
    assert program.read_file("out.txt") == b"out"


class TestLater:
    @pytest.fixture(scope="class", autouse=True)
    def own(self):
        program.write_file("own.txt", "x")

    def test_c(self):
        assert program.run("names").text == "data out.txt own.txt\\n"


def test_d(files, request):
    program.write_file("first.txt", "x")
    request.getfixturevalue("late")


@pytest.fixture(scope="module")
def late():
    program.write_file("late.txt", "x")


def test_e(late):
    assert program.run("names").text == "data late.txt out.txt\\n"
`);
    deepEqual(
      toldOf(report),
      ['test_a', 'test_b', 'TestLater::test_c', 'test_d', 'test_e'].map((test) => `${test}: passed`),
    );
  });

  it('comes from random numbers of its own, whichever test is first', async () => {
    const drawn = async (earlier: string) => {
      const text = `@pytest.fixture(scope="module")
def number():
    return rng.randrange(10**9)


${earlier}def test_a(number):
    pytest.fail(f"{number} {rng.randrange(10**9)}")
`;
      const { tests } = await countingReportOf({ 'test_it.py': text }, { request: { seed: 7 } });
      return tests.at(-1)?.message;
    };
    const alone = await drawn('');
    match(alone ?? '', /^\d+ \d+$/);
    equal(await drawn('def test_first(number):\n    rng.random()\n\n\n'), alone);
  });

  it('does not mix with what the suite writes for one test', async () => {
    const report = await countingReport(`${server('session')}def test_a(server):
    scratch.write("a.txt", "a")
    program.write_file("a/b.txt", "b")
    program.run("write", scratch.path + "/b.txt", "b")
    assert said(b"save") == "1 save\\n"


def test_b(server):
    assert program.run("names").text == "saved.txt\\n"
    assert program.run("names", scratch.path).text == "\\n"


class TestAlone:
    def test_c(self, server):
        server.signal(9)
        server.expect_exit()

    def test_d(self):
        assert program.run("names").text == "\\n"
`);
    deepEqual(
      toldOf(report),
      ['test_a', 'test_b', 'TestAlone::test_c', 'TestAlone::test_d'].map((test) => `${test}: passed`),
    );
  });

  it('ends with its step, also when two steps run together', async () => {
    const test = 'def test_it(server):\n    assert said(b"one") == "1 one\\n"\n';
    const more = '/steps/02-more';
    const suite = { 'conftest.py': server('session'), 'test_it.py': test };
    const last = '/steps/03-last';
    const files = Object.entries(suite).flatMap(([name, code]) =>
      ['', `${more}/`, `${last}/`].map((folder) => [folder + name, code]),
    );
    const report = await countingReportOf(Object.fromEntries(files), {
      course: { steps: ['it', 'more', 'last'].map((id) => ({ id, title: id })) },
      step: 3,
      request: { withEarlier: true },
    });
    deepEqual(
      [report.outcome, report.regressions.map(({ step, outcome }) => `${step} ${outcome}`)],
      ['passed', ['more passed', 'it passed']],
    );
  });

  it('is not taken for what another program of the test does', async () => {
    const report = await countingReport(`${server('session')}def test_late(server):
    program.start("late", "7101")
    program.wait_for_port(7101)
    assert said(b"one", port=7101) == "1 one\\n"
`);
    deepEqual(toldOf(report), ['test_late: passed']);
  });
});
