import type { ContainerSpec, Engine } from '../../src/engine/client/engine';
import type { RunnerParts } from '../../src/run/runner';
import { withCalls } from '../support/engines';
import { updatedAs } from '../support/weak-engine';
import { OF_THE_BLAME } from './blame-saboteurs';
import { SECRET } from './cases/files';
import { oneUser } from './one-user';

/** A text that occurs once in a file of `docker/`, and its replacement. */
export interface Patch {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A protection that is switched off, and the cases that must notice it. */
export interface Saboteur {
  readonly name: string;
  readonly off: string;
  readonly cases: readonly string[];
  /** Another runner image. */
  readonly patches?: readonly Patch[];
  /** Another engine. */
  readonly engine?: (engine: Engine) => Engine;
  /** Replaces parts of the runner. */
  readonly parts?: RunnerParts;
}

type HostConfig = NonNullable<ContainerSpec['HostConfig']>;

/** An engine that creates containers with some changed settings. */
function host(change: (config: HostConfig) => HostConfig, env: readonly string[] = []) {
  return (engine: Engine) =>
    withCalls(engine, {
      createContainer: ({ HostConfig = {}, ...spec }, ...rest) =>
        engine.createContainer({ ...spec, Env: [...env], HostConfig: change(HostConfig) }, ...rest),
      updateContainer: updatedAs(engine, change),
    });
}

function tmpfs(from: RegExp, to: string): (config: HostConfig) => HostConfig {
  return (config) => {
    const folders = Object.entries(config.Tmpfs ?? {}) as [string, string][];
    return { ...config, Tmpfs: Object.fromEntries(folders.map(([path, how]) => [path, how.replace(from, to)])) };
  };
}

/** Its number follows that of the program's user. */
function graderOf(user: string): string {
  const uid = Number(user.split(':')[0]) + 1;
  return `${uid}:${uid}`;
}

const sameUser = (engine: Engine) =>
  withCalls(engine, {
    execDetached: (id, spec, options) => engine.execDetached(id, { ...spec, user: graderOf(spec.user) }, options),
  });

const RUNNER = 'runner';
const patch = (file: string, from: string, to: string): Patch => ({ file: `${RUNNER}/${file}`, from, to });

/** Settings with which the container is created. */
const OF_THE_CONTAINER: readonly Saboteur[] = [
  {
    name: 'capability-back',
    off: 'all capabilities dropped',
    cases: ['privileges'],
    engine: host((config) => ({ ...config, CapDrop: [], CapAdd: ['SYS_ADMIN'] })),
  },
  {
    name: 'new-privileges',
    off: 'no-new-privileges',
    cases: ['privileges'],
    engine: host((config) => ({
      ...config,
      SecurityOpt: (config.SecurityOpt ?? []).filter((option: string) => option !== 'no-new-privileges'),
    })),
  },
  {
    name: 'no-seccomp',
    off: 'the filter of system calls',
    cases: ['privileges', 'other-families', 'io-uring'],
    engine: host((config) => ({ ...config, SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] })),
  },
  {
    name: 'default-seccomp',
    off: 'our own list of system calls, the engine’s stays',
    cases: ['other-families', 'launcher-descriptors'],
    engine: host((config) => ({ ...config, SecurityOpt: ['no-new-privileges'] })),
  },
  {
    name: 'privileged',
    off: 'everything that the engine holds',
    cases: ['devices', 'privileges'],
    engine: host((config) => ({ ...config, Privileged: true })),
  },
  {
    name: 'network-on',
    off: 'no network',
    cases: ['reach-out', 'listens-everywhere'],
    engine: host((config) => ({ ...config, NetworkMode: 'bridge' })),
  },
  {
    name: 'root-writable',
    off: 'the read-only root',
    cases: ['write-outside'],
    engine: host((config) => ({ ...config, ReadonlyRootfs: false })),
  },
  {
    name: 'host-mounted',
    off: 'no folder of the host inside',
    cases: ['look-around'],
    engine: host((config) => ({ ...config, Binds: ['/usr/share:/host:ro'] })),
  },
  {
    name: 'memory-free',
    off: 'the limit of memory',
    cases: ['bytearray'],
    engine: host((config) => ({ ...config, Memory: 2 ** 31, MemorySwap: 2 ** 31 })),
  },
  {
    name: 'processes-free',
    off: 'the limit of processes',
    cases: ['thread-bomb'],
    engine: host((config) => ({ ...config, PidsLimit: 2000 })),
  },
  {
    name: 'processor-free',
    off: 'the share of the CPU',
    cases: ['limits-held', 'fork-bomb-fails'],
    engine: host((config) => ({ ...config, CpuQuota: 400_000, CpuPeriod: 200_000 })),
  },
  {
    name: 'ulimits-free',
    off: 'the limits of open files and their size',
    cases: ['open-files', 'sparse-file'],
    engine: host((config) => ({ ...config, Ulimits: [] })),
  },
  {
    name: 'may-execute',
    off: 'noexec of what can be written',
    cases: ['run-binary'],
    engine: host(tmpfs(/noexec/, 'exec')),
  },
  {
    name: 'large-disk',
    off: 'the size of /tmp and /work',
    cases: ['full-disk'],
    engine: host(tmpfs(/size=16384k/, 'size=65536k')),
  },
  {
    name: 'one-user',
    off: 'two user ids of its own for each sandbox',
    cases: ['hoard-descriptors'],
    engine: oneUser,
  },
  {
    name: 'removal-off',
    off: 'the removal of containers',
    cases: ['honest-among-settings'],
    engine: (engine) => withCalls(engine, { remove: async () => {} }),
  },
];

