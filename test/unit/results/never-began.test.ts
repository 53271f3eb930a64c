import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { Causes } from '../../../src/results/report/causes';
import { liveTestReport } from '../../../src/results/report/report';
import { failure, verdictOf } from './make';
import { stderrOf } from './python';
import { crashed } from './told';

/** A suite that compares what a program wrote. */
const wrong = failure(
  'message',
  {},
  {
    message: 'Not what I heard.',
    request: 'python3 main.py',
    expected: "'hear'",
    actual: "''",
  },
);

function reportOf(files: Readonly<Record<string, string>>) {
  const verdict = verdictOf(wrong, { programs: [crashed(stderrOf(files))] });
  return liveTestReport(verdict, { course: 'echo', step: 'say' }, new Causes());
}

describe('A program that Python cannot read', () => {
  it('never began: what the test expected of it and received is not told', () => {
    for (const files of [{ 'main.py': 'while True\n' }, { 'main.py': 'import words\n', 'words.py': 'while True\n' }]) {
      const { message, request, expected, actual } = reportOf(files);
      match(message ?? '', /^Python cannot read your program: SyntaxError on line 1 of (?:main|words)\.py/);
      doesNotMatch(message ?? '', /Not what I heard/);
      deepEqual({ request, expected, actual }, { request: null, expected: null, actual: null });
    }
  });

  it('had begun if a function imports the file: both are told', () => {
    const main = 'def hear():\n    import words\n\n\nhear()\n';
    const { message, expected } = reportOf({ 'main.py': main, 'words.py': 'while True\n' });
    match(message ?? '', /SyntaxError[\s\S]*Not what I heard/);
    deepEqual(expected, "'hear'");
  });

  it('had begun, too, if it compiles text of its own, or raises a SyntaxError itself', () => {
    for (const main of ['eval("1 +")\n', 'raise SyntaxError("no")\n']) {
      const { message, expected } = reportOf({ 'main.py': main });
      match(message ?? '', /^Your program stopped with a SyntaxError on line 1 of main\.py/);
      deepEqual(expected, "'hear'");
    }
  });
});
