import assert from 'node:assert/strict';
import type { DoneEvent, GraderEnding } from '../../../src/contract/events';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { SandboxEnd } from '../../../src/contract/verdict';
import { resultOfProgram } from '../../../src/run/program-result';

const LIMITS = { ...DEFAULT_LIMITS, timeout_seconds: 1800 };
const EXITED: SandboxEnd = { cause: 'exited', exit_code: 0, oom_killed: false, problem: null };

function done(ending: GraderEnding, args: DoneEvent['args'] = {}): DoneEvent {
  return { event: 'done', ending, finished: 0, args };
}

function told(
  ending: DoneEvent | null,
  end: { exit_code: number | null; signal: number | null } | null,
  sandbox: Partial<SandboxEnd> = {},
) {
  return resultOfProgram({ done: ending, end, sandbox: { ...EXITED, ...sandbox }, limits: LIMITS });
}

describe('How a program ended that a person ran', () => {
  const byItself = { exit_code: 3, signal: null };
  const killed = { exit_code: null, signal: 9 };

  it('is told by its own exit code or signal', () => {
    assert.deepEqual(told(done('complete'), byItself), {
      told: { code: 'program-exited', args: { exit_code: 3 } },
      notes: [],
      code: 3,
    });
    assert.deepEqual(
      [told(done('complete'), killed).told.code, told(done('complete'), killed).code],
      ['program-signal', -9],
    );
  });

  it('is memory only if the program itself was killed while the kernel took memory back', () => {
    const short = done('complete', { oom_kills: 1 });
    assert.equal(told(short, killed).told.code, 'program-out-of-memory');
    assert.equal(told(short, byItself).told.code, 'program-exited');
    assert.equal(told(null, null, { cause: 'lost', oom_killed: true }).told.code, 'program-out-of-memory');
  });

  it('is its time, inside as by the clock of the host', () => {
    for (const one of [told(done('timeout'), null), told(null, null, { cause: 'limit' })])
      assert.deepEqual([one.told, one.code], [{ code: 'program-time-over', args: { seconds: 1800 } }, null]);
  });

  it('is not the program’s where something else ended it', () => {
    assert.equal(told(done('launcher-lost'), null).told.code, 'launcher-stopped');
    assert.equal(
      told(done('machine-refused', { call: 'start', why: 'ENFILE' }), null).told.code,
      'program-machine-refused',
    );
    assert.equal(told(done('terminal-limit', { most: 32 }), null).told.code, 'program-terminals');
    assert.equal(told(done('bad-job', { why: 'frame' }), null).told.code, 'bad-job');
    assert.equal(told(null, null, { cause: 'cancelled' }).told.code, 'cancelled');
    assert.equal(told(null, null, { cause: 'lost' }).told.code, 'container-lost');
    const problem = { code: 'engine-lost', args: { call: 'attach', reason: 'gone' } } as const;
    assert.deepEqual(told(null, null, { cause: 'lost', problem: problem as never }).told, problem);
  });

  it('has a note when processes were refused', () => {
    const { notes } = told(done('complete', { pids_refused: 2 }), byItself);
    assert.deepEqual(notes, [{ code: 'program-processes', args: { pids: 50 } }]);
  });
});
