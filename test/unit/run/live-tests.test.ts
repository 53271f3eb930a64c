import { deepEqual, equal, match } from 'node:assert/strict';
import { LiveTests } from '../../../src/run/live-tests';
import { courseOf, targetOf } from '../editor/make';
import { collected, done, failure, finished, program, red } from '../results/make';

const STDERR = `Traceback (most recent call last):
  File "/work/main.py", line 2, in <module>
    pong(1)
NameError: name 'pong' is not defined
`;

describe('The tests of a run that goes on', () => {
  const live = () => new LiveTests({ course: courseOf(), step: targetOf().step });

  it('are described as they finish, with advice, and other events are not', () => {
    const tests = live();
    equal(tests.take(collected('a', 'b')), null);
    const ended = program({ exit_code: 1, stderr: STDERR });
    const event = red('a', { failure: failure('exited', { exit_code: 1, signal: null }), programs: [ended] });
    const { verdict, report } = tests.take(event) ?? {};
    deepEqual([verdict?.outcome, verdict?.location], ['failed', { file: 'main.py', line: 2 }]);
    deepEqual([report?.id, report?.name, report?.test_code], ['redis/ping/test_bind.py::a', 'Does a', null]);
    match(report?.message ?? '', /NameError/);
    match(report?.advice ?? '', /does not know this name/);
    equal(tests.take(finished('b'))?.report.message, null);
    equal(tests.take(done(2)), null);
  });

  it('wait for the verdict where a file could not be read, since a newer compiler is asked about it first', () => {
    const unread = (type: string) => {
      const stderr = `  File "/work/main.py", line 1\n    x = (\n        ^\n${type}: '(' was never closed\n`;
      const programs = [program({ exit_code: 1, stderr })];
      return red('a', { failure: failure('exited', { exit_code: 1, signal: null }), programs });
    };
    const tests = live();
    tests.take(collected('a'));
    equal(tests.take(unread('SyntaxError')), null);
    match(tests.take(unread('IndentationError'))?.report.message ?? '', /cannot read your program/);
  });

  it('are nothing if they were never collected', () => {
    equal(live().take(finished('a')), null);
  });
});
