import assert from 'node:assert/strict';
import { withGap } from '../../../src/results/report/shown-text';
import { type RunRecord, reduce } from '../../../src/results/verdict/reduce';
import { argsIn, loosely } from '../../support/messages';
import { collected, done, ended, failure, finished, green, metrics, outcomeOf, record, red, test } from './make';

describe('A run', () => {
  it('passed when the end record is complete and every collected test passed', () => {
    const verdict = reduce(record([...green, metrics(), done(2)]));
    assert.equal(verdict.outcome, 'passed');
    assert.equal(verdict.headline, null);
    assert.deepEqual(verdict.notes, []);
    assert.deepEqual(
      verdict.tests.map(({ outcome }) => outcome),
      ['passed', 'passed'],
    );
  });

  it('did not pass without its end record, although all tests are green', () => {
    const verdict = reduce(record(green));
    assert.deepEqual([verdict.outcome, verdict.reason], ['sandbox-error', 'container-lost']);
  });

  it('did not pass when a test was not reached, and says which', () => {
    const verdict = reduce(record([collected('a', 'b'), finished('a'), done(1, 'timeout')]));
    assert.equal(verdict.outcome, 'timeout');
    assert.deepEqual(
      verdict.tests.map(({ outcome }) => outcome),
      ['passed', 'not-run'],
    );
  });

  it('names the test that was running when the time was over', () => {
    const started = { event: 'started', test: test('b').id } as const;
    const verdict = reduce(
      record([collected('a', 'b'), finished('a'), started], { end: ended({ cause: 'limit', exit_code: 137 }) }),
    );
    assert.deepEqual(verdict.headline, { code: 'timeout', args: { seconds: 10, test: 'Does b' } });
    assert.equal(verdict.tests[1]?.failure?.code, 'not-finished');
  });

  const ENDLESS = failure('check-endless', { seconds: 10 });

  it('names the test whose check did not end, and says that the tests after it were not run', () => {
    const verdict = reduce(
      record([collected('a', 'b', 'c'), finished('a'), red('b', { failure: ENDLESS }), done(2, 'timeout')]),
    );
    assert.deepEqual([verdict.outcome, verdict.reason], ['timeout', null]);
    assert.deepEqual(verdict.headline, { code: 'check-endless', args: { seconds: 10, test: 'Does b' } });
    assert.deepEqual(
      verdict.tests.map(({ outcome, failure: why }) => [outcome, why?.code]),
      [
        ['passed', undefined],
        ['failed', 'check-endless'],
        ['not-run', undefined],
      ],
    );
  });

  it('is over its time as well when the record of the test was broken off, as if it had never finished', () => {
    const started = { event: 'started', test: test('b').id } as const;
    const verdict = reduce(record([collected('a', 'b'), finished('a'), started, done(2, 'timeout')]));
    assert.deepEqual([verdict.outcome, verdict.tests[1]?.failure?.code], ['timeout', 'not-finished']);
    assert.deepEqual(verdict.headline, { code: 'timeout', args: { seconds: 10, test: 'Does b' } });
  });

  it('is blamed on the suite when a test works without end and has asked the program for nothing', () => {
    const own = failure('suite-error', { type: 'TimeoutError', message: 'the test had not ended after 10 s' });
    const verdict = reduce(
      record([collected('a'), finished('a', { outcome: 'errored', failure: own }), done(1, 'timeout')]),
    );
    assert.deepEqual([verdict.outcome, verdict.reason], ['sandbox-error', 'suite-error']);
  });

  it('has no tests when none was collected or scanned', () => {
    assert.equal(outcomeOf(record([collected(), done(0)])), 'no-tests');
  });

  it('is blamed on the suite when fewer tests are collected than were scanned', () => {
    const verdict = reduce(record([...green, done(2)], { expected: [test('a'), test('b'), test('c')] }));
    assert.deepEqual(
      [verdict.outcome, verdict.reason, verdict.headline?.code],
      ['sandbox-error', 'suite-error', 'suite-incomplete'],
    );
    assert.equal(verdict.tests[2]?.outcome, 'not-run');
  });

  it('is blamed on the suite when no test was collected although some were scanned', () => {
    assert.equal(reduce(record([collected(), done(0)], { expected: [test('a')] })).reason, 'suite-error');
  });

  it('counts a parametrised test as collected when any of its cases is', () => {
    const verdict = reduce(
      record([collected('a[1]', 'a[2]'), finished('a[1]'), finished('a[2]'), done(2)], { expected: [test('a')] }),
    );
    assert.equal(verdict.outcome, 'passed');
    assert.equal(verdict.tests.length, 2);
  });

  it('does not confuse two tests whose names begin alike', () => {
    assert.equal(
      reduce(record([collected('ab'), finished('ab'), done(1)], { expected: [test('a')] })).reason,
      'suite-error',
    );
  });

  it('keeps the output of each test apart, and says what was left out', () => {
    const output = (name: string, text: string, dropped = 0) =>
      ({ event: 'output', test: test(name).id, stream: 'stdout', text, dropped }) as const;
    const verdict = reduce(
      record([
        collected('a', 'b'),
        output('a', 'one\n'),
        finished('a'),
        output('b', 'two\n', 5000),
        finished('b'),
        done(2),
      ]),
    );
    assert.deepEqual(verdict.tests[0]?.output, [{ text: 'one\n', dropped: 0 }]);
    assert.deepEqual(verdict.tests[1]?.output, [{ text: 'two\n', dropped: 5000 }]);
    assert.equal(verdict.output.map(withGap).join(''), 'one\n\n[… 5,000 bytes left out …]\ntwo\n');
  });
});

