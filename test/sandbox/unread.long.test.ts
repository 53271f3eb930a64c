import { deepEqual, equal, match } from 'node:assert/strict';
import type { Report, ReportTest } from '../../src/contract/report';
import { nothingIsLeft } from '../support/containers';
import { reportOf as reportOn } from '../support/small-course';

const HEAD =
  'import ast\nimport json\nimport re\nimport unittest\n\nimport pytest\nfrom codealong import program, solution\n\n\n';
const PROGRAM = `import sys


def nothing():
    pass


def shout(word):
    print(word.upper())


def pair():
    return [1]


def count():
    yield 1


def text():
    return "not a number"


def refuses():
    raise ValueError("no")


if __name__ == "__main__":
    sys.stdout.write(sys.argv[1] if len(sys.argv) > 1 else "")
`;

const reportOf = (suite: string) => reportOn({ program: PROGRAM, suite: { 'test_it.py': HEAD + suite } });

/** A suite with a test of these lines for each name. */
function lines(each: Readonly<Record<string, string>>): string {
  return Object.entries(each)
    .map(([name, body]) => `def test_${name}():\n    ${body.replaceAll('\n', '\n    ')}\n\n\n`)
    .join('');
}

/** The first line that a learner reads of each test, and what was received, by the name of the test. */
function read({ tests }: Report): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    tests.map(({ id, outcome, message, actual }) => [
      id.slice(id.lastIndexOf('::test_') + 7),
      [outcome, (message ?? '').split('\n')[0], actual],
    ]),
  );
}

function testNamed({ tests }: Report, name: string): ReportTest {
  const found = tests.find(({ id }) => id.endsWith(`::test_${name}`));
  if (found === undefined) throw new Error(`no test ${name}`);
  return found;
}

const unread = (what: string, actual: string | null) => [
  'failed',
  `The test could not read your program's answer: ${what}.`,
  actual,
];

