import { deepEqual, equal, match, ok } from 'node:assert/strict';
import Docker from 'dockerode';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import type { ContainerSpec } from '../../src/engine/client/engine';
import { thisProcess } from '../../src/sandbox/owner';
import { Bench, fixture, type SuiteRun } from '../support/bench';
import { weakened } from '../support/weak-engine';

type HostConfig = NonNullable<ContainerSpec['HostConfig']>;

const MIB = 1024 * 1024;
/** As in docker/runner/launcher.py. */
const BEHIND = 10;

/** What `limits_probe.py` prints. */
interface Probe {
  readonly environment: Readonly<Record<string, string>>;
  readonly calls: Readonly<Record<string, string>>;
  readonly families: Readonly<Record<string, string>>;
  readonly status: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, readonly [number, number]>>;
  readonly mounts: Readonly<Record<string, readonly string[]>>;
  readonly writes: Readonly<Record<string, string>>;
  readonly fills: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly executes: Readonly<Record<string, string>>;
  readonly [name: string]: unknown;
}

describe('In a sandbox,', () => {
  let bench: Bench;
  let run: SuiteRun;
  let found: Probe;

  before(async function () {
    this.timeout(60_000);
    bench = await Bench.open();
    run = await bench.run({ program: fixture('limits_probe.py'), suite: fixture('run_once.py') });
    equal(run.test('test_probe').outcome, 'passed', run.output('test_probe', 'stderr'));
    found = JSON.parse(run.output());
  });

  after(() => bench.close());

  it('loopback is the only network', () => {
    deepEqual(found.interfaces, ['lo']);
    deepEqual(found.routes, []);
    for (const place of ['internet', 'internet6', 'gateway', 'metadata', 'desktop']) {
      deepEqual(found[place], ['ENETUNREACH', true], `${place} is not unreachable at once`);
    }
    equal(found.dns, true, 'a name was found, or not found too slowly');
  });

  it('only sockets of the usual families can be opened, and none of them raw', () => {
    deepEqual(found.families, { 1: 'opened', 2: 'opened', 10: 'opened', 17: 'EPERM', 38: 'EPERM', 40: 'EPERM' });
    deepEqual([found.packet, found.raw, found.vsock, found.alg], ['EPERM', 'EPERM', 'EPERM', 'EPERM']);
  });

  it('the calls that reach the host or outlive the program are refused', () => {
    const { clone3, ...others } = found.calls;
    ok(Object.keys(others).length > 20);
    deepEqual(
      Object.entries(others).filter(([, answer]) => answer !== 'EPERM'),
      [],
    );
    equal(clone3, 'ENOSYS', 'glibc falls back to clone for this answer alone');
  });

  it('memory is limited, and there is no swap', () => {
    equal(Number(found.memory), DEFAULT_LIMITS.memory_mb * MIB);
    ok([String(found.memory), '0'].includes(String(found.swap)), `swap: ${found.swap}`);
  });

  it('processes are limited, and forks beyond the limit fail', () => {
    equal(Number(found.pids), DEFAULT_LIMITS.pids);
    ok(Number(found.processes) > 30 && Number(found.processes) < DEFAULT_LIMITS.pids, `${found.processes} processes`);
    equal(run.metrics.pids_refused, 1);
  });

  it('a busy loop gets half a CPU', () => {
    const [quota, period] = `${found.quota} ${found.period ?? ''}`.split(' ').map(Number);
    equal(Number(quota) / Number(period), DEFAULT_LIMITS.cpus);
    ok(Number(found.cpu_share) < 0.75, `${found.cpu_share} of a CPU`);
  });

  it('the grader comes before the program when both want the CPU, and the program cannot change that', () => {
    deepEqual([found.niceness, found.reschedule], [BEHIND, 'EACCES']);
  });

  it('every ulimit has a value, which cannot be raised', () => {
    deepEqual(found.limits, {
      RLIMIT_CORE: [0, 0],
      RLIMIT_NOFILE: [1024, 1024],
      RLIMIT_FSIZE: [64 * MIB, 64 * MIB],
      RLIMIT_MEMLOCK: [65536, 65536],
      RLIMIT_STACK: [8 * MIB, 8 * MIB],
      RLIMIT_MSGQUEUE: [800 * 1024, 800 * 1024],
      RLIMIT_SIGPENDING: [1024, 1024],
      RLIMIT_RTPRIO: [0, 0],
      RLIMIT_NICE: [0, 0],
    });
    deepEqual([found.raises_limit, found.nice], ['refused', 'EPERM']);
    ok(Number(found.files) > 1000 && Number(found.files) < 1024);
    equal(found.sparse, 'EFBIG');
  });

  it('there are no capabilities, no new privileges, and a filter of system calls', () => {
    const { NoNewPrivs, Seccomp, ...capabilities } = found.status;
    deepEqual([NoNewPrivs, Seccomp], ['1', '2']);
    equal(Object.keys(capabilities).length, 5);
    for (const [name, value] of Object.entries(capabilities)) match(value, /^0+$/, name);
  });

  it('the program is killed first when memory runs out', () => equal(found.oom_score_adj, '1000'));

  it('the user is the program’s own, in no other group', () => {
    const { program } = run.users;
    deepEqual([found.uid, found.gid, found.groups], [program, program, [program]]);
  });

  it('nothing of the host is in the environment or the name', () => {
    deepEqual(found.environment, { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp', LANG: 'C.UTF-8' });
    deepEqual([found.hostname, found.cwd, found.argv], ['codealong', '/work', ['main.py']]);
    equal(found.docker_socket, false);
  });

  it('only the program’s own folders can be written', () => {
    const { '/work': work, '/tmp': tmp, '/dev/shm': shm, ...others } = found.writes;
    deepEqual([work, tmp, shm], ['written', 'written', 'written']);
    equal(Object.keys(others).length, 11);
    for (const [path, answer] of Object.entries(others)) match(answer, /^(EROFS|EACCES|ENOENT)$/, path);
    ok(found.mounts['/']?.includes('ro'));
  });

  it('the program’s folders have a maximum size and number of files, and nothing in them can be executed', () => {
    for (const path of ['/work', '/tmp', '/grader', '/run/codealong/meeting', '/dev/shm']) {
      for (const option of ['rw', 'noexec', 'nosuid', 'nodev']) ok(found.mounts[path]?.includes(option), path);
      ok(
        found.mounts[path]?.some((option) => option.startsWith('size=')),
        path,
      );
    }
    for (const option of ['rw', 'nosuid', 'nodev', 'size=4096k'])
      ok(found.mounts['/tools']?.includes(option), `/tools without ${option}`);
    equal(found.mounts['/tools']?.includes('noexec'), false);
    deepEqual(found.executes, { '/work': 'EACCES', '/tmp': 'EACCES', '/dev/shm': 'EACCES' });
    for (const [path, mib] of Object.entries({ '/work': 16, '/tmp': 16, '/dev/shm': 8 })) {
      const bytes = Number(found.fills[path]);
      ok(bytes > (mib - 1) * MIB && bytes <= mib * MIB, `${bytes} bytes fit into ${path}`);
    }
    ok(Number(found.counts['/work']) < 2048 && Number(found.counts['/tmp']) < 1024);
  });

  it('there are only harmless devices, and none can be made', () => {
    const harmless = 'fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero'.split(' ');
    deepEqual(
      (found.devices as readonly string[]).filter((name) => !harmless.includes(name)),
      [],
    );
    equal(found.mknod, 'EPERM');
  });
});

describe('Where the engine drops our list of system calls and the ulimits,', () => {
  it('a program is held in all the same', async function () {
    this.timeout(60_000);
    const open = (host: HostConfig) => ({
      ...host,
      SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'],
      Ulimits: [],
    });
    const bench = await Bench.open(thisProcess(), (engine) => weakened(engine, open));
    try {
      const run = await bench.run({ program: fixture('limits_probe.py'), suite: fixture('run_once.py') });
      const { calls, families, status, limits, sparse }: Probe = JSON.parse(run.output());
      const { clone3, ...others } = calls;
      deepEqual([[...new Set(Object.values(others))], clone3], [['EPERM'], 'ENOSYS']);
      deepEqual(families, { 1: 'opened', 2: 'opened', 10: 'opened', 17: 'EPERM', 38: 'EPERM', 40: 'EPERM' });
      deepEqual([status.NoNewPrivs, status.Seccomp, sparse], ['1', '2', 'EFBIG']);
      deepEqual(
        [limits.RLIMIT_CORE, limits.RLIMIT_NOFILE],
        [
          [0, 0],
          [1024, 1024],
        ],
      );
    } finally {
      await bench.close();
    }
  });
});

describe('The limits of a sandbox, as the engine reports them,', () => {
  it('are all set, by name', async () => {
    const bench = await Bench.open();
    const sandbox = await bench.sandbox({ timeout_seconds: 3, memory_mb: 96, pids: 33, cpus: 0.25 });
    try {
      const { Config, HostConfig, Mounts, NetworkSettings } = await new Docker().getContainer(sandbox.id).inspect();
      equal(HostConfig.NetworkMode, 'none');
      deepEqual(Object.keys(NetworkSettings.Networks), ['none']);
      deepEqual([HostConfig.ReadonlyRootfs, HostConfig.Privileged, HostConfig.AutoRemove], [true, false, false]);
      deepEqual([HostConfig.Memory, HostConfig.MemorySwap, HostConfig.PidsLimit], [96 * MIB, 96 * MIB, 33]);
      deepEqual([HostConfig.CpuQuota, HostConfig.CpuPeriod], [62_500, 250_000]);
      deepEqual([HostConfig.CapDrop, HostConfig.CapAdd], [['ALL'], null]);
      ok(HostConfig.SecurityOpt?.includes('no-new-privileges'));
      ok(HostConfig.SecurityOpt?.some((option: string) => option.startsWith('seccomp={')));
      deepEqual([HostConfig.IpcMode, HostConfig.ShmSize, HostConfig.LogConfig?.Type], ['private', 8 * MIB, 'none']);
      deepEqual(
        [Mounts, HostConfig.Binds, HostConfig.Devices ?? [], HostConfig.PortBindings ?? {}],
        [[], null, [], {}],
      );
      deepEqual(Object.keys(HostConfig.Tmpfs ?? {}).sort(), [
        '/grader',
        '/run/codealong/meeting',
        '/tmp',
        '/tools',
        '/work',
      ]);
      const { grader } = sandbox.users;
      equal(Config.User, `${grader}:${grader}`);
      deepEqual([Config.Labels.codealong, Config.Labels['codealong.role']], ['1', 'run']);
      equal(Config.Labels['codealong.owner'], bench.owner.process);
      const lives = Number(Config.Labels['codealong.expires']) - Date.now();
      ok(lives > 900_000 && lives < 1_000_000, `it expires in ${lives} ms`);
    } finally {
      await sandbox.dispose();
      await bench.close();
    }
  });
});