describe('A run whose events contradict each other', () => {
  const cases: Readonly<Record<string, RunRecord>> = {
    'collected-twice': record([collected('a'), collected('a', 'b'), finished('a'), finished('b'), done(2)]),
    'done-twice': record([collected('a'), finished('a'), done(1), done(1)]),
    'test-collected-twice': record([collected('a', 'a'), finished('a'), done(1)], { expected: [test('a')] }),
    'test-finished-twice': record([collected('a'), finished('a'), finished('a'), done(2)]),
    'unknown-test-finished': record([collected('a'), finished('a'), finished('z'), done(2)]),
    'finished-count': record([collected('a'), finished('a'), done(0)]),
    'complete-but-unfinished': record([collected('a', 'b'), finished('a'), done(1)]),
    'complete-but-uncollected': record([done(0)]),
  };
  for (const [why, run] of Object.entries(cases)) {
    it(`is lost: ${why}`, () => {
      const { outcome, reason, headline } = reduce(run);
      assert.deepEqual(
        { outcome, reason, why: argsIn(headline?.args).why },
        { outcome: 'sandbox-error', reason: 'container-lost', why },
      );
    });
  }
});

describe('A limit that was hit on the way', () => {
  const all = metrics({ oom_kills: 1, pids_refused: 3, output_dropped: 10 });

  it('is a note when everything passed', () => {
    const verdict = reduce(record([...green, all, done(2)], { end: ended({ cause: 'limit' }) }));
    assert.equal(verdict.outcome, 'passed');
    const codes = verdict.notes.map(({ code }) => code);
    assert.deepEqual(codes, ['memory-limit-hit', 'process-limit-hit', 'time-limit-hit', 'output-dropped']);
  });

  it('is no note when the verdict already names it', () => {
    const verdict = reduce(record([collected('a'), red('a'), metrics({ oom_kills: 1 }), done(1)]));
    assert.deepEqual([verdict.outcome, verdict.notes], ['out-of-memory', []]);
  });

  it('stands after the notes of those who prepared the run', () => {
    const notes = [loosely('venv-left-out', { name: '.venv' })];
    assert.deepEqual(
      reduce(record([...green, metrics({ pids_refused: 1 }), done(2)], { notes })).notes.map(({ code }) => code),
      ['venv-left-out', 'process-limit-hit'],
    );
  });
});
