import assert from 'node:assert/strict';
import {
  caught,
  firstDifference,
  learnersText,
  lineDiff,
  printGolden,
  readGolden,
  sameText,
} from '../../../src/authoring/golden';
import { collected, done, ended, failure, finished, red } from '../results/make';
import { resultOf } from './make';

describe('The text of a wrong program', () => {
  it('is a test, an empty line, and what a learner reads', () => {
    const golden = { test: 'test_a.py::test_b', text: '  Does it\n    It does not.\n\n      expected  1' };
    assert.equal(printGolden(golden), 'test_a.py::test_b\n\n  Does it\n    It does not.\n\n      expected  1\n');
    assert.deepEqual(readGolden(printGolden(golden)), golden);
  });

  it('is read with the line ends of Windows, and without the blanks that editors remove', () => {
    assert.deepEqual(readGolden('test_a.py::test_b\r\n\r\n  a  \r\n\r\n  b\r\n\r\n'), {
      test: 'test_a.py::test_b',
      text: '  a\n\n  b',
    });
  });

  it('may name its test alone, before it is written', () => {
    assert.deepEqual(readGolden('test_a.py::test_b\n'), { test: 'test_a.py::test_b', text: '' });
    assert.equal(readGolden('part/test_a.py::TestX::test_b[1 2]\n\nx')?.test, 'part/test_a.py::TestX::test_b[1 2]');
  });

  for (const text of [
    'test_b\n\nx',
    'test_a.py::test_b\nx',
    '\ntest_a.py::test_b\n\nx',
    'redis/ping/test_a.py:test_b\n\nx',
  ]) {
    it(`does not begin with ${JSON.stringify(text)}`, () => assert.equal(readGolden(text), null));
  }
});

describe('What a learner reads of a run', () => {
  const failed = failure(
    'message',
    {},
    { message: 'It is wrong.', expected: '1', actual: '2', advice: 'Do it right.' },
  );

  it('is the first failing test in full, without times, output and transcript', () => {
    const end = [finished('a'), red('b', { failure: failed, transcript: '0.123 s: sent x' }), red('c'), done(3)];
    const result = resultOf([collected('a', 'b', 'c'), ...end]);
    assert.equal(caught(result)?.id, 'test_bind.py::b');
    assert.equal(
      learnersText(result),
      '  Does b\n    It is wrong.\n\n      expected  1\n      received  2\n\n    Do it right.',
    );
  });

  it('is the headline when the time was over, with the test that was running', () => {
    const begun = { event: 'started', test: 'test_bind.py::b' } as const;
    const events = [collected('a', 'b'), finished('a'), begun, done(1, 'timeout')];
    const result = resultOf(events, { end: ended({ cause: 'limit', exit_code: 137 }) });
    assert.equal(result.verdict.outcome, 'timeout');
    assert.equal(caught(result)?.id, 'test_bind.py::b');
    assert.match(learnersText(result), /^ {2}\S.*10 seconds/);
  });

  it('is nothing when the run passed', () => {
    const result = resultOf([collected('a'), finished('a'), done(1)]);
    assert.equal(caught(result), null);
    assert.equal(learnersText(result), '');
  });
});

describe('The difference of two texts', () => {
  it('is shown line by line', () => {
    assert.equal(lineDiff('a\nb\n\nc\nd', 'a\nx\n\nc\nd\ne'), '  a\n- b\n+ x\n\n  c\n  d\n+ e');
    assert.equal(lineDiff('a', 'a'), '  a');
    assert.equal(lineDiff('', 'a'), '-\n+ a');
  });

  it('begins at the first line that differs', () => {
    assert.equal(firstDifference('a\nb', 'a\nc'), 2);
    assert.equal(firstDifference('a\nb', 'a\nb\nc'), 3);
    assert.equal(firstDifference('a\nb\nc', 'a\nb'), 3);
  });
});

describe('Two texts for a learner', () => {
  const withMarks = (marks: string, more = '') =>
    `t.py::a\n\n  4 | print(int("two"))${marks === '' ? '' : `\n    | ${marks}`}\n    Wrong.${more}`;

  it('are the same if only Python’s marks below a line differ, which each version draws in its own way', () => {
    for (const marks of ['      ^^^^^^^^^^', '      ~~~^^^^^^^', ''])
      assert.ok(sameText(withMarks('~~~~~~^^^^^^^^^^^^'), withMarks(marks)), marks);
    assert.ok(
      sameText(withMarks('^^^'), withMarks('~~~^\n    |     "two",\n    |     ^^^^^^')),
      'further lines of a statement',
    );
    assert.ok(!sameText(withMarks('^'), withMarks('^', ' Twice.')));
    assert.ok(
      !sameText('  received  "a"\n             ^', '  received  "a"\n              ^'),
      'marks of our own count',
    );
  });

  it('first differ on a line that is counted with the marks', () => {
    assert.equal(firstDifference(withMarks('^^^', '\nIt is 2.'), withMarks('', '\nIt is 3.')), 6);
    assert.equal(firstDifference(withMarks('^^^'), withMarks('', '\nMore.')), 6);
  });
});
