import assert from 'node:assert/strict';
import { reduce, verdictOfProblem } from '../../../src/results/verdict/reduce';
import '../../../src/results/texts/advice-catalogue';
import { textOf } from '../../../src/results/texts';
import { loosely } from '../../support/messages';
import { collected, done, ended, failure, finished, outcomeOf, problem, program, record, red, test } from './make';

describe('The suite is at fault', () => {
  const place = { file: 'conftest.py', line: 9 };

  it('when it cannot be collected', () => {
    const broken = {
      event: 'collected',
      tests: [],
      problem: { message: 'no module named x', place, traceback: '' },
      skipped: [],
    } as const;
    const verdict = reduce(record([broken, done(0, 'suite-error')]));
    assert.deepEqual([verdict.outcome, verdict.reason], ['sandbox-error', 'suite-error']);
    assert.deepEqual(verdict.headline?.args, {
      message: 'no module named x',
      test: null,
      file: 'conftest.py',
      line: 9,
    });
  });

  it('when a test of it breaks, also after one that the program failed', () => {
    const broken = finished('b', {
      outcome: 'errored',
      failure: failure('suite-error', { type: 'KeyError', message: "'x'" }, { place }),
    });
    const verdict = reduce(record([collected('a', 'b'), red('a'), broken, done(2)]));
    assert.equal(verdict.reason, 'suite-error');
    assert.deepEqual(verdict.headline?.args, {
      message: "'x'",
      type: 'KeyError',
      test: 'Does b',
      file: 'conftest.py',
      line: 9,
    });
  });

  it('when the grader says so in its last word', () => {
    assert.equal(reduce(record([collected('a'), done(0, 'suite-error')])).reason, 'suite-error');
  });
});

describe('The container', () => {
  const open = record([collected('a')]);

  it('was lost when it ended without a last word', () => {
    assert.equal(reduce({ ...open, end: ended({ exit_code: 1 }) }).reason, 'container-lost');
    assert.equal(reduce({ ...open, end: ended({ cause: 'lost', exit_code: 137 }) }).reason, 'container-lost');
    assert.equal(reduce(record([], { end: ended({ cause: 'lost', exit_code: null }) })).reason, 'container-lost');
  });

  it('was out of memory when it was killed and we did not do it', () => {
    assert.equal(outcomeOf({ ...open, end: ended({ exit_code: 137 }) }), 'out-of-memory');
    assert.equal(outcomeOf({ ...open, end: ended({ cause: 'lost', oom_killed: true }) }), 'out-of-memory');
    assert.equal(outcomeOf({ ...open, end: ended({ cause: 'limit', exit_code: 137 }) }), 'timeout');
    assert.equal(outcomeOf({ ...open, end: ended({ cause: 'cancelled', exit_code: 137 }) }), 'cancelled');
  });

  it('was out of memory when that is known, whatever else was reported', () => {
    const lost = loosely('container-lost', { why: '' });
    const gone = ended({ cause: 'lost', exit_code: 137, problem: lost });
    assert.equal(outcomeOf({ ...open, end: { ...gone, oom_killed: true } }), 'out-of-memory');
    assert.equal(reduce({ ...open, end: gone }).reason, 'container-lost');
  });

  it('may have been out of memory when nobody knows who killed it', () => {
    const killed = loosely('container-lost', { why: '', exit_code: 137, state: 'exited' });
    assert.match(textOf(killed).advice ?? '', /your program may use too much memory/);
    assert.match(textOf(loosely('container-lost', { why: '', exit_code: 1 })).advice ?? '', /not your program's fault/);
  });

  it('may have run more steps than this one', () => {
    assert.equal(outcomeOf(record([collected('a'), finished('a'), done(9)])), 'passed');
  });

  it('may be killed after its last word', () => {
    assert.equal(outcomeOf(record([collected('a'), red('a'), done(1)], { end: ended({ exit_code: 137 }) })), 'failed');
  });

  it('could not read its job', () => {
    const verdict = reduce(record([done(0, 'bad-job', { why: 'frame' })]));
    assert.deepEqual([verdict.outcome, verdict.reason, verdict.headline?.code], ['sandbox-error', null, 'bad-job']);
  });
});

describe('The first failing test is', () => {
  const first = (rest: Parameters<typeof red>[1]) =>
    outcomeOf(record([collected('a', 'b'), red('a', rest), finished('b'), done(2)]));

  it('an error of the learner when its program died of a signal or ended with a code', () => {
    assert.equal(first({ programs: [program({ exit_code: 1 })] }), 'learner-error');
    assert.equal(first({ programs: [program({ exit_code: null, signal: 6 })] }), 'learner-error');
    const stderr = 'Traceback (most recent call last):\n  File "/work/main.py", line 1, in <module>\nValueError: no\n';
    assert.equal(first({ programs: [program({ exit_code: 1, asked: true, stderr })] }), 'learner-error');
  });

  it('an error of the learner when a function raised', () => {
    assert.equal(first({ failure: failure('raised', { type: 'ValueError', message: '' }) }), 'learner-error');
  });

  it('just failed when the program left with code 0, still ran, or ended as the test had asked', () => {
    assert.equal(first({ failure: failure('exited-early', { exit_code: 0 }), programs: [program()] }), 'failed');
    assert.equal(first({ programs: [program({ exit_code: null })] }), 'failed');
    assert.equal(
      first({
        programs: [program({ exit_code: 2, asked: true }), program({ exit_code: null, signal: 9, asked: true })],
      }),
      'failed',
    );
  });

  it('the only one that counts: a crash in a later one changes nothing', () => {
    const events = [collected('a', 'b'), red('a'), red('b', { programs: [program({ exit_code: 1 })] }), done(2)];
    assert.equal(outcomeOf(record(events)), 'failed');
  });

  it('never a passed one, even if a program crashed in it', () => {
    const events = [collected('a', 'b'), finished('a', { programs: [program({ exit_code: 1 })] }), red('b'), done(2)];
    assert.equal(outcomeOf(record(events)), 'failed');
  });
});

describe('A problem with the engine', () => {
  const kinds: readonly (readonly [string, string, string | null])[] = [
    ['engine-not-found', 'engine-missing', 'not-found'],
    ['engine-not-running', 'engine-missing', 'not-running'],
    ['engine-no-permission', 'engine-missing', 'no-permission'],
    ['engine-no-answer', 'engine-missing', 'no-answer'],
    ['image-missing', 'sandbox-error', 'image-missing'],
    ['image-wrong-protocol', 'sandbox-error', 'image-missing'],
    ['image-build-failed', 'sandbox-error', 'image-build-failed'],
    ['engine-lost', 'sandbox-error', 'container-lost'],
    ['engine-bad-stream', 'sandbox-error', 'container-lost'],
    ['container-gone', 'sandbox-error', 'container-lost'],
    ['engine-call-failed', 'sandbox-error', null],
    ['never-heard-of', 'sandbox-error', null],
    ['cancelled', 'cancelled', null],
  ];
  for (const [code, outcome, reason] of kinds) {
    it(`called ${code} becomes ${outcome}, ${reason ?? 'without a reason'}`, () => {
      const before = verdictOfProblem(loosely(code), { language: 'python', expected: [test('a')], seed: 7, notes: [] });
      const during = reduce(record([collected('a')], { end: problem(code) }));
      for (const verdict of [before, during]) {
        assert.deepEqual([verdict.outcome, verdict.reason, verdict.headline?.code], [outcome, reason, code]);
        assert.equal(verdict.tests[0]?.outcome, 'not-run');
      }
    });
  }
});
