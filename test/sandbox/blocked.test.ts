import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { SandboxEvent } from '../../src/contract/events';
import { Bench, fixture, type SuiteRun } from '../support/bench';

const LIMIT_SECONDS = 3;
const SUITE = fixture('blocked_suite.py');

/** The suite with its first test, the named one and the last. */
function suiteWith(name: string): string {
  const [head = '', ...tests] = SUITE.split(/(?=^def )/m);
  return (
    head + tests.filter((test) => /^def test_(before|after)/.test(test) || test.startsWith(`def ${name}(`)).join('')
  );
}

function lineOf(suite: string, text: string): number {
  return suite.split('\n').findIndex((line) => line.includes(text)) + 1;
}

describe('A grader that is blocked by an answer', () => {
  let bench: Bench;

  before(async function () {
    this.timeout(60_000);
    bench = await Bench.open();
  });

  after(() => bench.close());

  const run = (suite: string): Promise<SuiteRun> =>
    bench.run({ program: fixture('blocked.py'), suite, limits: { timeout_seconds: LIMIT_SECONDS } });

  const kinds = [
    ['test_set', 'a set of equal hashes', 'python3 main.py numbers', 'set(map('],
    ['test_dict', 'a dict of equal hashes', 'python3 main.py numbers', 'dict.fromkeys('],
    ['test_expression', 'a regular expression that tries every way', 'python3 main.py', 're.fullmatch'],
    ['test_sorted', 'a sort that counts for each item', 'words()', 'words.count'],
    ['test_search', 'a search of each in all, in Python', 'words()', 'not in reversed'],
    ['test_power', 'a number as large as the memory', 'exponent()', '3 **'],
  ] as const;
  for (const [name, what, request, line] of kinds)
    it(`is ended within its time, and the test is named: ${what}`, async () => {
      const suite = suiteWith(name);
      const { events, done, finished, ms, outcomes } = await run(suite);
      deepEqual(outcomes, { test_before: 'passed', [name]: 'failed' });
      deepEqual([done.ending, done.finished], ['timeout', 2]);
      const last = finished.at(-1);
      equal(last?.failure?.code, 'check-endless');
      deepEqual(last.failure.args, { seconds: LIMIT_SECONDS, test: null });
      deepEqual(last.failure.place, { file: 'step/test_it.py', line: lineOf(suite, line) });
      match(last.failure.request ?? '', new RegExp(`^${request.replace(/[()]/g, '\\$&')}`));
      const most = LIMIT_SECONDS * 1000 + keptMs(events);
      ok(last.duration_ms > 500 && last.duration_ms < most, `${last.duration_ms} ms`);
      ok(ms > LIMIT_SECONDS * 800 && ms < most, `${ms} ms`);
      ok(started(events).every((test) => !test.endsWith('test_after')));
    });
});

/** What other work of this machine took. */
function keptMs(events: readonly SandboxEvent[]): number {
  return Math.max(0, ...events.flatMap((event) => (event.event === 'extended' ? [event.kept_waiting_ms] : [])));
}

function started(events: readonly SandboxEvent[]): readonly string[] {
  return events.flatMap((event) => (event.event === 'started' ? [event.test] : []));
}
