import { deepEqual, throws } from 'node:assert/strict';
import type { SandboxFacts } from '../../../src/contract/facts';
import { IMAGE_USERS } from '../../../src/contract/image';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { Engine } from '../../../src/engine/client/engine';
import { Trust } from '../../../src/run/trust';
import { SOUND } from '../../support/facts';

const AN_ENGINE = {} as Engine;
const UNFILTERED: Partial<SandboxFacts> = { seccomp: 0, calls: { keyctl: 'ENOTSUP', 'socket 40': 'EAFNOSUPPORT' } };

/** The limits that a run of such a sandbox has a note on. */
function noted(change: Partial<SandboxFacts>, trust = new Trust(), engine = AN_ENGINE): readonly unknown[] {
  const ready = { event: 'ready', protocol: 0, python: '', pytest: '', facts: { ...SOUND, ...change } } as const;
  return trust
    .judge(engine, { ready, users: IMAGE_USERS }, DEFAULT_LIMITS)
    .map(({ args }) => 'guard' in args && args.guard);
}

describe('The trust in a sandbox', () => {
  it('needs no note when all is as it should be', () => deepEqual(noted({}), []));

  it('has one note for a sandbox without a filter, and another for one with a list that is not ours', () => {
    deepEqual(noted(UNFILTERED), ['seccomp']);
    deepEqual(noted({ calls: { unshare: 'done', 'socket 40': 'done' } }), ['calls']);
  });

  it('tells each thing once for an engine', () => {
    const trust = new Trust();
    deepEqual(noted({ root_read_only: false }, trust), ['root']);
    deepEqual(noted({ root_read_only: false, ipv6_loopback: false }, trust), ['ipv6']);
    deepEqual(noted({ root_read_only: false }, trust, { ...AN_ENGINE }), ['root']);
  });

  it('ends where a program could harm the machine, and names all that is missing for that', () => {
    throws(() => noted({ no_new_privileges: false, pids: null, ...UNFILTERED }), {
      code: 'limits-missing',
      args: { guards: 'pids, privileges' },
    });
  });
});
