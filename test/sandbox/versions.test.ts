import { deepEqual, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { reportOf } from '../support/small-course';

const SUITE = `from codealong import program, solution


def test_prints():
    assert program.run().text == "a\\n"


def test_calls():
    assert solution.call("main:letter") == "a"
`;
const LETTER = '\n\ndef letter():\n    return "a"\n\n\nprint("a")\n';

const firstLine = (text: string | null | undefined) => text?.split('\n', 1)[0] ?? '';

/** The oldest, and one that reads more. */
const [OLD, NEW] = ['python-3.11', 'python-3.14'];
const of = (program: string, runtime: string) =>
  reportOf({ program, suite: { 'test_it.py': SUITE }, settings: { runtime } });

describe('A program for a newer Python than that of the sandbox', function () {
  this.timeout(600_000); // an image may have to be built
  before(() => of(LETTER, NEW));
  afterEach(nothingIsLeft);

  for (const [kind, program, told] of [
    [
      'a string',
      `names = ["a"]\nseats = f"{", ".join(names)}"${LETTER}`,
      'This is Python 3.12 syntax; your program runs in Python 3.11.',
    ],
    [
      'what our own reading of a line does not see',
      `seat = f"{\n    1\n}"${LETTER}`,
      /^This is .*[sS]yntax.*; your program runs in Python 3\.11\.$/,
    ],
    ['a statement', `type Letter = str${LETTER}`, 'This is Python 3.12 syntax; your program runs in Python 3.11.'],
    [
      'exceptions',
      `try:\n    pass\nexcept ValueError, TypeError:\n    pass${LETTER}`,
      'This is Python 3.14 syntax; your program runs in Python 3.11.',
    ],
    [
      'a name',
      `from itertools import batched${LETTER}`,
      '`itertools.batched` came with Python 3.12; your program runs in Python 3.11.',
    ],
    [
      'a module',
      `import annotationlib${LETTER}`,
      '`annotationlib` came with Python 3.14; your program runs in Python 3.11.',
    ],
  ] as const)
    it(`is told so in the first line, is offered a newer one, and passes there: ${kind}`, async () => {
      const report = await of(program, OLD);
      equal(report.outcome, 'learner-error');
      const [test] = report.tests;
      if (typeof told === 'string') equal(firstLine(test?.message), told);
      else match(firstLine(test?.message), told);
      match(test?.advice ?? '', /^Run it in .*Python 3\.14: "Choose Runtime" in VS Code, `--runtime python-3\.14`/);
      equal(test?.run_in, NEW);
      equal((await of(program, NEW)).outcome, 'passed');
    });

  it('is told of its mistake if it is wrong in any Python, whatever its line looks like', async () => {
    const { tests } = await of(`print(f"{names["a"}")${LETTER}`, OLD);
    match(firstLine(tests[0]?.message), /^Python cannot read your program: SyntaxError/);
    equal(tests[0]?.run_in, undefined);
  });

  it('is told of the line that a newer one reads, although that one finds a mistake behind it', async () => {
    const { tests } = await of(`type Letter = str\nx = (${LETTER}`, OLD);
    equal(firstLine(tests[0]?.message), 'This is Python 3.12 syntax; your program runs in Python 3.11.');
    equal(tests[0]?.location?.line, 1);
  });

  it('is told that the course takes no other, if it does not', async () => {
    const course = { runtimes: { python: '=3.11' } };
    const report = await reportOf({ program: `type Letter = str${LETTER}`, suite: { 'test_it.py': SUITE }, course });
    match(report.tests[0]?.advice ?? '', /^This course takes only Python 3\.11\. /);
    equal(report.tests[0]?.run_in, undefined);
  });
});

describe('A suite for a newer Python than that of the sandbox', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('is told so, for its author', async () => {
    const said: string[] = [];
    for (const first of ['from typing import override', 'x = f"{"a"}"', 'type A = int']) {
      const suite = { 'test_it.py': `${first}\n\n${SUITE}` };
      const report = await reportOf({ program: LETTER, suite, settings: { runtime: OLD } });
      deepEqual([report.outcome, report.reason], ['sandbox-error', 'suite-error']);
      said.push(firstLine(report.message).replace(/3\.\d+\. They broke: \w+: .*$/, '…'));
    }
    deepEqual(said, Array(3).fill('The tests of this step need Python 3.12, and the sandbox has …'));
  });
});
