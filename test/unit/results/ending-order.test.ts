import assert from 'node:assert/strict';
import type { RunRecord } from '../../../src/results/verdict/reduce';
import { loosely } from '../../support/messages';
import { collected, done, ended, green, metrics, outcomeOf, problem, program, record, red, test } from './make';

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

describe('The ending of a run', () => {
  const plain = record([collected('a'), red('a'), done(1)]);

  it('is that of a failed test when there is no other sign', () => assert.equal(outcomeOf(plain), 'failed'));

  SIGNS.forEach(([name, outcome, lay], index) => {
    it(`follows ${name} alone`, () => assert.equal(outcomeOf(lay(plain)), outcome));
    for (const [other, , layOther] of SIGNS.slice(index + 1)) {
      // A run has one end record and one cause, so the sign of the earlier rule is applied last.
      it(`follows ${name} rather than ${other}`, () => assert.equal(outcomeOf(lay(layOther(plain))), outcome));
    }
    it(`follows ${name} rather than a program that crashed`, () => {
      const crash = record([
        collected('a'),
        red('a', { programs: [program({ signal: 11, exit_code: null })] }),
        done(1),
      ]);
      assert.equal(outcomeOf(crash), 'learner-error');
      assert.equal(outcomeOf(lay(crash)), outcome);
    });
  });

  it('stays passed after a complete, green run, unless the stream or the suite is broken', () => {
    const run = record([...green, done(2)]);
    const soft = ['a cancel', 'no engine', 'a kill for memory', 'refused processes', 'the end of the time'];
    for (const [name, outcome, lay] of SIGNS)
      assert.equal(outcomeOf(lay(run)), soft.includes(name) ? 'passed' : outcome, name);
    assert.equal(outcomeOf({ ...run, end: problem('engine-bad-stream') }), 'sandbox-error');
    assert.equal(outcomeOf({ ...run, end: ended({ cause: 'lost' }) }), 'passed');
  });

  it('follows a limit rather than a lack of tests, and that rather than what a program did', () => {
    assert.equal(outcomeOf(record([collected(), done(0, 'timeout')])), 'timeout');
    assert.equal(outcomeOf(record([collected(), done(0, 'launcher-lost')])), 'no-tests');
  });
});
