import { equal } from 'node:assert/strict';
import type { FailureDetails } from '../../../src/contract/events';
import type { TestVerdict } from '../../../src/contract/verdict';
import { habitOf } from '../../../src/results/evidence/habits';
import { failure } from './make';

/** The code of the habit that this test shows; null for none. */
function habit(code: string, details: Partial<FailureDetails>, output = '', transcript = ''): string | null {
  const test: TestVerdict = {
    id: 't',
    language: 'python',
    name: 't',
    outcome: 'failed',
    duration_ms: 1,
    failure: failure(code, {}, details),
    programs: [],
    transcript,
    output: [{ text: output, dropped: 0 }],
    location: null,
    place: { file: 'test_it.py', line: 1 },
  };
  return habitOf(test)?.code ?? null;
}

describe('A habit of beginners', () => {
  it('is to print the result instead of returning it, if that result was printed', () => {
    const compared = { expected: 'True', actual: 'None', request: 'is_leap(2000)' };
    equal(habit('assertion', compared, 'True\n'), 'printed-not-returned');
    equal(habit('assertion', { ...compared, expected: "'a b'" }, 'x\na b\n'), 'printed-not-returned');
    equal(habit('assertion', compared, 'False\n'), null);
    equal(habit('assertion', compared), null);
    equal(habit('assertion', { ...compared, actual: 'False' }, 'True\n'), null);
  });

  it('is to take apart in the test what was only printed', () => {
    const unread = { actual: 'None', request: 'shout("a")' };
    equal(habit('answer-unread', unread, 'A\n'), 'printed-not-returned');
    equal(habit('answer-unread', unread), null);
    equal(habit('answer-unread', { ...unread, actual: '[1]' }, 'A\n'), null);
  });

  it('is to return the result instead of printing it, if that is what was returned', () => {
    const compared = { expected: "'42\\n'", actual: "''", request: 'show(6)\nwith the input "7"' };
    equal(habit('assertion', compared, '', 'show(6) -> 42'), 'returned-not-printed');
    equal(habit('assertion', compared, '', "show(6) -> '42'"), 'returned-not-printed');
    equal(
      habit('assertion', { ...compared, expected: "'42' in it", actual: "'So:\\n'" }, '', "show(6) -> '42'"),
      'returned-not-printed',
    );
    equal(habit('assertion', compared, '', "show(6) -> '43'"), null);
    equal(habit('assertion', compared, '', "show(7) -> '42'"), null);
    equal(habit('assertion', { ...compared, actual: "'421'" }, '', "show(6) -> '42'"), null);
    equal(habit('assertion', { ...compared, actual: 'None' }, '', "show(6) -> '42'"), null);
    equal(habit('assertion', { ...compared, expected: "'\\n'" }, '', "show(6) -> ''"), null);
  });

  it('is to ask with words where only the answer is wanted', () => {
    const compared = { expected: "'42'", actual: "'Number: 42\\n'" };
    equal(habit('assertion', compared, '', 'stdin -> "42\\n"'), 'text-in-front');
    equal(habit('assertion', compared), null);
    equal(habit('assertion', { ...compared, actual: "'42'" }, '', 'stdin -> ""'), null);
    equal(habit('assertion', { ...compared, expected: "''" }, '', 'stdin -> ""'), null);
  });

  it('is to ask for ever', () => {
    const asking = 'Number: that is none\n'.repeat(100);
    equal(habit('run-timeout', {}, `${asking}Number: `), 'repeats-itself');
    equal(habit('run-timeout', {}, Array.from({ length: 100 }, (_, line) => `${line}\n`).join('')), null);
    equal(habit('run-timeout', {}, '\n'.repeat(100)), null);
    equal(habit('assertion', {}, asking), null);
  });
});
