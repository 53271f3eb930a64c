import { deepEqual, equal } from 'node:assert/strict';
import type { Limits } from '../../../src/contract/limits';
import { earlierLimits } from '../../../src/run/earlier';
import type { Expected } from '../../../src/run/prepare';

const LIMITS: Limits = { timeout_seconds: 10, memory_mb: 128, pids: 50, cpus: 0.5 };

function steps(...changed: readonly Partial<Limits>[]): readonly Expected[] {
  return changed.map((own) => ({ limits: { ...LIMITS, ...own } }) as Expected);
}

describe('The one job of the earlier steps', () => {
  it('has two seconds for each of them while a learner waits', () => {
    equal(earlierLimits(steps({}, {}, {})).timeout_seconds, 6);
  });

  it('has the time that each of them has alone where nobody waits', () => {
    equal(earlierLimits(steps({}, { timeout_seconds: 4 }), true).timeout_seconds, 14);
  });

  it('never takes more than a minute', () => {
    const many = steps(...Array.from({ length: 60 }, () => ({})));
    deepEqual([earlierLimits(many).timeout_seconds, earlierLimits(many, true).timeout_seconds], [60, 60]);
  });

  it('has the most of everything else that any of them asks for', () => {
    const { memory_mb, pids, cpus } = earlierLimits(steps({ memory_mb: 256 }, { pids: 80, cpus: 1 }));
    deepEqual([memory_mb, pids, cpus], [256, 80, 1]);
  });
});
