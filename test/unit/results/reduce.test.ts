import assert from 'node:assert/strict';
import { withGap } from '../../../src/results/report/shown-text';
import { type RunRecord, reduce, verdictOfProblem } from '../../../src/results/verdict/reduce';
import { argsIn, loosely } from '../../support/messages';
import { collected, done, ended, failure, finished, metrics, problem, program, record, red, test } from './make';

const outcomeOf = (run: RunRecord) => reduce(run).outcome;
const green = [collected('a', 'b'), finished('a'), finished('b')];

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

  it('has no tests when none is there, neither by the scan', () => {
    assert.equal(outcomeOf(record([collected(), done(0)])), 'no-tests');
  });

  it('is the fault of the suite when fewer tests are collected than were scanned', () => {
    const verdict = reduce(record([...green, done(2)], { expected: [test('a'), test('b'), test('c')] }));
    assert.deepEqual(
      [verdict.outcome, verdict.reason, verdict.headline?.code],
      ['sandbox-error', 'suite-error', 'suite-incomplete'],
    );
    assert.equal(verdict.tests[2]?.outcome, 'not-run');
  });

  it('is the fault of the suite when nothing at all was collected of what was scanned', () => {
    assert.equal(reduce(record([collected(), done(0)], { expected: [test('a')] })).reason, 'suite-error');
  });

  it('takes a parametrised test as there when any of its cases is', () => {
    const verdict = reduce(
      record([collected('a[1]', 'a[2]'), finished('a[1]'), finished('a[2]'), done(2)], { expected: [test('a')] }),
    );
    assert.equal(verdict.outcome, 'passed');
    assert.equal(verdict.tests.length, 2);
  });

  it('does not take a test for another one whose name begins alike', () => {
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

describe('Events that contradict each other are never believed', () => {
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
    it(why, () => {
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

/** What each ending looks like, in the order of docs/architecture.md ("How a run ends"), so that every pair can be laid over each other. */
const SIGNS: readonly (readonly [string, string, (run: RunRecord) => RunRecord])[] = [
  ['a cancel', 'cancelled', (run) => ({ ...run, end: { ...run.end, cause: 'cancelled' } })],
  ['no engine', 'engine-missing', (run) => ({ ...run, end: { ...run.end, problem: loosely('engine-not-running') } })],
  ['a broken suite', 'sandbox-error', (run) => ({ ...run, expected: [...run.expected, test('gone')] })],
  ['a kill for memory', 'out-of-memory', (run) => ({ ...run, end: { ...run.end, oom_killed: true } })],
  ['refused processes', 'process-limit', (run) => ({ ...run, events: [metrics({ pids_refused: 1 }), ...run.events] })],
  ['a flood of output', 'output-limit', (run) => ending(run, 'output-limit')],
  ['the end of the time', 'timeout', (run) => ({ ...run, end: { ...run.end, cause: 'limit' } })],
  ['a stopped launcher', 'learner-error', (run) => ending(run, 'launcher-lost')],
];

function ending(run: RunRecord, name: 'output-limit' | 'launcher-lost'): RunRecord {
  const events = run.events.map((event) => (event.event === 'done' ? { ...event, ending: name } : event));
  return { ...run, events };
}

describe('Of two signs, the first of the order names the ending', () => {
  const plain = record([collected('a'), red('a'), done(1)]);

  it('failed, without any sign', () => assert.equal(outcomeOf(plain), 'failed'));

  SIGNS.forEach(([name, outcome, lay], index) => {
    it(`${name} alone`, () => assert.equal(outcomeOf(lay(plain)), outcome));
    for (const [other, , layOther] of SIGNS.slice(index + 1)) {
      // A run has one end record and one cause, so the sign of the earlier rule is applied last.
      it(`${name} before ${other}`, () => assert.equal(outcomeOf(lay(layOther(plain))), outcome));
    }
    it(`${name} before a program that crashed`, () => {
      const crash = record([
        collected('a'),
        red('a', { programs: [program({ signal: 11, exit_code: null })] }),
        done(1),
      ]);
      assert.equal(outcomeOf(crash), 'learner-error');
      assert.equal(outcomeOf(lay(crash)), outcome);
    });
  });

  it('nothing takes a complete, green run back but a broken stream or suite', () => {
    const run = record([...green, done(2)]);
    const soft = ['a cancel', 'no engine', 'a kill for memory', 'refused processes', 'the end of the time'];
    for (const [name, outcome, lay] of SIGNS)
      assert.equal(outcomeOf(lay(run)), soft.includes(name) ? 'passed' : outcome, name);
    assert.equal(outcomeOf({ ...run, end: problem('engine-bad-stream') }), 'sandbox-error');
    assert.equal(outcomeOf({ ...run, end: ended({ cause: 'lost' }) }), 'passed');
  });

  it('no tests come after a limit, and before what a program did', () => {
    assert.equal(outcomeOf(record([collected(), done(0, 'timeout')])), 'timeout');
    assert.equal(outcomeOf(record([collected(), done(0, 'launcher-lost')])), 'no-tests');
  });
});

describe('The suite is at fault', () => {
  const place = { file: 'conftest.py', line: 9 };

  it('when it cannot be collected', () => {
    const broken = {
      event: 'collected',
      tests: [],
      problem: { message: 'no module named x', place, traceback: '' },
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

  it('needs no other reason than the memory to be gone, when that is known', () => {
    const lost = loosely('container-lost', { why: '' });
    const gone = ended({ cause: 'lost', exit_code: 137, problem: lost });
    assert.equal(outcomeOf({ ...open, end: { ...gone, oom_killed: true } }), 'out-of-memory');
    assert.equal(reduce({ ...open, end: gone }).reason, 'container-lost');
  });

  it('may have run more steps than this one', () => {
    assert.equal(outcomeOf(record([collected('a'), finished('a'), done(9)])), 'passed');
  });

  it('may be killed when it has said its last word', () => {
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

  it('the one that counts: a crash in a later one changes nothing', () => {
    const events = [collected('a', 'b'), red('a'), red('b', { programs: [program({ exit_code: 1 })] }), done(2)];
    assert.equal(outcomeOf(record(events)), 'failed');
  });

  it('not a green one: a crash there changes nothing', () => {
    const events = [collected('a', 'b'), finished('a', { programs: [program({ exit_code: 1 })] }), red('b'), done(2)];
    assert.equal(outcomeOf(record(events)), 'failed');
  });
});

describe('A problem with the engine becomes', () => {
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
    it(`${outcome}, ${reason ?? 'without a reason'}: ${code}`, () => {
      const before = verdictOfProblem(loosely(code), { language: 'python', expected: [test('a')], seed: 7, notes: [] });
      const during = reduce(record([collected('a')], { end: problem(code) }));
      for (const verdict of [before, during]) {
        assert.deepEqual([verdict.outcome, verdict.reason, verdict.headline?.code], [outcome, reason, code]);
        assert.equal(verdict.tests[0]?.outcome, 'not-run');
      }
    });
  }
});
