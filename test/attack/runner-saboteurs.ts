import type { Engine } from '../../src/engine/client/engine';
import { withCalls } from '../support/engines';
import { SECRET } from './cases/files';
import { host } from './container-saboteurs';
import type { Patch, Saboteur } from './saboteurs';

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

/** In Python: whether the process `pid` is neither this one nor one of the grader's. */
const OTHERS =
  'pid.isdigit() and int(pid) != os.getpid() and b"grader.py" not in open(f"/proc/{pid}/cmdline", "rb").read()';

/** Protections by the runner inside the container. */
export const OF_THE_RUNNER: readonly Saboteur[] = [
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
      patch('suite.py', 'file_mode=0o644)\n    _write_all(SUITE', 'file_mode=0o666)\n    _write_all(SUITE'),
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