describe('A line of the suite that takes an answer apart', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('fails its test when the program printed something else, or nothing', async () => {
    const report = await reportOf(
      lines({
        first: 'assert program.run().lines[0] == "hello"',
        last: 'assert program.run("").text.splitlines()[-1] == "x"',
        number: 'assert int(program.run("five").text) == 5',
        json: 'assert json.loads(program.run("{").text) == {}',
        key: 'assert json.loads(program.run("{}").text)["name"] == "a"',
        unpacks: 'first, second = program.run("one").text.split()',
        match: 'assert re.search(r"\\d+", program.run("none").text).group() == "1"',
        literal: 'assert ast.literal_eval(program.run("[1, 2").text) == [1, 2]',
        unbound: 'for line in program.run().lines:\n    last = line\nassert last == "x"',
        nested: 'json.loads(program.run("[" * 20000).text)',
        decode: 'program.run("x").stdout.decode("utf-16")',
        next: 'assert next(line for line in program.run("a").lines if line == "b")',
        wraps: 'def found():\n    yield next(iter(program.run().lines))\nassert list(found()) == ["x"]',
      }),
    );
    deepEqual(read(report), {
      first: unread('IndexError (list index out of range)', "''"),
      last: unread('IndexError (list index out of range)', "''"),
      number: unread("ValueError (invalid literal for int() with base 10: 'five')", "'five'"),
      json: unread(
        'JSONDecodeError (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))',
        "'{'",
      ),
      key: unread("KeyError ('name')", "'{}'"),
      unpacks: unread('ValueError (not enough values to unpack (expected 2, got 1))', "'one'"),
      match: unread("AttributeError ('NoneType' object has no attribute 'group')", "'none'"),
      literal: unread("SyntaxError ('[' was never closed (<unknown>, line 1))", "'[1, 2'"),
      unbound: unread(
        "UnboundLocalError (cannot access local variable 'last' where it is not associated with a value)",
        "''",
      ),
      // Newer Pythons read it to its end.
      nested: unread(
        /RecursionError/.test(testNamed(report, 'nested').message ?? '')
          ? 'RecursionError (maximum recursion depth exceeded while decoding a JSON array from a unicode string)'
          : 'JSONDecodeError (Expecting value: line 1 column 20001 (char 20000))',
        testNamed(report, 'nested').actual,
      ),
      decode: unread(
        "UnicodeDecodeError ('utf-16-le' codec can't decode byte 0x78 in position 0: truncated data)",
        "'x'",
      ),
      next: unread('StopIteration', "'a'"),
      wraps: unread('StopIteration', "''"),
    });
    deepEqual([report.outcome, report.reason], ['failed', null]);
    const { message, advice, location } = testNamed(report, 'number');
    match(message ?? '', /^ {2}\d+ \| assert int\(program\.run\("five"\)\.text\) == 5$/m);
    match(advice ?? '', /^Your program printed what is shown here as received\./);
    equal(location, null);
    match(testNamed(report, 'first').message ?? '', /Your program exited with code 0 and wrote nothing\./);
  });

  it('fails its test when a function gave something else', async () => {
    const report = await reportOf(
      lines({
        index: 'assert solution.call("main:pair")[1] == 2',
        number: 'assert int(solution.call("main:text")) == 1',
        none: 'assert solution.call("main:nothing").strip() == "x"',
        printed: 'assert solution.call("main:shout", "a").strip() == "A"',
        words: 'solution.call("main:shout", "a")\nassert solution.printed.split()[1] == "B"',
        silent: 'solution.call("main:nothing")\nassert solution.printed.split()[0] == "B"',
        steps: 'values = solution.iterate("main:count")\nassert [next(values), next(values)] == [1, 2]',
        raised:
          'with pytest.raises(ValueError) as info:\n    solution.call("main:refuses")\nassert info.value.args[1] == 2',
      }),
    );
    deepEqual(read(report), {
      index: unread('IndexError (list index out of range)', '[1]'),
      number: unread("ValueError (invalid literal for int() with base 10: 'not a number')", "'not a number'"),
      none: unread("AttributeError ('NoneType' object has no attribute 'strip')", 'None'),
      printed: unread("AttributeError ('NoneType' object has no attribute 'strip')", 'None'),
      words: unread('IndexError (list index out of range)', "'A\\n'"),
      silent: unread('IndexError (list index out of range)', "''"),
      steps: unread('StopIteration', null),
      raised: unread('IndexError (tuple index out of range)', 'ValueError: no'),
    });
    match(testNamed(report, 'printed').message ?? '', /`shout\('a'\)` printed its result, but did not return it\./);
    equal(testNamed(report, 'silent').advice, 'Your program printed nothing.');
    equal(testNamed(report, 'steps').advice, 'Your program gave fewer values than the test takes.');
    equal(testNamed(report, 'index').request, 'pair()');
  });

  it('fails its part of a test, and the next parts are judged', async () => {
    const report = await reportOf(`class TestIt(unittest.TestCase):
    def test_words(self):
        for word in ("", "a b"):
            with self.subTest(word=word):
                self.assertEqual(program.run(word).text.split()[1], "b")
`);
    deepEqual(Object.values(read(report)), [
      unread('IndexError (list index out of range)', "''"),
      ['passed', '', null],
    ]);
  });

  it('fails each test of the fixture that it stands in', async () => {
    const report = await reportOf(`@pytest.fixture(scope="module")
def table():
    return json.loads(program.run("no table").text)


def test_a(table):
    pass


def test_b(table):
    pass


@pytest.fixture
def row():
    return program.run("row").lines[7]


def test_c(row):
    pass
`);
    const broken = unread('JSONDecodeError (Expecting value: line 1 column 1 (char 0))', "'no table'");
    deepEqual(read(report), { a: broken, b: broken, c: unread('IndexError (list index out of range)', "'row'") });
  });

  it('is told after the exception that ended the program', async () => {
    const report = await reportOn({
      program: 'print(undefined)\n',
      suite: { 'test_it.py': `${HEAD}def test_it():\n    assert program.run().lines[0] == "x"\n` },
    });
    const [test] = report.tests;
    equal(report.outcome, 'learner-error');
    match(test?.message ?? '', /^Your program stopped with a NameError on line 1 of main\.py/);
  });
});

describe('A suite that is broken by itself', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  const BROKEN = {
    reads_nothing: 'len(program.__doc__ or 5)',
    misspells_a_name: 'assert program.run("x").text == helo',
    imports_what_is_not_there: 'program.run("x")\nimport no_such_module',
    misspells_a_function_of_a_module: 'assert json.laods(program.run("1").text) == 1',
    misspells_ours: 'assert program.run("x").txt == "x"',
    cannot_be_imported: 'program.run("x")\nexec(compile("x = (", "/grader/suite/other.py", "exec"))',
    asks_for_no_protocol: 'program.run("x")\nprogram.wait_for_port(80, "carrier pigeon")',
    hands_in_what_cannot_cross: 'program.run("x")\nsolution.call("main:shout", object())',
  };
  it('stays its author’s fault, whatever was read before', async () => {
    const report = await reportOf(lines(BROKEN));
    deepEqual(
      report.tests.map(({ id, outcome }) => [id.slice(id.lastIndexOf('::test_') + 7), outcome]),
      Object.keys(BROKEN).map((name) => [name, 'errored']),
    );
    deepEqual([report.outcome, report.reason], ['sandbox-error', 'suite-error']);
  });

  it('stays its author’s fault: a fixture breaks as it ends, whatever was read before', async () => {
    const report = await reportOf(`@pytest.fixture
def thing():
    yield
    {}["left"]


def test_it(thing):
    assert program.run("x").text == "x"
`);
    deepEqual([report.outcome, report.reason], ['sandbox-error', 'suite-error']);
  });

  it('stays its author’s fault: it asks for a fixture that does not exist', async () => {
    const report = await reportOf(`@pytest.fixture
def first():
    return program.run("x")


def test_it(first, second):
    pass
`);
    deepEqual([report.outcome, report.reason], ['sandbox-error', 'suite-error']);
  });
});