/** In Python: whether the process `pid` is neither this one nor one of the grader's. */
const OTHERS =
  'pid.isdigit() and int(pid) != os.getpid() and b"grader.py" not in open(f"/proc/{pid}/cmdline", "rb").read()';

/** Protections by the runner inside the container. */
const OF_THE_RUNNER: readonly Saboteur[] = [
  {
    name: 'same-user',
    off: 'two users',
    cases: ['read-suite', 'read-grader'],
    engine: sameUser,
    patches: [
      patch('link.py', 'uid != program_uid', 'uid != program_uid + 1'),
      // With a single user the sweep would remove it first.
      patch('rehearsal.py', '    os.unlink(f"{contract.WORK}/main.py")\n', ''),
      // And it would kill the grader, so that an honest program failed as well.
      patch(
        'sweep.py',
        'os.kill(-1, signal.SIGKILL)',
        `[os.kill(int(pid), 9) for pid in os.listdir("/proc") if ${OTHERS}]`,
      ),
    ],
  },
  {
    name: 'suite-readable',
    off: 'a folder that the grader alone can enter',
    cases: ['read-suite'],
    patches: [
      patch('suite.py', 'contract.GRADER: 0o700', 'contract.GRADER: 0o755'),
      patch('suite.py', 'folder_mode=0o700, file_mode=0o600', 'folder_mode=0o755, file_mode=0o644'),
    ],
  },
  {
    name: 'sources-writable',
    off: 'sources that belong to the grader',
    cases: ['write-source'],
    patches: [
      patch('suite.py', 'folder_mode=0o1777, file_mode=0o644', 'folder_mode=0o1777, file_mode=0o666'),
      patch('grader.py', 'os.umask(0o022)', 'os.umask(0)'),
    ],
  },
  {
    name: 'tools-writable',
    off: 'a folder of tools that only the grader can write',
    cases: ['write-tools'],
    patches: [patch('suite.py', 'contract.TOOLS: 0o755', 'contract.TOOLS: 0o777')],
  },
  {
    name: 'sweep-off',
    off: 'killing everything after a test',
    cases: ['daemon-answers', 'daemon'],
    patches: [patch('sweep.py', '    give_up = time.monotonic() + PATIENCE_SECONDS\n', '    return ended\n')],
  },
  {
    name: 'files-kept',
    off: 'removing every file after a test',
    cases: ['files-for-later', 'stubborn-files'],
    patches: [patch('sweep.py', '    for folder in folders:\n', '    for folder in ():\n')],
  },
  {
    name: 'door-open',
    off: 'closing the door behind the launcher',
    cases: ['every-socket'],
    patches: [
      patch('link.py', '    server.close()\n', '    globals()["kept"] = server\n'),
      patch('link.py', '    os.unlink(f"{contract.MEETING}/launcher")\n', ''),
    ],
  },
  {
    name: 'launcher-readable',
    off: 'a launcher whose memory and descriptors its own user cannot read',
    cases: ['launcher-descriptors'],
    patches: [patch('launcher.py', '(PR_SET_DUMPABLE, 0)', '(PR_SET_DUMPABLE, 1)')],
  },
  {
    name: 'environment-through',
    off: 'an empty environment',
    cases: ['look-around'],
    engine: host((config) => config, [`CODEALONG_ATTACK_SECRET=${SECRET}`]),
    patches: [patch('launcher.py', 'ENVIRONMENT = {', 'ENVIRONMENT = dict(os.environ) | {')],
  },
  {
    name: 'grader-opens-files',
    off: 'files of the program only through the launcher',
    cases: ['link-to-suite'],
    patches: [
      patch(
        'backend.py',
        'fd = self._order("read", path=path)[0]',
        'fd = os.open(os.path.join(contract.WORK, path), os.O_RDONLY)',
      ),
    ],
  },
  {
    name: 'their-conftest',
    off: 'a suite in a folder of its own',
    cases: ['passing-hooks'],
    patches: [
      patch(
        'suite.py',
        '*(f"{SUITE}/{folder}" for folder in job.tests)]',
        '*(f"{SUITE}/{folder}" for folder in job.tests), contract.WORK]',
      ),
    ],
  },
  {
    name: 'output-free',
    off: 'the limit of output',
    cases: ['flood-stdout'],
    patches: [patch('contract.py', 'OUTPUT_DRAINED_BYTES = 16 * 1024 * 1024', 'OUTPUT_DRAINED_BYTES = 2**40')],
  },
  {
    name: 'terminals-free',
    off: 'the limit of terminals',
    cases: ['hoard-terminals'],
    patches: [patch('contract.py', 'TERMINALS_MAX = 32', 'TERMINALS_MAX = 2**20')],
  },
  {
    name: 'launcher-trusted',
    off: 'looking whether the launcher was stopped',
    cases: ['stop-all'],
    patches: [patch('link.py', 'return state not in (b"T", b"t", b"Z", b"X")', 'return True')],
  },
];

/** Protections by the host around a run. */
const OF_THE_HOST: readonly Saboteur[] = [
  {
    name: 'reaper-off',
    off: 'the removal of what killed processes leave',
    cases: ['killed-window'],
    parts: { orphanRemoverOf: () => ({ removeOrphans: async () => ({ removed: [], again: false }) }) },
  },
];

export const SABOTEURS: readonly Saboteur[] = [...OF_THE_CONTAINER, ...OF_THE_RUNNER, ...OF_THE_BLAME, ...OF_THE_HOST];
