import { userInfo } from 'node:os';
import type { AttackCase, Seen } from '../case';
import { beyondKnown } from '../known-engine';

const REFUSED = { outcome: 'passed' } as const;
/** A secret in the environment of the process that drives the sandbox. */
export const SECRET = 'codealong-attack-secret-5e1f';
process.env.CODEALONG_ATTACK_SECRET = SECRET;

const ODD_NAMES = [
  `${'a'.repeat(251)}.txt`,
  'CON',
  'con',
  'trailing.',
  'twin.txt',
  'TWIN.txt',
  '\u{1f600}.txt',
  'two\nlines.txt',
  ' blank ',
  '-rf',
  'back\\slash',
  'quote\'".txt',
];

/** The program must find nothing that tells about this machine or its user. */
function nothingOfTheHost({ output, engine }: Seen): string | null {
  const said = beyondKnown(engine, output);
  const { username, homedir } = userInfo();
  const words = [SECRET, 'codealong-attack-', homedir, process.cwd(), ...(username === 'root' ? [] : [username])];
  const found = words.find((word) => word.length > 3 && said.includes(word));
  return found === undefined ? null : `the program found ${found}`;
}

/** Files and kernel surface. */
export const FILES: readonly AttackCase[] = [
  {
    name: 'write-outside',
    mechanism: 'writing where it must not',
    covers: ['writing to /, /etc'],
    how: 'Makes and changes files of the system, of Python and of our own runner.',
    ...REFUSED,
    expect: { refused: 14 },
  },
  {
    name: 'write-source',
    mechanism: 'writing where it must not',
    covers: ['writing to /, /etc'],
    how: 'Changes, moves and replaces its own sources, which the next test would run.',
    ...REFUSED,
    expect: { refused: 13 },
  },
  {
    name: 'write-suite',
    mechanism: 'writing where it must not',
    covers: ['writing to /, /etc'],
    how: 'Puts a conftest.py and links where the grader reads its suite.',
    ...REFUSED,
    expect: { refused: 14 },
  },
  {
    name: 'read-secrets',
    mechanism: 'reading what is not its own',
    covers: ['reading /etc/shadow'],
    how: 'Reads passwords, keys and the environment of process 1.',
    ...REFUSED,
    expect: { refused: 9 },
  },
  {
    name: 'read-suite',
    mechanism: 'reading what is not its own',
    covers: ['reading /etc/shadow'],
    how: 'Reads the tests, by their path and by way of the grader and its watchdog.',
    ...REFUSED,
    expect: { refused: 11 },
  },
  {
    name: 'read-grader',
    mechanism: 'reading what is not its own',
    covers: ['reading /etc/shadow'],
    how: 'Reads the memory and the descriptors of the grader and its watchdog, and attaches to them.',
    ...REFUSED,
    expect: { refused: 44 },
  },
  {
    name: 'planted-links',
    mechanism: 'links',
    covers: ['symlinks from /tmp'],
    how: 'Leaves links to the system, to the suite, to a result channel and in a circle.',
    ...REFUSED,
    expect: { refused: 4 },
  },
  {
    name: 'special-files',
    mechanism: 'files that are no files',
    covers: ['hard links, fifos'],
    how: 'Makes second names, devices and pipes, and leaves them behind.',
    ...REFUSED,
    expect: { refused: 7 },
  },
  {
    name: 'fifo-as-result',
    mechanism: 'files that are no files',
    covers: ['hard links, fifos'],
    how: 'Puts a pipe where the test reads a file, and where it writes one: whoever opens it waits for ever.',
    suite: 'file',
    outcome: 'failed',
    expect: { message: [/not a regular file/], within: [0, 4000] },
  },
  {
    name: 'run-binary',
    mechanism: 'running what it has written',
    covers: ['running a binary'],
    how: 'Copies a binary into each folder that can be written, and runs, maps and loads it.',
    ...REFUSED,
    expect: { refused: 9 },
  },
  {
    name: 'write-tools',
    mechanism: 'programs of the suite',
    covers: ['changing a tool of the suite'],
    how: 'Changes, replaces and links the programs that the suite has brought, and puts its own beside them.',
    suite: 'tools',
    ...REFUSED,
    expect: { refused: 48, says: [/the folder has \['first', 'seal'\]/, /the folder has \['seal', 'second'\]/] },
  },
  {
    name: 'tools-for-later',
    mechanism: 'programs of the suite',
    covers: ['a tool kept open'],
    how: 'Keeps a program of the suite open, mapped and as its folder, in a process that does not end.',
    suite: 'tools',
    ...REFUSED,
    expect: { refused: 2 },
  },
  {
    name: 'set-uid',
    mechanism: 'becoming another user',
    covers: ['set-uid binaries'],
    how: 'Looks for programs and calls that change the user.',
    ...REFUSED,
    expect: { refused: 15 },
  },
  {
    name: 'privileges',
    mechanism: 'becoming another user',
    covers: ['set-uid binaries'],
    how: 'Looks for capabilities, for a way to new privileges, and for a filter that is not there.',
    ...REFUSED,
    expect: { refused: 9 },
  },
  {
    name: 'namespaces',
    mechanism: 'a world of its own',
    covers: ['mount, pivot_root'],
    how: 'Enters and makes namespaces, mounts, and changes its root.',
    ...REFUSED,
    expect: { refused: 14 },
  },
  {
    name: 'kernel-calls',
    mechanism: 'calls into the kernel',
    covers: ['bpf, userfaultfd'],
    how: 'Calls what reaches into the kernel or outlives the program.',
    ...REFUSED,
    expect: { refused: 12 },
  },
  {
    name: 'io-uring',
    mechanism: 'calls into the kernel',
    covers: ['io_uring'],
    how: 'Asks for a ring, whose operations no filter of system calls sees.',
    ...REFUSED,
    expect: { refused: 1 },
  },
  {
    name: 'other-numbers',
    mechanism: 'calls into the kernel',
    covers: ['calls of 32 bits'],
    how: 'Calls with the numbers of other machines, which a list of numbers would take for others, and makes a namespace by clone.',
    ...REFUSED,
    expect: { refused: 3 },
  },
  {
    name: 'unfiltered',
    mechanism: 'processes that nothing holds in',
    covers: ['that nothing filters or limits'],
    how: 'Looks for a process or a thread of the sandbox that has no filter of system calls, or no limits.',
    ...REFUSED,
    expect: { refused: 2 },
  },
  {
    name: 'kernel-files',
    mechanism: 'files of the kernel',
    covers: ['sysrq-trigger'],
    how: 'Writes switches of the kernel and reads its memory.',
    ...REFUSED,
    expect: { refused: 11 },
  },
  {
    name: 'cgroup-files',
    mechanism: 'files of the kernel',
    covers: ['writing to its cgroup'],
    how: 'Raises its own limits in the control group.',
    ...REFUSED,
    expect: { refused: 12 },
  },
  {
    name: 'devices',
    mechanism: 'devices',
    covers: ['/dev/mem'],
    how: 'Opens memory, disks and machines of the host.',
    ...REFUSED,
    expect: { refused: 14 },
  },
  {
    name: 'look-around',
    mechanism: 'looking for the host',
    covers: ['the Docker socket', 'secrets in the environment', 'setting clock or host name'],
    how: 'Looks for sockets, names and paths of the host, and sets its clock and its name.',
    ...REFUSED,
    expect: { refused: 12, also: nothingOfTheHost },
  },
  {
    name: 'odd-names',
    mechanism: 'odd file names',
    covers: ['file names in the learner'],
    how: 'Files with names that are long, reserved on Windows, equal but for case, or of two lines.',
    files: () => Object.fromEntries(ODD_NAMES.map((name) => [name, `content of ${name}`])),
    ...REFUSED,
    expect: { refused: 13 },
  },
  {
    name: 'entry-outside',
    mechanism: 'odd file names',
    covers: ['file names in the learner'],
    how: 'Names a file above its folder as the one to start.',
    program: 'attack/programs/honest.py',
    request: () => ({ entry: '../../etc/passwd' }),
    outcome: 'learner-error',
    expect: { message: [/\.\.\/\.\.\/etc\/passwd/] },
  },
  {
    name: 'entry-nul',
    mechanism: 'odd file names',
    covers: ['file names in the learner'],
    how: 'Names a file with a zero byte, of which C code sees the first half only.',
    program: 'attack/programs/honest.py',
    request: () => ({ entry: 'main.py\0.txt' }),
    outcome: 'learner-error',
    expect: { message: [/main\.py/] },
  },
];
