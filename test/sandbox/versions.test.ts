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

describe('A program for a newer Python than that of the sandbox', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  for (const [kind, program, version] of [
    ['syntax', `names = ["a"]\nprint(f"{", ".join(names)}")${LETTER}`, '3.12'],
    ['a name', `from itertools import batched${LETTER}`, '3.12'],
    ['a module', `import annotationlib${LETTER}`, '3.14'],
  ] as const)
    it(`is told so in the first line, and stays the learner's error: ${kind}`, async () => {
      const report = await reportOf({ program, suite: { 'test_it.py': SUITE } });
      equal(report.outcome, 'learner-error');
      const wanted = new RegExp(`^This needs Python ${version}; the sandbox has 3\\.\\d+\\.$`);
      for (const { message } of report.tests.slice(0, 1)) match(firstLine(message), wanted);
    });

  it('is told of its mistake if it is wrong in any Python', async () => {
    const report = await reportOf({ program: `print(f"{names["a"}")${LETTER}`, suite: { 'test_it.py': SUITE } });
    match(firstLine(report.tests[0]?.message), /^Python cannot read your program: SyntaxError/);
  });
});

describe('A suite for a newer Python than that of the sandbox', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('is told so, for its author', async () => {
    const said: string[] = [];
    for (const first of ['from typing import override', 'x = f"{"a"}"', 'type A = int']) {
      const report = await reportOf({ program: LETTER, suite: { 'test_it.py': `${first}\n\n${SUITE}` } });
      deepEqual([report.outcome, report.reason], ['sandbox-error', 'suite-error']);
      said.push(firstLine(report.message).replace(/3\.\d+\. They broke: \w+: .*$/, '…'));
    }
    deepEqual(said, Array(3).fill('The tests of this step need Python 3.12, and the sandbox has …'));
  });
});
