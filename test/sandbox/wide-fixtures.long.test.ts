import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { countingReport, countingReportOf, server } from '../support/counting-course';
import { toldOf } from '../support/small-course';

describe('A program that a fixture of wider scope starts', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('lives for the whole session, if a conftest.py has started it', async () => {
    const report = await countingReportOf({
      'conftest.py': server('session'),
      'test_a.py': 'def test_a(server):\n    assert said(b"one") == "1 one\\n"\n',
      'test_b.py': 'def test_b(server):\n    assert said(b"two") == "2 two\\n"\n    assert server.exit_code is None\n',
    });
    deepEqual(toldOf(report), ['test_a: passed', 'test_b: passed']);
  });

  it('lives as long as its module, its class, or the setup of unittest and pytest that made it', async () => {
    const report = await countingReportOf({
      'test_module.py': `${server('module')}def test_a(server):
    assert said(b"one") == "1 one\\n"


def test_b(server):
    assert said(b"two") == "2 two\\n"
`,
      'test_class.py': `${server('class')}class TestFirst:
    def test_a(self, server):
        assert said(b"one") == "1 one\\n"

    def test_b(self, server):
        assert said(b"two") == "2 two\\n"


class TestSecond:
    def test_a(self, server):
        assert said(b"one") == "1 one\\n"
`,
      'test_unittest.py': `class ServerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = program.start()
        program.wait_for_port(PORT)

    @classmethod
    def tearDownClass(cls):
        assert cls.server.exit_code is None
        assert said(b"last") == "3 last\\n"

    def test_a(self):
        self.assertEqual(said(b"one"), "1 one\\n")

    def test_b(self):
        self.assertEqual(said(b"two"), "2 two\\n")
`,
      'test_setups.py': `def setup_module():
    program.start("7101")
    program.wait_for_port(7101)


class TestSetup:
    @classmethod
    def setup_class(cls):
        program.start()
        program.wait_for_port(PORT)

    def test_a(self):
        assert (said(b"one"), said(b"one", port=7101)) == ("1 one\\n", "1 one\\n")

    def test_b(self):
        assert (said(b"two"), said(b"two", port=7101)) == ("2 two\\n", "2 two\\n")


def test_after():
    assert said(b"three", port=7101) == "3 three\\n"
    program.start()
    program.wait_for_port(PORT)
    assert said(b"one") == "1 one\\n"
`,
      'test_upmodule.py': `def setUpModule():
    program.start()
    program.wait_for_port(PORT)


class TestIt(unittest.TestCase):
    def test_a(self):
        self.assertEqual(said(b"one"), "1 one\\n")

    def test_b(self):
        self.assertEqual(said(b"two"), "2 two\\n")
`,
    });
    equal(
      report.tests.map(({ outcome }) => outcome).join(' '),
      Array(12).fill('passed').join(' '),
      toldOf(report).join('\n'),
    );
  });

  it('makes room for the next one of a parametrised fixture', async () => {
    const report = await countingReport(`@pytest.fixture(scope="module", params=["first", "second"])
def server(request):
    program.run("write", "made.txt", request.param)
    yield program.start()
    program.read_file("made.txt")


@pytest.fixture
def client(server, request):
    program.wait_for_port(PORT)
    with connect(PORT) as one:
        yield one


def test_a(client):
    assert said(b"one", client) == "1 one\\n"


def test_b(client):
    assert said(b"two", client) == "2 two\\n"
    assert program.run("names").text == "made.txt\\n"
`);
    deepEqual(toldOf(report), [
      'test_a[first]: passed',
      'test_b[first]: passed',
      'test_a[second]: passed',
      'test_b[second]: passed',
    ]);
  });

  it('may need another one, and both end in their order', async () => {
    const report = await countingReport(`@pytest.fixture(scope="session")
def store():
    running = program.start("7101")
    program.wait_for_port(7101)
    yield running
    assert running.exit_code is None


@pytest.fixture(scope="module")
def server(store, request):
    running = program.start()
    program.wait_for_port(PORT)
    request.getfixturevalue("third")
    yield running
    assert (running.exit_code, store.exit_code) == (None, None)


@pytest.fixture(scope="session")
def third():
    program.start("7102")
    program.wait_for_port(7102)


def test_a(server):
    assert [said(b"a", port=port) for port in (7100, 7101, 7102)] == ["1 a\\n"] * 3


class TestClass:
    @pytest.fixture(scope="class", autouse=True)
    def own(self, request):
        request.cls.own = program.start("7103")
        program.wait_for_port(7103)

    def test_b(self, server):
        assert [said(b"b", port=port) for port in (7100, 7101, 7102)] == ["2 b\\n"] * 3
        assert said(b"b", port=7103) == "1 b\\n"

    def test_c(self):
        assert said(b"c", port=7103) == "2 c\\n"


def test_d(request):
    request.getfixturevalue("server")
    assert said(b"d") == "3 d\\n"
    program.start("7103")
    program.wait_for_port(7103)
`);
    deepEqual(toldOf(report), [
      'test_a: passed',
      'TestClass::test_b: passed',
      'TestClass::test_c: passed',
      'test_d: passed',
    ]);
  });

  it('is still there after the `yield` of its fixture, and may be restarted by a test', async () => {
    const report = await countingReport(`@pytest.fixture(scope="module")
def server():
    running = program.start()
    program.wait_for_port(PORT)
    yield running
    assert said(b"last") == "2 last\\n"
    running.signal(15)
    assert running.expect_exit() == -15


def test_a(server):
    assert said(b"one") == "1 one\\n"
    server.restart()
    program.wait_for_port(PORT)


def test_b(server):
    assert said(b"one") == "1 one\\n"
`);
    deepEqual(toldOf(report), ['test_a: passed', 'test_b: passed']);
  });

  it('says in each test what it said there', async () => {
    const report = await countingReport(`${server('module')}def test_a(server):
    assert said(b"one") == "1 one\\n"


def test_b(server):
    assert said(b"two") == "two"
`);
    const [first, second] = report.tests;
    match(
      second?.transcript ?? '',
      /^python3 main\.py started\nclient 1 opened to port 7100\nclient 1 -> "two\\n"\nclient 1 <- "2 two\\n"$/,
    );
    doesNotMatch(first?.transcript ?? '', /two/);
  });
});
