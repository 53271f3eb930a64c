import assert from 'node:assert/strict';
import { RunClock, timesText } from '../../../src/editor/base/run-times';

describe('The times of a run', () => {
  it('are those of the parts that have ended, each measured since the one before', () => {
    let now = 1000;
    const clock = new RunClock(() => now);
    for (const [part, at] of [
      ['save', 1004.2],
      ['snapshot', 1010],
      ['claim', 1010.3],
      ['run', 1100],
    ] as const) {
      now = at;
      clock.ended(part);
    }
    assert.equal(timesText(clock.times), 'save 4, snapshot 6, claim 0, run 90');
  });
});
