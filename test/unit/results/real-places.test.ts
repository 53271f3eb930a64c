import assert from 'node:assert/strict';
import { withRealPlaces } from '../../../src/results/verdict/real-places';
import { reduce } from '../../../src/results/verdict/reduce';
import { collected, done, failure, program, record, red } from './make';

const FILES = [
  { path: 'main.py', bytes: Buffer.from('import app\napp.run()\n') },
  { path: 'app.py', bytes: Buffer.from('x = 1') },
];

/** Where the test points when the program has printed that its error was there. */
function pointsAt(file: string, line: string): string | null {
  const stderr = `Traceback (most recent call last):\n  File "/work/${file}", line ${line}, in <module>\nValueError: no\n`;
  const failed = red('a', { failure: failure('assertion'), programs: [program({ exit_code: 1, stderr })] });
  const verdict = withRealPlaces(reduce(record([collected('a'), failed, done(1)])), FILES);
  const place = verdict.tests[0]?.location ?? null;
  return place === null ? null : `${place.file}:${place.line}`;
}

describe('A place that a program has printed', () => {
  it('counts when the file was run and has that line', () => {
    assert.equal(pointsAt('main.py', '2'), 'main.py:2');
    assert.equal(pointsAt('app.py', '1'), 'app.py:1');
  });

  it('is ignored in a file that was not there, on a line that the file does not have, or without a line', () => {
    assert.equal(pointsAt('nope.py', '1'), null);
    assert.equal(pointsAt('main.py', '99'), null);
    assert.equal(pointsAt('main.py', '0'), null);
    assert.equal(pointsAt('main.py', '9'.repeat(400)), null);
  });
});
