import { deepEqual, equal, rejects } from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import { withRoom } from '../../../src/run/debug-step';

/** A sandbox that was made ahead, and an engine that is asked to give it more room. */
function scene(update: () => Promise<readonly string[]>, ping: () => Promise<void> = async () => undefined) {
  const did: string[] = [];
  const sandbox = {
    id: 'one',
    ping: () => {
      did.push('read back');
      return ping();
    },
    dispose: async () => void did.push('removed'),
  };
  const engine = { server: 'Docker/20.10.24 (linux)', updateContainer: update };
  const claimed = { sandbox, warm: true } as never;
  const room = {
    engine: engine as never,
    limits: { ...DEFAULT_LIMITS, memory_mb: 160, pids: 60 },
    signal: new AbortController().signal,
    leave: (removal: Promise<void>) => void removal,
  };
  return { did, claimed, given: () => withRoom(claimed, room) };
}

describe('A sandbox that was made ahead, for a run that is debugged,', () => {
  it('is given more room, and tells its limits again', async () => {
    const { did, claimed, given } = scene(async () => []);
    equal(await given(), claimed);
    deepEqual(did, ['read back']);
  });

  it('is removed where the engine does not give it more room', async () => {
    const refusal = new CodedError('engine-call-failed', { call: 'update', status: 500, reason: '' } as never);
    const { did, given } = scene(() => Promise.reject(refusal));
    equal(await given(), null);
    deepEqual(did, ['removed']);
  });

  it('is removed when the person stops meanwhile, and when it does not answer', async () => {
    const cancelled = new CodedError('cancelled', { call: 'update' });
    const stopped = scene(() => Promise.reject(cancelled));
    await rejects(stopped.given(), cancelled);
    deepEqual(stopped.did, ['removed']);
    const silent = new CodedError('sandbox-not-ready', { why: 'no-answer', seconds: 5 });
    const mute = scene(
      async () => [],
      () => Promise.reject(silent),
    );
    await rejects(mute.given(), silent);
    deepEqual(mute.did, ['read back', 'removed']);
  });
});
