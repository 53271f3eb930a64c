import { deepEqual, equal, match, notDeepEqual, ok, rejects } from 'node:assert/strict';
import { text as textOf } from 'node:stream/consumers';
import { CodedError } from '../../../src/contract/codes';
import { IMAGE_USERS } from '../../../src/contract/image';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import { askedOf, create, leavesOut } from '../../../src/sandbox/create';
import { type FakeEngine, fakeEngine } from '../engine/fake-engine';

const WANTED = { image: 'x', limits: DEFAULT_LIMITS, users: IMAGE_USERS, labels: {}, unclaimedSeconds: 9 };

interface Asked {
  readonly SecurityOpt: readonly string[];
  readonly Tmpfs: Readonly<Record<string, string>>;
  readonly Sysctls: Readonly<Record<string, string>>;
  readonly ExtraHosts: readonly string[];
}

describe('The creation of a container', () => {
  let fake: FakeEngine | null = null;
  let asked: Asked[] = [];

  afterEach(async () => {
    await fake?.close();
    fake = null;
    asked = [];
  });

  /** An engine of that name; `refusal` says why it refuses a container, or null. */
  async function engineOf(server: string, refusal: (spec: Asked) => string | null) {
    fake = await fakeEngine({
      request: async (request, response) => {
        if (request.url?.startsWith('/_ping')) return response.setHeader('Server', server).end('OK');
        const spec = (JSON.parse(await textOf(request)) as { HostConfig: Asked }).HostConfig;
        asked.push(spec);
        const message = refusal(spec);
        response.statusCode = message === null ? 201 : 500;
        return response.end(JSON.stringify(message === null ? { Id: 'c1', Warnings: [] } : { message }));
      },
    });
    await fake.engine.ping();
    return fake.engine;
  }

  /** As Podman's parser does. */
  function likePodman({ Tmpfs, SecurityOpt }: Asked): string | null {
    const known = /^(rw|ro|size=.*|mode=.*|noexec|exec|nosuid|nodev|(no)?tmpcopyup|U)$/;
    const unknown = Object.values(Tmpfs)
      .flatMap((options) => options.split(','))
      .find((option) => !known.test(option));
    if (unknown !== undefined) return `fill out specgen: unknown mount option "${unknown}": invalid mount option`;
    const profile = SecurityOpt.find((option) => option.startsWith('seccomp='));
    return profile === undefined ? null : `opening seccomp profile failed: open ${profile.slice(8, 40)}: no such file`;
  }

  it('names the owner and the number of files of each folder, and our own list of system calls', async () => {
    const engine = await engineOf('Docker/26.1.5 (linux)', () => null);
    await create(engine, WANTED);
    equal(asked.length, 1);
    for (const options of Object.values(asked[0]?.Tmpfs ?? {}))
      match(options, /,nr_inodes=\d+,mode=\d+,uid=64001,gid=64001$/);
    ok(asked[0]?.SecurityOpt.some((option) => option.startsWith('seccomp={')));
    deepEqual(asked[0]?.ExtraHosts, []);
    deepEqual(Object.keys(asked[0]?.Tmpfs ?? {}), ['/work', '/tmp', '/grader', '/run/codealong/meeting', '/tools']);
  });

  it('is in one call on Podman, in its dialect', async () => {
    const engine = await engineOf('Libpod/4.3.1 (linux)', likePodman);
    equal((await create(engine, WANTED)).id, 'c1');
    equal(asked.length, 1);
    const { '/run': run, '/var/tmp': scratch, ...own } = asked[0]?.Tmpfs ?? {};
    for (const options of Object.values(own))
      match(options, /^rw,(no)?exec,nosuid,nodev,size=\d+k,mode=\d+,notmpcopyup,U$/);
    // The host's names need not have both.
    deepEqual(asked[0]?.ExtraHosts, ['localhost:127.0.0.1', 'localhost:::1']);
    // Without these, Podman mounts both without a size.
    deepEqual([run, scratch], Array(2).fill('rw,noexec,nosuid,nodev,size=64k,mode=0755,notmpcopyup'));
  });

  it('leaves out what an unknown engine refuses, and asks for it only once', async () => {
    const engine = await engineOf('', likePodman);
    await create(engine, WANTED);
    equal(asked.length, 3);
    await create(engine, WANTED);
    equal(asked.length, 4);
    deepEqual(asked[3], asked[2]);
  });

  it('finds it out once for containers that are made at the same time, and fails for none of them', async () => {
    const engine = await engineOf('', likePodman);
    deepEqual(
      (await Promise.all([create(engine, WANTED), create(engine, WANTED)])).map(({ id }) => id),
      ['c1', 'c1'],
    );
  });

  it('leaves out a sysctl that is refused, and nothing else', async () => {
    const engine = await engineOf('', ({ Sysctls }) =>
      Object.keys(Sysctls).length > 0 ? 'a sysctl is not allowed' : null,
    );
    await create(engine, WANTED);
    const [first, second] = asked;
    deepEqual({ ...first, Sysctls: {} }, second);
  });

  for (const [what, reason] of [
    ['SecurityOpt', 'seccomp is not enabled in your kernel, cannot run a custom seccomp profile'],
    [
      'SecurityOpt',
      'linux seccomp: seccomp profiles are not supported on this daemon, you cannot specify a custom seccomp profile',
    ],
    [
      'Sysctls',
      'OCI runtime create failed: write sysctl key net.ipv6.conf.lo.disable_ipv6: open /proc/sys/net/ipv6/conf/lo/disable_ipv6: no such file or directory: unknown',
    ],
    ['Sysctls', 'crun: open `/proc/sys/net/ipv6/conf/lo/disable_ipv6`: No such file or directory: OCI runtime error'],
  ] as const) {
    it(`leaves out what is refused at the start, and only once: ${reason.slice(0, 50)}…`, async () => {
      const engine = await engineOf('', () => null);
      const refused = (why: string, of = askedOf(engine)) =>
        leavesOut(engine, of, new CodedError('engine-call-failed', { call: 'start', status: 500, reason: why }));
      await create(engine, WANTED);
      const before = askedOf(engine);
      equal(refused('no space left on device'), false);
      equal(refused(reason), true);
      equal(refused(reason), false, 'a second refusal is told');
      equal(refused(reason, before), true, 'but not of a container that was made before the first');
      await create(engine, WANTED);
      const [first, second] = asked;
      notDeepEqual(first?.[what], second?.[what]);
      deepEqual({ ...first, [what]: second?.[what] }, second);
    });
  }

  it('fails with any other reason of the engine, after one call', async () => {
    const engine = await engineOf('Libpod/4.3.1 (linux)', () => 'no space left on device');
    await rejects(create(engine, WANTED), {
      code: 'engine-call-failed',
      args: { call: 'create', status: 500, reason: 'no space left on device' },
    });
    equal(asked.length, 1);
  });
});
