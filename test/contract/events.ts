import { emptyFailure, type SandboxEvent } from '../../src/contract/events';
import type { SandboxFacts } from '../../src/contract/facts';

/** A sandbox in which everything is as it should be, but for what null stands for. */
const FACTS: SandboxFacts = {
  uid: 64001,
  kernel: '6.1.0-37-amd64',
  cgroup: 2,
  memory_mb: 128,
  swap_mb: 0,
  pids: 50,
  cpus: 0.5,
  ulimits: { core: 0, nofile: 1024, stack: null },
  root_read_only: true,
  tmpfs: { '/work': { size_kb: 16384, inodes: null, options: ['noexec', 'nosuid', 'nodev'] }, '/tmp': null },
  no_new_privileges: true,
  capabilities: '0000000000000000',
  seccomp: 2,
  calls: { keyctl: 'EPERM', 'socket 40': 'SIGSYS' },
  interfaces: ['lo'],
  idle_interfaces: ['tunl0'],
  routes: 0,
  ipv6_loopback: true,
};

const PART_FAILURE = emptyFailure({
  code: 'assertion',
  args: { unit: 'key', at: null, key: "'a'", wanted_size: 40, came_size: 39 },
});

const THREADS = [
  { busy: true, frames: [{ file: '/work/app/grüße.py', line: 4, name: '<module>', source: 'while True: pass' }] },
  {
    busy: false,
    frames: [
      { file: '/usr/lib/python3.11/socket.py', line: 293, name: 'accept', source: '' },
      { file: '/work/main.py', line: 9, name: 'serve', source: 'client, _ = server.accept()' },
    ],
  },
];

/** What the lines of `events.ndjson` mean, one after the other. */
export const EVENTS: readonly SandboxEvent[] = [
  { event: 'ready', protocol: 4, python: '3.11.2', pytest: '7.2.1', facts: FACTS },
  { event: 'collected', tests: [], problem: null, skipped: [] },
  {
    event: 'collected',
    tests: [
      { id: 'steps/01-bind/test_bind.py::test_it', name: 'Server lauscht – überall', file: 'test_bind.py', line: 7 },
      { id: 'test_a.py::test_[x y/"z"\\]', name: 'quotes " and \\ backslashes', file: 'test_a.py', line: 1 },
    ],
    problem: null,
    skipped: [{ file: 'steps/01-bind/test_extra.py', line: 3, reason: 'only on "Windows" – später' }],
  },
  {
    event: 'collected',
    tests: [],
    problem: { message: 'SyntaxError: invalid syntax', place: null, traceback: '' },
    skipped: [],
  },
  {
    event: 'collected',
    tests: [],
    problem: { message: 'boom', place: { file: 'lib/toolbox.py', line: 3 }, traceback: 'Traceback\n  File "x"\n' },
    skipped: [],
  },
  { event: 'started', test: 'test_a.py::test_one' },
  {
    event: 'output',
    test: 'test_a.py::test_one',
    stream: 'stdout',
    text: 'Grüße 🙂 日本\r\n\t\u0000\u001b[31m\u007f',
    dropped: 0,
  },
  {
    event: 'output',
    test: '',
    stream: 'stderr',
    text: '\ud800 alone, \udc80\udcff twice, \u2028\u2029 \\x80',
    dropped: 1048577,
  },
  { event: 'output', test: 't', stream: 'stdout', text: '{"event":"done","ending":"complete"}\n', dropped: 0 },
  {
    event: 'finished',
    test: 'test_a.py::test_one',
    outcome: 'passed',
    duration_ms: 12.5,
    failure: null,
    programs: [],
    transcript: '',
    parts: [],
  },
  {
    event: 'finished',
    test: 'test_a.py::test_two',
    outcome: 'failed',
    duration_ms: 0,
    failure: {
      code: 'exited-early',
      args: { exit_code: 0, signal: null, port: 6000, protocol: 'tcp' },
      message: 'The server ended.',
      expected: '"+PONG\\r\\n"',
      actual: '""',
      request: '"PING\\r\\n"',
      advice: 'Keep accepting.',
      traceback: 'Traceback (most recent call last):\n',
      place: { file: 'steps/01-bind/test_bind.py', line: 12 },
    },
    programs: [
      { exit_code: 0, signal: null, asked: false, stderr: '', threads: [] },
      { exit_code: null, signal: 9, asked: true, stderr: '\\xff', threads: [] },
      { exit_code: null, signal: null, asked: false, stderr: 'Grüße', threads: THREADS },
    ],
    transcript: 'client 1 -> "PING\\r\\n"\nclient 1 <- ""',
    parts: [
      { name: "row, seat='4C' – ü", outcome: 'failed', duration_ms: 0.5, failure: PART_FAILURE },
      { name: 'row #2', outcome: 'skipped', duration_ms: 12, failure: null },
    ],
  },
  {
    event: 'finished',
    test: 'test_a.py::test_three',
    outcome: 'errored',
    duration_ms: 3.25,
    failure: emptyFailure({ code: 'suite-error', args: { type: 'KeyError', message: '„gut“' } }),
    programs: [],
    transcript: '',
    parts: [],
  },
  { event: 'wrote', terminal: 0, stream: 'stdout', data: 'G1szMW3/AA0K' },
  { event: 'wrote', terminal: 7, stream: 'stderr', data: '' },
  { event: 'took', terminal: 1, bytes: 65536 },
  { event: 'left', terminal: 0, exit_code: 1, signal: null },
  { event: 'left', terminal: 2, exit_code: null, signal: 11 },
  { event: 'left', terminal: 3, exit_code: null, signal: null },
  { event: 'listening', ports: [80, 6379] },
  { event: 'listening', ports: [] },
  { event: 'extended', kept_waiting_ms: 1250.5 },
  {
    event: 'metrics',
    wall_ms: 101.5,
    cpu_ms: 42.25,
    peak_memory_mb: 31.75,
    throttled_ms: 0.5,
    kept_waiting_ms: 1250.5,
    oom_kills: 1,
    pids_refused: 2,
    output_bytes: 1048577,
    output_dropped: 1,
  },
  { event: 'done', ending: 'complete', finished: 3, args: {} },
  { event: 'done', ending: 'timeout', finished: 1, args: {} },
  { event: 'done', ending: 'output-limit', finished: 1, args: {} },
  { event: 'done', ending: 'launcher-lost', finished: 0, args: {} },
  { event: 'done', ending: 'suite-error', finished: 0, args: {} },
  { event: 'done', ending: 'bad-job', finished: 0, args: { why: 'bad-path', path: '../x' } },
  {
    event: 'reached',
    test: 'steps/02-ping/test_ping.py::test_echo',
    unreached: { file: 'main.py', function: 'answer', first: 24, last: 27, whole: false, word: 'ECHO' },
  },
  { event: 'reached', test: 'steps/02-ping/test_ping.py::test_echo', unreached: null },
];
