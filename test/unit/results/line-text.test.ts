import assert from 'node:assert/strict';
import { locate } from '../../../src/results/evidence/locate';
import { lineText } from '../../../src/results/report/line-text';
import { failure, program, verdictOf } from './make';

const TRACEBACK =
  'Exception in thread Thread-1:\nTraceback (most recent call last):\n  File "/work/main.py", line 7, in talk\n    words[5]\nIndexError: list index out of range\n';
const SILENT = failure('no-reply', { port: 6379, seconds: 1 });

/** As a run judges it: the line is where the evidence points. */
function said(programs: Parameters<typeof program>[0], failed = SILENT): string | null {
  const evidence = { failure: failed, programs: [program(programs)], language: 'python' };
  return lineText(verdictOf(failed, { programs: evidence.programs, location: locate(evidence) }));
}

function waits(busy: boolean, source: string) {
  const frames = [{ file: '/work/main.py', line: 4, name: 'main', source }];
  return { exit_code: null, threads: [{ busy, frames }] };
}

describe('What is wrong with the line that a failure points at', () => {
  it('is the exception, also of a thread whose program went on', () => {
    assert.match(
      said({ stderr: TRACEBACK }) ?? '',
      /^[^.]*IndexError on line 7 of main\.py: list index out of range\.$/,
    );
  });

  it('is what the program did there when the test gave up', () => {
    assert.equal(said(waits(true, 'while not ready:')), 'Your program was busy at line 4 of main.py.');
    assert.equal(
      said(waits(false, 'client, _ = server.accept()')),
      'Your program was waiting for a client to connect, at line 4 of main.py.',
    );
  });

  it('is nothing when no line is known', () => {
    assert.equal(said({}), null);
    assert.equal(said(waits(false, ''), failure('assertion', {}, { actual: '"a"' })), null);
  });
});
