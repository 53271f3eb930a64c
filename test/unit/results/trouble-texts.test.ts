import { doesNotMatch, equal, match } from 'node:assert/strict';
import { textFor } from '../../../src/results/texts/advice-catalogue';
import { SAMPLES } from '../../support/message-samples';

/** What engines, runtimes and kernels say, and which words of ours have to answer. */
const SAID: readonly (readonly [call: string, reason: string, title: RegExp, advice: RegExp])[] = [
  [
    'create',
    'write /var/lib/docker/overlay2/e7063df1-init/link: no space left on device',
    /: the disk of Docker is full\.$/,
    /docker system df/,
  ],
  ['start', 'failed to create shim task: mkdir /run/containerd/x: disk quota exceeded: unknown', /full/, /Free some/],
  [
    'start',
    'OCI runtime create failed: container init caused: apply apparmor profile: apparmor failed to apply profile: write /proc/self/attr/exec: invalid argument: unknown',
    /: AppArmor does not allow it\.$/,
    /systemctl restart apparmor docker/,
  ],
  [
    'create',
    'AppArmor enabled on system but the docker-default profile could not be loaded: running `/sbin/apparmor_parser apparmor_parser -Kr /tmp/docker-default` failed',
    /AppArmor/,
    /apparmor/,
  ],
  [
    'start',
    'OCI runtime create failed: container init caused "write /proc/self/attr/keycreate: permission denied": unknown',
    /: SELinux does not allow it\.$/,
    /container-selinux/,
  ],
  ['start', 'cannot set limits without cgroups: OCI runtime error', /: it cannot limit a sandbox\.$/, /version 2/],
  [
    'create',
    'invalid configuration, cannot specify resource limits without cgroups v2 and --cgroup-manager=systemd',
    /cannot limit/,
    /systemd/,
  ],
  [
    'start',
    'mkdir /sys/fs/cgroup/memory/docker/0a1b: no space left on device: unknown',
    /cannot limit a sandbox\.$/,
    /restart Docker/,
  ],
  [
    'start',
    'OCI runtime create failed: seccomp: config provided but seccomp not supported: unknown',
    /: it cannot filter system calls\.$/,
    /update the engine/,
  ],
  [
    'create',
    'image with reference mine was found but does not match the specified platform: wanted linux/amd64, actual: linux/arm64',
    /another kind of processor\.$/,
    /codealong\.image/,
  ],
  ['start', 'open /var/lib/docker/x: permission denied', /: access was denied\.$/, /SELinux or AppArmor/],
  ['create', 'of no use today', /^Docker refused a request \(create, status 500\)\.$/, /Run the tests again/],
];

describe('A machine that is not as it should be', () => {
  for (const [call, reason, title, advice] of SAID) {
    it(`is told by what its engine says: ${reason.slice(0, 60)}`, () => {
      const text = textFor({ code: 'engine-call-failed', args: { call, status: 500, reason } }, 'python');
      match(text.title, title);
      match(text.advice ?? '', advice);
      equal(text.body, `It said: ${reason}`, 'its own words are never left out');
    });
  }

  for (const [said, title] of [
    ['exec /opt/codealong/python: exec format error\n', /: the image is for another kind of processor\.$/],
    ['standard_init_linux.go:228: exec user process caused: exec format error', /processor/],
    [
      'python: error while loading shared libraries: /lib64/libc.so.6: cannot apply additional memory protection after relocation: Permission denied',
      /: SELinux does not allow it\.$/,
    ],
    ["PermissionError: [Errno 13] Permission denied: '/grader/passwd'", /: access was denied\.$/],
    // Its folders are in memory.
    ["OSError: [Errno 28] No space left on device: '/grader/passwd'", /^The sandbox did not become ready\.$/],
    ['MemoryError', /^The sandbox did not become ready\.$/],
  ] as const) {
    it(`is told by the last words of a sandbox: ${said.slice(0, 60).trim()}`, () => {
      const text = textFor({ code: 'sandbox-not-ready', args: { why: 'ended', said } }, 'python');
      match(text.title, title);
      equal(text.body, `Detail: ${said.trim()}.`);
    });
  }

  it('is told where files of a job could not be written', () => {
    const said = (why: string) => textFor({ code: 'bad-job', args: { why } }, 'python').advice ?? '';
    match(said("PermissionError: [Errno 13] Permission denied: '/work/main.py'"), /SELinux or AppArmor/);
    match(said("IsADirectoryError: [Errno 21] Is a directory: '/work/main.py'"), /another version of CodeAlong/);
  });

  it('is told where it is in the way of a build, and a learner is then not sent to look at the network', () => {
    const told = (line: string, last: string) => {
      const args = { ...SAMPLES['image-build-failed'], base: null, line, last };
      return textFor({ code: 'image-build-failed', args }, 'python');
    };
    const command = "The command '/bin/sh -c sh install.sh' returned a non-zero code: 1";
    const foreign = told(command, 'exec /bin/sh: exec format error');
    match(foreign.title, /could not be built: the image is for another kind of processor\.$/);
    match(foreign.body ?? '', /\nBefore that: exec \/bin\/sh: exec format error$/);
    const full = told('Error processing tar file(exit status 1): write /Dockerfile: no space left on device', '');
    match(full.title, /could not be built: the disk of Docker is full\.$/);
    for (const { advice = '' } of [foreign, full]) doesNotMatch(advice, /internet/);
    match(told(command, 'OSError: [Errno 28] No space left on device').title, /disk/);
    match(told(command, 'sh: ./mine: Permission denied').advice ?? '', /internet/, 'a Dockerfile may deny itself');
  });

  it('without control groups is told by what helps an engine without root', () => {
    const told = (guards: string) => textFor({ code: 'limits-missing', args: { guards } }, 'python').advice ?? '';
    match(told('memory, pids'), /An engine without root limits anything only with control groups of version 2/);
    doesNotMatch(told('memory, pids'), /Raspberry/);
    match(told('memory'), /Raspberry/);
  });
});
