import type { AttackCase, Files } from '../case';
import { FIRST_ONLY } from '../first-only';

const HOOKS = `import os, sys
print("attack: conftest: DONE: it ran as", os.getuid(), file=sys.stderr)
import pytest
@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    return True
def pytest_collection_modifyitems(items):
    items.clear()
`;

const PRINTS =
  'import os, sys\nwho = "grader" if os.access("/grader", os.R_OK) else "program"\nprint("start-up file ran as", who, file=sys.stderr)\n';

/** Files that pytest would read if it looked into the learner's folder. */
const SETTINGS: Files = {
  'pytest.ini': '[pytest]\naddopts = --collect-only -p no:terminal\n',
  'tox.ini': '[pytest]\naddopts = --co\n',
  'setup.cfg': '[tool:pytest]\naddopts = --co\n',
  'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "--co"\n',
};

/** Files that Python would read at its start if it looked there. */
const START_UP: Files = {
  'evil.pth': 'import os; os._exit(0)\n',
  'sitecustomize.py': PRINTS,
  'usercustomize.py': PRINTS,
  'evil_plugin.py': HOOKS,
  'evil-1.0.dist-info/entry_points.txt': '[pytest11]\nevil = evil_plugin\n',
  'evil-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n',
};

/** Verdict integrity: none of these programs does the work, so none may pass unless its outcome here says so. */
export const INTEGRITY: readonly AttackCase[] = [
  {
    name: 'exit-at-start',
    mechanism: 'leaving with code 0',
    covers: ['`os._exit(0)` at start'],
    how: 'Leaves at once, without any handler, with the code of success.',
    suite: 'server',
    outcome: 'failed',
    expect: { message: [/ended before a client could connect/] },
  },
  {
    name: 'exit-in-thread',
    mechanism: 'leaving with code 0',
    covers: ['`os._exit(0)` at start'],
    how: 'Listens, and leaves from a thread while the test waits for an answer.',
    suite: 'server',
    outcome: 'failed',
    expect: { message: [/exited with code 0/] },
  },
  {
    name: 'exit-in-handler',
    mechanism: 'leaving with code 0',
    covers: ['`os._exit(0)` at start'],
    how: 'Leaves from a signal handler when a client has come.',
    suite: 'server',
    outcome: 'failed',
    expect: { message: [/exited with code 0/] },
  },
  {
    name: 'sys-exit',
    mechanism: 'leaving by an exception',
    covers: ['`sys.exit(0)`'],
    how: 'Ends with SystemExit, which pytest in one process would take for its own end.',
    outcome: 'failed',
  },
  {
    name: 'system-exit-in-call',
    mechanism: 'leaving by an exception',
    covers: ['`sys.exit(0)`'],
    how: 'The called function raises SystemExit.',
    suite: 'call',
    outcome: 'learner-error',
    expect: { message: [/raised a SystemExit/] },
  },
  {
    name: 'exit-at-exit',
    mechanism: 'leaving by an exception',
    covers: ['`atexit` with'],
    how: 'An exit handler replaces the code of the exception that ended it.',
    outcome: 'failed',
    or: { outcome: 'learner-error', because: 'the traceback that it printed names its line, whatever its code was' },
  },
  {
    name: 'passing-hooks',
    mechanism: 'files that pytest reads',
    covers: ['`conftest.py`, `pytest.ini`'],
    how: 'A conftest.py and a pytest plugin beside it let every test pass, or take all tests away.',
    files: () => ({ 'conftest.py': HOOKS, 'tests/conftest.py': HOOKS, 'test_mine.py': 'def test_mine(): pass\n' }),
    outcome: 'failed',
    expect: { never: [/it ran as/] },
  },
  {
    name: 'passing-settings',
    mechanism: 'files that pytest reads',
    covers: ['`conftest.py`, `pytest.ini`'],
    how: 'Settings of pytest in every file that it knows tell it to collect only.',
    files: () => SETTINGS,
    outcome: 'failed',
  },
  {
    name: 'honest-among-settings',
    mechanism: 'files that pytest reads',
    covers: ['`conftest.py`, `pytest.ini`'],
    how: 'The same files beside an honest program: they change nothing for it either.',
    program: 'attack/programs/honest.py',
    files: () => ({ ...SETTINGS, 'conftest.py': HOOKS }),
    outcome: 'passed',
    expect: { never: [/it ran as/] },
  },
  {
    name: 'start-up-files',
    mechanism: 'files that Python reads',
    covers: ['`conftest.py`, `pytest.ini`'],
    how: 'Files that Python runs at its start, and a plugin with the papers of an installed package.',
    files: () => START_UP,
    outcome: 'failed',
    expect: { never: [/ran as grader/, /it ran as/] },
  },
  {
    name: 'shadow-socket',
    mechanism: 'shadowing modules',
    covers: ['files named `socket.py`'],
    how: 'A socket.py of its own hides the real one from the program, and from nobody else.',
    files: () => ({ 'socket.py': 'import os\nos._exit(0)\n' }),
    suite: 'server',
    outcome: 'failed',
    expect: { notes: [/`socket\.py` has the same name as/] },
  },
  {
    name: 'shadow-pytest',
    mechanism: 'shadowing modules',
    covers: ['files named `socket.py`'],
    how: 'Files named like what the grader imports; an honest program that imports none of them.',
    files: () => {
      const names = ['pytest', 'json', 'random', 'runner', '_pytest', 'pluggy'];
      return Object.fromEntries(names.map((name) => [`${name}.py`, PRINTS]));
    },
    outcome: 'passed',
    expect: { never: [/ran as grader/], notes: [/`pytest\.py`/, /`json\.py`/, /`random\.py`/] },
  },
  {
    name: 'shadow-codealong',
    mechanism: 'shadowing modules',
    covers: ['files named `socket.py`'],
    how: 'A codealong.py and a lib folder of its own, as the suite imports them.',
    files: () => ({
      'codealong.py': 'raise SystemExit(0)\n',
      'lib/__init__.py': '',
      'lib/redis_client.py': 'raise SystemExit(0)\n',
    }),
    outcome: 'passed',
  },
  {
    name: 'forged-events',
    mechanism: 'a forged report',
    covers: ['printing a perfect report'],
    how: 'Prints our own events of a passed run, bare and in frames of the stream.',
    outcome: 'failed',
    expect: { says: [/"outcome":"passed"/] },
  },
  {
    name: 'forged-junit',
    mechanism: 'a forged report',
    covers: ['printing a perfect report'],
    how: 'Writes and prints a JUnit report without failures.',
    outcome: 'failed',
    expect: { says: [/failures="0"/] },
  },
  {
    name: 'forged-pytest',
    mechanism: 'a forged report',
    covers: ['printing a perfect report'],
    how: 'Prints what pytest would say of a passed run.',
    outcome: 'failed',
    expect: { says: [/1 passed in/] },
  },
  {
    name: 'every-socket',
    mechanism: 'the socket of the launcher',
    covers: ['connects to every socket'],
    how: 'Connects to every socket that the kernel lists and gives it orders.',
    outcome: 'passed',
    expect: {
      says: [/asking \/run\/codealong\/meeting\/launcher: refused/, /listing \/run\/codealong\/meeting: refused/],
    },
  },
  {
    name: 'replaced-socket',
    mechanism: 'the socket of the launcher',
    covers: ['connects to every socket'],
    how: 'Puts a socket of its own where the launcher and the grader met.',
    outcome: 'passed',
    expect: { refused: 4 },
  },
  {
    name: 'launcher-descriptors',
    mechanism: 'the socket of the launcher',
    covers: ['connects to every socket'],
    how: 'Takes the launcher’s end of the connection out of its descriptors or its memory; both are of one user.',
    outcome: 'passed',
    expect: { refused: 15 },
  },
  {
    name: 'daemon-answers',
    mechanism: 'answering for a later test',
    covers: ['a daemon left by the first test'],
    how: 'The first program leaves daemons that share its socket; the later ones do nothing.',
    suite: 'server',
    outcome: 'failed',
    expect: FIRST_ONLY,
  },
  {
    name: 'reuse-port',
    mechanism: 'answering for a later test',
    covers: ['second server on the same port'],
    how: 'Several processes of the first program listen on the test’s port by SO_REUSEPORT.',
    suite: 'server',
    outcome: 'failed',
    expect: FIRST_ONLY,
  },
  {
    name: 'storm-of-heirs',
    mechanism: 'answering for a later test',
    covers: ['a daemon left by the first test'],
    how: 'Processes that fork and end without a pause hold the first program’s socket while everything is killed.',
    suite: 'server',
    outcome: 'failed',
    expect: FIRST_ONLY,
  },
  {
    name: 'link-to-suite',
    mechanism: 'links for the test to follow',
    covers: ['a link planted'],
    how: 'Links to the suite lie where the test reads and writes files.',
    suite: 'file',
    outcome: 'failed',
    expect: {
      never: [/import program/],
      also: ({ report }) =>
        JSON.stringify(report.tests.map((test) => test.actual)).includes('import') ? 'the suite was read' : null,
    },
  },
  {
    name: 'link-to-answer',
    mechanism: 'links for the test to follow',
    covers: ['a link planted'],
    how: 'Links to files that hold the right text, or give it back: only a file of its own counts.',
    suite: 'file',
    outcome: 'failed',
    expect: {
      also: ({ report }) => (report.tests.every(({ outcome }) => outcome === 'failed') ? null : 'a link was followed'),
    },
  },
  {
    name: 'always-equal',
    mechanism: 'answers of a called function',
    covers: [],
    how: 'Returns an object that is equal to everything: it comes as the plain value that it is derived from.',
    suite: 'call',
    outcome: 'failed',
    expect: { message: [/The result is not what the test expected/] },
  },
  {
    name: 'forged-answers',
    mechanism: 'answers of a called function',
    covers: [],
    how: 'Writes answers of its own into the channel of the call, and ends.',
    suite: 'call',
    outcome: 'failed',
  },
];
