import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { SandboxEvent } from '../../../src/contract/events';
import { toReport } from '../../../src/results/report/report';
import type { RunRecord } from '../../../src/results/verdict/reduce';
import { reduce } from '../../../src/results/verdict/reduce';
import { collected, done, ended, failure, finished, metrics, record, red, test } from './make';

const BUSY = { took: 20, computed: 1.2 };
const IN_TIME = { seconds: 10, took: null, computed: null };

function interrupted(args: object): SandboxEvent {
  return red('a', { failure: failure('run-timeout', { ...IN_TIME, waiting_for: 'exit', ...args }) });
}

function told(run: RunRecord) {
  const verdict = reduce(run);
  const context = { course: 'c', step: 's', codeOf: () => null, sandbox: 'cold', regressions: [] } as const;
  return { verdict, report: toReport(verdict, context) };
}

describe('A run that the machine kept from the processor', () => {
  const { verdict, report } = told(
    record([collected('a', 'b'), interrupted(BUSY), metrics({ wall_ms: 20_000 }), done(1, 'timeout', BUSY)]),
  );

  it('is out of time because of the machine, which is said first', () => {
    deepEqual([verdict.outcome, verdict.reason], ['timeout', 'machine-busy']);
    match(report.message ?? '', /^The machine was busy: in 20 s your program got the processor for 1\.2 s\./);
  });

  it('is not told to look for a loop, neither as a whole nor at the test', () => {
    match(report.tests[0]?.message ?? '', /^The machine was busy.*\nYour program had not ended by then\.$/);
    for (const text of [report.message, report.tests[0]?.advice]) {
      match(text ?? '', /run the tests again/);
      doesNotMatch(text ?? '', /loop/);
    }
  });
});

describe('A run that had no time even for its last word', () => {
  const end = ended({ cause: 'limit', exit_code: null });
  const open = (ms: number) =>
    record([collected('a'), { event: 'started', test: test('a').id }, { event: 'extended', kept_waiting_ms: ms }], {
      end,
    });

  it('was on a busy machine if that took a quarter of its time', () => {
    const { report } = told(open(8_000));
    equal(report.reason, 'machine-busy');
    match(report.message ?? '', /^The machine was busy: in 18 s your program hardly got the processor\./);
  });

  it('is the program’s own if it lost little', () => {
    equal(told(open(1_000)).report.reason, null);
    match(told(open(1_000)).report.message ?? '', /loop/);
  });
});

describe('On a busy machine,', () => {
  const busy = metrics({ wall_ms: 9_000, cpu_ms: 1_200, kept_waiting_ms: 6_000 });

  it('an endless loop that got its share is one', () => {
    const { verdict, report } = told(record([collected('a'), interrupted({}), busy, done(1, 'timeout')]));
    deepEqual([verdict.outcome, verdict.reason], ['timeout', null]);
    match(report.tests[0]?.advice ?? '', /loop/);
  });

  it('a wait that was over in vain says so first, and the test keeps its own words', () => {
    const silent = red('a', { failure: failure('nothing-received', { port: 6379, seconds: 1 }) });
    const { verdict, report } = told(record([collected('a'), silent, busy, done(1)]));
    deepEqual([verdict.outcome, verdict.reason], ['failed', 'machine-busy']);
    match(report.message ?? '', /^The machine was busy/);
    match(report.tests[0]?.message ?? '', /sent nothing/);
  });

  it('a wrong answer is wrong, and a right one is right', () => {
    equal(told(record([collected('a'), red('a'), busy, done(1)])).verdict.reason, null);
    equal(told(record([collected('a'), finished('a'), busy, done(1)])).verdict.outcome, 'passed');
  });

  it('a wait that was over on a quiet machine is the program’s own', () => {
    const silent = red('a', { failure: failure('nothing-received', { port: 6379, seconds: 1 }) });
    equal(told(record([collected('a'), silent, metrics(), done(1)])).verdict.reason, null);
  });
});
