import { deepEqual, equal } from 'node:assert/strict';
import type { FinishedEvent, Unreached } from '../../../src/contract/events';
import { withNeverReached } from '../../../src/results/report/never-reached';
import { render } from '../../../src/results/report/render';
import { toReport } from '../../../src/results/report/report';
import { PLAIN } from '../../../src/results/report/shown-text';
import { reduce } from '../../../src/results/verdict/reduce';
import { collected, done, FILE, failure, program, record, red } from './make';

const CONTEXT = { course: 'redis', step: 'echo', codeOf: () => null, sandbox: 'warm', regressions: [] } as const;
const FOUND: Unreached = { file: 'main.py', function: 'answer', first: 2, last: 3, whole: false, word: 'ECHO' };
const SOURCE = { path: 'main.py', bytes: Buffer.from('one\ntwo\nthree\nfour') };
const OTHER = { path: 'resp.py', bytes: Buffer.from('') };

/** A run whose second test has failed, and the report with what a traced run of it has found. */
function told(unreached: Unreached | null, rest: Partial<FinishedEvent> = {}, files = [SOURCE]) {
  const failed = red('b', {
    failure: failure('message', {}, { message: 'No.', request: 'redis-cli ECHO hey' }),
    ...rest,
  });
  const verdict = reduce(record([collected('a', 'b'), red('a'), failed, done(2)]));
  const report = toReport(verdict, CONTEXT);
  const more = withNeverReached({ verdict, report, files }, { event: 'reached', test: `${FILE}::b`, unreached });
  return { report, more, text: more?.tests[1]?.never_reached?.text ?? null };
}

describe('What a failing test never reached', () => {
  it('is told at its test, with the place, and changes nothing else', () => {
    const { report, more } = told(FOUND);
    const text = 'The test sent ECHO; lines 2–3 of answer() were never reached.';
    const [first, second] = report.tests;
    deepEqual(more, {
      ...report,
      tests: [first, { ...second, never_reached: { text, file: 'main.py', first_line: 2, last_line: 3 } }],
    });
  });

  it('is a part of the failure as it is shown', () => {
    const { more } = told(FOUND);
    const lines =
      more === null ? [] : render({ ...more, tests: more.tests.slice(1) }, { style: PLAIN, durations: false });
    equal(lines.includes('    The test sent ECHO; lines 2–3 of answer() were never reached.'), true, lines.join('\n'));
  });

  it('has words for one line, for a function, for a call, and for places in other files', () => {
    const both = [SOURCE, OTHER];
    const texts = [
      told({ ...FOUND, last: 2 }).text,
      told({ ...FOUND, whole: true, function: 'Store.echo' }).text,
      told({ ...FOUND, whole: true, function: 'main', word: null }).text,
      told({ ...FOUND, function: null }).text,
      told(FOUND, {}, both).text,
      told(FOUND, { failure: failure('message', {}, { request: 'handle("ECHO")' }) }).text,
    ];
    deepEqual(texts, [
      'The test sent ECHO; line 2 of answer() was never reached.',
      'The test sent ECHO; Store.echo() was never called.',
      'main() was never called.',
      'The test sent ECHO; lines 2–3 of main.py were never reached.',
      'The test sent ECHO; lines 2–3 of answer() in main.py were never reached.',
      'The test asked for ECHO; lines 2–3 of answer() were never reached.',
    ]);
  });

  it('is nothing where nothing was found, or another test is meant', () => {
    equal(told(null).more, null);
    const { report } = told(FOUND);
    const verdict = reduce(record([collected('a'), red('a'), done(1)]));
    equal(
      withNeverReached({ verdict, report, files: [SOURCE] }, { event: 'reached', test: 'c', unreached: FOUND }),
      null,
    );
    equal(withNeverReached({ verdict, report, files: [SOURCE] }, null), null);
  });

  it('is not told of a program that has broken down: its own words say more', () => {
    const crash =
      'Traceback (most recent call last):\n  File "/work/main.py", line 2, in <module>\n    two\nNameError: no\n';
    equal(told(FOUND, { programs: [program({ exit_code: 1, stderr: crash })] }).more, null);
  });

  for (const [what, wrong] of Object.entries<Partial<Unreached>>({
    'a file that was not run': { file: '../etc/passwd' },
    'a file of the suite': { file: 'steps/01-bind/test_bind.py' },
    'a line beyond the file': { last: 5 },
    'line 0': { first: 0 },
    'lines in the wrong order': { first: 3, last: 2 },
    'a whole function without a name': { function: null, whole: true },
  }))
    it(`is not believed of ${what}`, () => equal(told({ ...FOUND, ...wrong }).more, null));

  it('cannot act on a terminal by a name', () => {
    equal(told({ ...FOUND, function: 'a\u001b[2J' }).text?.includes('\u001b'), false);
  });
});
