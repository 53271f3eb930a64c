import assert from 'node:assert/strict';
import type { Message } from '../../../src/contract/codes';
import type { MetricsEvent } from '../../../src/contract/events';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { Outcome, TestVerdict } from '../../../src/contract/verdict';
import { textFor } from '../../../src/results/texts/advice-catalogue';
import { slowNotes } from '../../../src/results/verdict/slow-notes';
import { loosely } from '../../support/messages';
import { failure, metrics, program, verdictOf } from './make';
import { thread } from './told';

interface Times {
  readonly wall?: number;
  readonly cpu?: number;
  readonly throttled?: number;
  readonly starting?: number;
  readonly outcome?: Outcome;
  readonly notes?: readonly Message[];
  readonly tests?: readonly TestVerdict[];
}

/** Milliseconds. */
function notesOf({
  wall = 0,
  cpu = 0,
  throttled = 0,
  starting = 500,
  outcome = 'passed',
  notes = [],
  tests = [],
}: Times) {
  const figures: MetricsEvent = { ...metrics(), wall_ms: wall, cpu_ms: cpu, throttled_ms: throttled };
  return slowNotes({ limits: DEFAULT_LIMITS, starting_ms: starting, notes }, figures, outcome, tests);
}

function codesOf(times: Times): readonly string[] {
  return notesOf(times).map(({ code }) => code);
}

describe('Why a run was slow', () => {
  it('is not explained after less than three seconds', () => {
    assert.deepEqual(codesOf({ wall: 2400, cpu: 1200, throttled: 1200 }), []);
  });

  it('is the limit of CPU when the program was held back for a fifth of the time', () => {
    assert.deepEqual(codesOf({ wall: 6000, cpu: 3000, throttled: 1400 }), ['slow-throttled']);
  });

  it('is told by its figures alone when a loop of the program may never end: more would not help', () => {
    const hung = program({ exit_code: null, threads: [thread(true, ['/work/main.py', 4, 'while True:'])] });
    const tests = [verdictOf(failure('run-timeout', { seconds: 10 }), { programs: [hung] })];
    assert.deepEqual(codesOf({ wall: 6000, cpu: 3000, throttled: 1400, outcome: 'failed', tests }), ['slow-timeout']);
  });

  it('is not blamed on the sandbox when the tests themselves wait', () => {
    assert.deepEqual(codesOf({ wall: 8000, cpu: 300, throttled: 150 }), []);
  });

  it('is not blamed on the sandbox when a waiting program was held back for a moment only', () => {
    assert.deepEqual(codesOf({ wall: 3100, cpu: 500, throttled: 450 }), []);
  });

  it('is the start of the sandbox when that took a fifth of the time', () => {
    assert.deepEqual(codesOf({ wall: 2600, cpu: 200, starting: 800 }), ['slow-start']);
  });

  it('is both the limit and the start when both took their part', () => {
    assert.deepEqual(codesOf({ wall: 4000, cpu: 2000, throttled: 1900, starting: 3000 }), [
      'slow-throttled',
      'slow-start',
    ]);
  });

  it('is told without more time held back than there was, whatever several CPUs add up to', () => {
    const [note] = notesOf({ wall: 5000, cpu: 2500, throttled: 9000 });
    assert.deepEqual(note?.args, {
      total: 5.5,
      starting: 0.5,
      computing: 2.5,
      throttled: 2.5,
      waiting: 0,
      cpus: 0.5,
      asked: null,
    });
  });

  it('is told second by second, with what the course can do', () => {
    const [note] = notesOf({ wall: 5000, cpu: 2500, throttled: 2000 });
    assert.ok(note);
    const { title, advice } = textFor(note, 'python');
    assert.equal(
      title,
      'The limit of 0.5 CPUs made this run slow: your program was held back for 2 of 5.5 seconds. ' +
        '(starting 0.5 s, computing 2.5 s, held back 2 s, waiting 0.5 s)',
    );
    assert.match(advice ?? '', /`limits\.cpus` in `course\.json`/);
  });

  it('is told with the setting when the course asks for more than it allows', () => {
    const clamped = loosely('limit-clamped', { limit: 'cpus', asked: 4, given: 1 });
    const [note] = notesOf({ wall: 5000, cpu: 2500, throttled: 2000, notes: [clamped] });
    assert.ok(note);
    assert.equal(
      textFor(note, 'python').advice,
      'The course asks for 4 CPUs; your setting `codealong.limits.cpus` allows fewer. Raise it.',
    );
  });

  it('is told in figures when the time ran out, without a promise that more CPU would end an endless loop', () => {
    const [note] = notesOf({ wall: 9500, cpu: 4700, throttled: 4700, outcome: 'timeout' });
    assert.equal(note?.code, 'slow-timeout');
    assert.equal(textFor(note, 'python').advice, undefined);
    assert.deepEqual(codesOf({ wall: 9500, cpu: 200, throttled: 100, outcome: 'timeout' }), []);
  });

  it('is not explained beside an ending with a reason of its own', () => {
    for (const outcome of ['cancelled', 'out-of-memory', 'process-limit', 'output-limit'] as const)
      assert.deepEqual(codesOf({ wall: 9000, cpu: 4500, throttled: 4400, starting: 5000, outcome }), [], outcome);
  });
});
