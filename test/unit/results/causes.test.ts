import { deepEqual, equal, match } from 'node:assert/strict';
import type { SandboxEvent } from '../../../src/contract/events';
import { render } from '../../../src/results/report/render';
import { toReport } from '../../../src/results/report/report';
import { PLAIN } from '../../../src/results/report/shown-text';
import { reduce } from '../../../src/results/verdict/reduce';
import { collected, done, failure, finished, record, red } from './make';
import { crashed } from './told';

const CONTEXT = { course: 'c', step: 's', codeOf: () => null, sandbox: 'warm', regressions: [] } as const;
const early = failure('exited-early', { exit_code: 1, signal: null, port: 6379 });

/** A test whose program ended with this exception at this line. */
const stopped = (name: string, line = 3, said = "NameError: name 'x' is not defined") =>
  red(name, {
    failure: early,
    programs: [
      crashed(
        `Traceback (most recent call last):\n  File "/work/main.py", line ${line}, in <module>\n    x\n${said}\n`,
      ),
    ],
  });

const reportOf = (...tests: readonly SandboxEvent[]) => {
  const names = tests.map((event) => (event.event === 'finished' ? event.test.replace(/.*::/, '') : ''));
  return toReport(reduce(record([collected(...names), ...tests, done(tests.length)])), CONTEXT);
};
const messages = (report: ReturnType<typeof reportOf>) => report.tests.map(({ message }) => message?.split('\n', 1)[0]);

describe('A cause that many tests have', () => {
  it('is told once, and each other test names the one that tells it', () => {
    const report = reportOf(stopped('a'), stopped('b'), stopped('c'));
    const same = 'For the same reason as "Does a": a NameError on line 3 of main.py.';
    deepEqual(messages(report).slice(1), [same, same]);
    match(report.tests[0]?.message ?? '', /^Your program stopped with a NameError on line 3 of main\.py/);
    deepEqual(
      report.tests.map(({ location, advice }) => [location?.line, advice !== null]),
      [
        [3, true],
        [3, false],
        [3, false],
      ],
    );
  });

  it('is said to be the one of all tests, if it is, in the report and once in a terminal', () => {
    const report = reportOf(stopped('a'), stopped('b'));
    match(report.message ?? '', /^All 2 tests fail for one reason\.\nYour program stopped/);
    const shown = render(report, { style: PLAIN, durations: false }).join('\n');
    equal(shown.split('All 2 tests fail for one reason.').length, 2);
    equal(shown.split('Your program stopped with').length, 2);
  });

  it('is not the same at another line, with other words, or in a test that failed by itself', () => {
    const report = reportOf(
      stopped('a'),
      stopped('b', 4),
      stopped('c', 3, 'ValueError: no'),
      red('d'),
      red('e'),
      finished('f'),
    );
    equal(
      messages(report).some((message) => message?.startsWith('For the same')),
      false,
    );
    equal(report.message, report.tests[0]?.message);
  });

  it('may be a program that ends before anything is asked of it', () => {
    const quiet = (name: string) => red(name, { failure: early });
    const report = reportOf(quiet('a'), quiet('b'), stopped('c'));
    equal(messages(report)[1], 'For the same reason as "Does a".');
    equal(report.message, report.tests[0]?.message);
  });
});
