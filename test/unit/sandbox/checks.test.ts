import { deepEqual, equal } from 'node:assert/strict';
import type { SandboxFacts } from '../../../src/contract/facts';
import { IMAGE_USERS } from '../../../src/contract/image';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import { checksOf, isFatal } from '../../../src/sandbox/checks';
import { SOUND } from '../../support/facts';

function missing(change: Partial<SandboxFacts>, limits = DEFAULT_LIMITS): readonly string[] {
  return checksOf({ ...SOUND, ...change }, limits, IMAGE_USERS)
    .filter(({ ok }) => !ok)
    .map((check) => `${check.guard}${isFatal(check) ? '!' : ''}: ${check.found}`);
}

const WORK = { size_kb: 16384, inodes: 2048, options: ['noexec', 'nosuid', 'nodev'] };

describe('The check of a sandbox’s limits', () => {
  it('finds nothing missing when everything is as requested', () => deepEqual(missing({}), []));

  it('does not mind a tunnel that sleeps in every network of this kernel', () => {
    deepEqual(missing({ idle_interfaces: ['tunl0', 'ip6tnl0'] }), []);
  });

  it('does not mind an engine whose own list ends whoever makes a call', () => {
    deepEqual(missing({ calls: { keyctl: 'SIGSYS', unshare: 'EPERM' } }), []);
  });

  it('does not mind that the kernel rounds', () => deepEqual(missing({ memory_mb: 128.05, cpus: 0.503 }), []));

  for (const [title, change, found] of [
    ['an interface that is up', { interfaces: ['eth0', 'lo'] }, ['network!: eth0, lo']],
    ['a way out', { routes: 2 }, ['network!: lo, routes']],
    ['memory without a limit', { memory_mb: null }, ['memory!: null']],
    ['more memory than was asked for', { memory_mb: 256 }, ['memory!: 256']],
    ['processes without a limit', { pids: null }, ['pids!: null']],
    ['one capability', { capabilities: '0000000000002000' }, ['capabilities!: 2000']],
    ['new privileges', { no_new_privileges: false }, ['privileges!: on']],
    ['swap', { swap_mb: 128 }, ['swap: 128']],
    ['swap of an unknown size', { swap_mb: null }, ['swap: null']],
    ['the whole CPU', { cpus: null }, ['cpus: null']],
    ['another user', { uid: 0 }, ['user: 0']],
    [
      'no filter of system calls',
      { seccomp: 0, calls: { 'socket 40': 'done' } },
      ['seccomp: 0', 'calls: socket 40=done'],
    ],
    ['another filter than ours', { calls: { 'socket 40': 'EAFNOSUPPORT' } }, ['calls: socket 40=EAFNOSUPPORT']],
    ['a call that is not on our list', { calls: { keyctl: 'EPERM', unshare: 'done' } }, ['calls: unshare=done']],
    ['a root that can be written', { root_read_only: false }, ['root: writable']],
    [
      'a folder that is none of its own',
      { tmpfs: { ...SOUND.tmpfs, '/tmp': null } },
      ['folders: /tmp=unlimited', 'inodes: /tmp=unlimited'],
    ],
    [
      'a folder without a size',
      { tmpfs: { ...SOUND.tmpfs, '/work': { ...WORK, size_kb: null } } },
      ['folders: /work=unlimited'],
    ],
    [
      'a folder from which programs start',
      { tmpfs: { ...SOUND.tmpfs, '/work': { ...WORK, options: ['nosuid', 'nodev'] } } },
      ['folders: /work=16384'],
    ],
    [
      'tools that no program can start',
      { tmpfs: { ...SOUND.tmpfs, '/tools': { size_kb: 4096, inodes: 256, options: ['noexec', 'nosuid', 'nodev'] } } },
      ['folders: /tools=4096'],
    ],
    [
      'a folder with no limit on its files',
      { tmpfs: { ...SOUND.tmpfs, '/work': { ...WORK, inodes: null } } },
      ['inodes: /work=unlimited'],
    ],
    [
      'much shared memory',
      { tmpfs: { ...SOUND.tmpfs, '/dev/shm': { ...WORK, size_kb: 65536, inodes: null } } },
      ['shm: 65536'],
    ],
    [
      'ulimits that are higher, or none',
      { ulimits: { ...SOUND.ulimits, nofile: 1048576, core: null, locks: null } },
      ['ulimits: core=unlimited, nofile=1048576, locks=unlimited'],
    ],
    ['no IPv6', { ipv6_loopback: false }, ['ipv6: off']],
  ] as const) {
    it(`sees ${title}`, () => deepEqual(missing(change), found));
  }

  it('compares with what this run was given, not with the defaults', () => {
    const limits = { timeout_seconds: 10, memory_mb: 64, pids: 20, cpus: 0.25 };
    deepEqual(missing({}, limits), ['memory!: 128', 'pids!: 50', 'cpus: 0.5']);
    equal(checksOf(SOUND, limits, IMAGE_USERS).length, checksOf(SOUND, DEFAULT_LIMITS, IMAGE_USERS).length);
  });
});
