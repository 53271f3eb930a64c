import type { SandboxFacts } from '../../src/contract/facts';

const CLOSED = ['noexec', 'nosuid', 'nodev'];

/** A sandbox that keeps every limit of the defaults. */
export const SOUND: SandboxFacts = {
  uid: 64001,
  kernel: '6.1.0',
  cgroup: 2,
  memory_mb: 128,
  swap_mb: 0,
  pids: 50,
  cpus: 0.5,
  ulimits: {
    core: 0,
    nofile: 4096,
    fsize: 64 * 1024 * 1024,
    memlock: 65536,
    stack: 8 * 1024 * 1024,
    msgqueue: 800 * 1024,
    sigpending: 4096,
    locks: 1024,
    rtprio: 0,
    nice: 0,
  },
  root_read_only: true,
  tmpfs: {
    '/work': { size_kb: 16384, inodes: 2048, options: CLOSED },
    '/tmp': { size_kb: 16384, inodes: 1024, options: CLOSED },
    '/grader': { size_kb: 16384, inodes: 2048, options: CLOSED },
    '/run/codealong/meeting': { size_kb: 64, inodes: 16, options: CLOSED },
    '/tools': { size_kb: 4096, inodes: 256, options: ['nosuid', 'nodev'] },
    '/dev/shm': { size_kb: 8192, inodes: null, options: CLOSED },
  },
  no_new_privileges: true,
  capabilities: '0000000000000000',
  seccomp: 2,
  calls: { keyctl: 'EPERM', unshare: 'EPERM', 'socket 40': 'EPERM' },
  interfaces: ['lo'],
  idle_interfaces: [],
  routes: 0,
  ipv6_loopback: true,
};
