import assert from 'node:assert/strict';
import { DEFAULT_LIMITS, MAXIMUM_LIMITS } from '../../../src/contract/limits';
import { resolveLimits } from '../../../src/course/format/step-limits';

describe('The limits of a run', () => {
  it('are the defaults unless the course asks for more', () => {
    assert.deepEqual(resolveLimits({}, {}), { limits: DEFAULT_LIMITS, notes: [] });
  });

  it('come from the step, otherwise from the course', () => {
    const { limits, notes } = resolveLimits({ limits: { pids: 20 } }, { limits: { pids: 90, timeout_seconds: 20 } });
    assert.deepEqual(limits, { ...DEFAULT_LIMITS, pids: 20, timeout_seconds: 20 });
    assert.deepEqual(notes, []);
  });

  it('never pass the user’s maximum, and a note names each one that was cut', () => {
    const { limits, notes } = resolveLimits({ limits: { memory_mb: 4096 } }, {}, DEFAULT_LIMITS, MAXIMUM_LIMITS);
    assert.equal(limits.memory_mb, 512);
    assert.deepEqual(notes, [{ code: 'limit-clamped', args: { limit: 'memory_mb', asked: 4096, given: 512 } }]);
  });

  it('go below the defaults without a note when the user’s own maximum is lower', () => {
    const { limits, notes } = resolveLimits({}, {}, DEFAULT_LIMITS, { ...MAXIMUM_LIMITS, cpus: 0.25 });
    assert.equal(limits.cpus, 0.25);
    assert.deepEqual(notes, []);
  });
});
