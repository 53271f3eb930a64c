import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { Report } from '../../src/contract/report';
import { nothingIsLeft } from '../support/containers';
import { reportOf, type SmallCourse, toldOf } from '../support/small-course';

/** Of which each has something that the one before it has not: colours, start methods, forms of what Python says. */
const RUNTIMES = ['python-3.11', 'python-3.13', 'python-3.14'];

const inEach = (small: SmallCourse, look: (report: Report, runtime: string) => void) =>
  async function each(this: Mocha.Context) {
    this.timeout(600_000); // an image may have to be built
    for (const runtime of RUNTIMES) {
      const report = await reportOf({ ...small, settings: { runtime } });
      equal(report.runtime?.id, runtime);
      look(report, runtime);
    }
  };

/** Two tests after each other, each with a program of its own. */
const TWICE = `from codealong import program


def test_first():
    assert program.run().text == "[0, 1, 4]\\n"


def test_second():
    assert program.run().text == "[0, 1, 4]\\n"
`;

const PRINTS = 'from codealong import program\n\n\ndef test_it():\n    assert program.run().text == "a\\n"\n';

/** Idiomatic programs that print `a`, and the first line of those runtimes in which they cannot. */
const IDIOMS: readonly (readonly [title: string, program: string, told: Readonly<Record<string, RegExp>>])[] = [
  [
    'takes the event loop that it was given',
    'import asyncio\n\n\nasync def main():\n    print("a")\n\n\nasyncio.get_event_loop().run_until_complete(main())\n',
    { 'python-3.14': /^Since Python 3\.14, no event loop is made .*; your program runs in Python 3\.14\.$/ },
  ],
  [
    'hands a function without a name to a process',
    `from multiprocessing import Process

if __name__ == "__main__":
    Process(target=lambda: print("a")).start()
`,
    { 'python-3.14': /^Since Python 3\.14, a new process is not a copy .*; your program runs in Python 3\.14\.$/ },
  ],
  [
    'computes an annotation with the name of a later class',
    'class Client:\n    server: "Server" | None = None\n\n\nprint("a")\n',
    {
      'python-3.11': /^This annotation needs Python 3\.14; your program runs in Python 3\.11\.$/,
      'python-3.13': /^This annotation needs Python 3\.14; your program runs in Python 3\.13\.$/,
    },
  ],
  [
    'has a mistake of its own that looks like a newer name',
    'from itertools import bathced\n',
    Object.fromEntries(RUNTIMES.map((runtime) => [runtime, /^Your program stopped with an ImportError on line 1/])),
  ],
];

describe('In every Python, from the oldest to the newest,', () => {
  afterEach(nothingIsLeft);

  it(
    'what Python says of an error at a terminal has no colours, which newer ones would write',
    inEach(
      {
        program: 'import os\nprint(os.isatty(2))\nint("two")\n',
        suite: {
          'test_it.py':
            'from codealong import program\n\n\ndef test_it():\n    program.start(tty=True).expect_exit(0)\n',
        },
      },
      (report) => {
        equal(report.outcome, 'failed');
        match(JSON.stringify(report), /ValueError: invalid literal for int\(\)/);
        doesNotMatch(JSON.stringify(report), /\\u001b/);
      },
    ),
  );

  it(
    'a program may have processes, however they are started, and none is left for the next test',
    inEach(
      {
        program: `from multiprocessing import Pool


def square(number):
    return number * number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(square, range(3)))
`,
        suite: { 'test_it.py': TWICE },
      },
      (report) =>
        deepEqual([report.outcome, toldOf(report)], ['passed', ['test_first: passed', 'test_second: passed']]),
    ),
  );

  it(
    'the line is found where one of several threads hangs',
    inEach(
      {
        program: `import threading


def wait_for_ever():
    threading.Event().wait()


worker = threading.Thread(target=wait_for_ever, name="a worker (most recent call first):")
worker.start()
print("ready")
worker.join()
`,
        suite: {
          'test_it.py':
            'from codealong import program\n\n\ndef test_it():\n    program.start().read_until("never", timeout=1)\n',
        },
      },
      ({ tests: [test] }) => match(test?.message ?? '', /line (?:5|11) of main\.py/),
    ),
  );

  it(
    'the line of a crash is found',
    inEach(
      {
        program: 'import ctypes\n\n\ndef crash():\n    ctypes.string_at(0)\n\n\ncrash()\n',
        suite: {
          'test_it.py': 'from codealong import program\n\n\ndef test_it():\n    program.start().expect_exit(0)\n',
        },
      },
      ({ tests: [test] }) => match(test?.message ?? '', /segmentation fault[\s\S]*line 5 of main\.py/),
    ),
  );

  for (const [title, program, told] of IDIOMS)
    it(
      `a program gets the verdict that it deserves there: one that ${title}`,
      inEach({ program, suite: { 'test_it.py': PRINTS } }, ({ tests: [test] }, runtime) => {
        const line = told[runtime];
        if (line === undefined) equal(test?.outcome, 'passed', test?.message ?? '');
        else match((test?.message ?? '').split('\n', 1)[0] ?? '', line);
      }),
    );

  it(
    'parts of a test are judged by themselves with pytest’s `subtests`, and one that fails is a failure',
    inEach(
      {
        program: 'def same(value):\n    return value\n',
        suite: {
          'test_it.py': `import pytest
from codealong import solution


def test_rows(subtests):
    for row in (4, 11):
        with subtests.test("the row", row=row):
            assert solution.call("main:same", 4) == row


@pytest.mark.xfail(reason="not yet")
def test_expected(subtests):
    with subtests.test():
        assert solution.call("main:same", 4) == 5
`,
        },
      },
      (report) => {
        const told = report.tests.map(({ name, outcome }) => [name, outcome]);
        deepEqual(told, [
          ['test_rows: the row, row=4', 'passed'],
          ['test_rows: the row, row=11', 'failed'],
          ['test_expected', 'passed'],
        ]);
        equal(report.outcome, 'failed');
      },
    ),
  );
});
