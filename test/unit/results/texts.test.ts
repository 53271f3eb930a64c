import assert from 'node:assert/strict';
import { printParseErrorCode } from 'jsonc-parser';
import { type Code, type CodeArgs, CodedError, type Message, type MessageValue } from '../../../src/contract/codes';
import { FAILURE_ARGS } from '../../../src/contract/codes/failure-codes';
import { decodeSaid } from '../../../src/contract/decode';
import { textOf } from '../../../src/results/texts';
import { wholeCatalogue } from '../../../src/results/texts/whole-catalogue';
import type { Area } from '../../../src/results/texts/words';
import { lookedAt, loosely } from '../../support/messages';

const SPENT = {
  total: 4.5,
  starting: 0.5,
  computing: 2,
  throttled: 1.9,
  waiting: 0.1,
  cpus: 0.5,
  asked: 2,
};

const PLACE = {
  source: 'default',
  label: '/run/x.sock',
  product: 'Docker',
  detail: 'ENOENT',
  version: '27.0.1',
  counts: true,
};

const TRIED = { step: 'ping', number: 2, program: 'previous', name: 'steps/02-ping/wrong/a.py', outcome: 'failed' };

/** One sample for each code; the compiler asks for it, and checks its args. */
const SAMPLES: { readonly [C in Code]: CodeArgs[C] } = {
  message: {},
  'working-folder-gone': { reason: 'ENOENT' },
  'stdin-too-large': { bytes: 8 * 1024 * 1024 },
  'stdin-unreadable': { reason: 'EIO' },
  'output-unwritable': { reason: 'ENOSPC' },
  'docker-config-unreadable': { file: '/a/config.json', reason: 'EINVAL' },
  'file-not-saved': { file: 'main.py' },
  'no-learner-folder': { course: 'Build your own Redis' },
  'check-format': { course: 'redis', steps: 3 },
  'step-unknown': { name: 'steps/09-x' },
  'program-missing': { ...TRIED, file: 'starter/main.py' },
  'check-passes': TRIED,
  'check-fails': TRIED,
  'check-should-pass': TRIED,
  'check-should-fail': TRIED,
  'check-regression': { ...TRIED, broken: 'bind' },
  'check-suite-broken': TRIED,
  'check-trouble': TRIED,
  'starter-breaks': { ...TRIED, test: 'test_ping.py::test_a' },
  'starter-unclear': { ...TRIED, test: 'test_ping.py::test_a' },
  'text-good': { file: 'steps/02-ping/README.md' },
  'text-missing': { file: 'steps/02-ping/README.md', step: 'ping', number: 2 },
  'text-empty': { file: 'steps/02-ping/README.md' },
  'text-not-utf8': { file: 'steps/02-ping/README.md' },
  'readme-no-title': {},
  'readme-only-title': {},
  'hints-none': {},
  'hint-untitled': {},
  'hint-empty': { title: 'How to read' },
  'links-good': { file: 'README.md', count: 2 },
  'link-empty': { link: '' },
  'link-undefined': { link: '[a][b]' },
  'link-outside': { link: '../x.md' },
  'link-nowhere': { link: 'x.md', file: 'steps/x.md' },
  'link-anchor': { link: '#x', file: 'README.md', anchor: 'x', known: 'a, b' },
  'wrong-caught': { ...TRIED, test: 'test_ping.py::test_a' },
  'wrong-accepted': { ...TRIED, was: 'wrong-no-text' },
  'wrong-passes': TRIED,
  'wrong-unreadable': TRIED,
  'wrong-not-caught': TRIED,
  'wrong-no-text': { ...TRIED, test: 'test_ping.py::test_a' },
  'wrong-text-form': { ...TRIED, test: 'test_ping.py::test_a' },
  'wrong-unknown-test': { ...TRIED, named: 'test_ping.py::test_b', test: 'test_ping.py::test_a' },
  'wrong-other-test': { ...TRIED, named: 'b.py::b', named_outcome: 'passed', test: 'a.py::a' },
  'wrong-text-differs': { ...TRIED, test: 'test_ping.py::test_a' },
  'wrong-text-alone': TRIED,
  'wrong-odd': { ...TRIED, why: 'two' },
  'wrong-steady': { ...TRIED, texts: 1, of: 4 },
  'wrong-unsteady': { ...TRIED, texts: 2, of: 4 },
  'repeats-pass': { ...TRIED, passed: 3, of: 3, seeds: '', seed: null, loaded: false },
  'repeats-differ': { ...TRIED, passed: 2, of: 3, seeds: '7', seed: 7, loaded: true },
  'reference-passes': { ...TRIED, why: null },
  'reference-differs': { ...TRIED, why: 'It is newer.' },
  'reference-fails': { ...TRIED, why: null },
  'reference-agrees': { ...TRIED, why: 'It is newer.' },
  'base-debian': {},
  assertion: {},
  'exited-early': { exit_code: 0, signal: null, port: 6379 },
  exited: { exit_code: 1, signal: null, waiting_for: 'reply' },
  'exit-code': { wanted: '2', exit_code: 0, signal: null },
  'not-listening': { port: 6379, seconds: 5 },
  'wrong-port': { port: 6379, found: '6380, 8000' },
  refused: { port: 6379 },
  'connection-closed': { port: 6379 },
  'connection-reset': { port: 6379 },
  'nothing-received': { port: 6379, seconds: 2 },
  'reply-incomplete': { port: 6379, seconds: 2 },
  'queue-full': { port: 6379, seconds: 2 },
  'send-blocked': { port: 6379, seconds: 2 },
  'still-open': { port: 6379, seconds: 2 },
  'no-exit': { seconds: 2 },
  'output-missing': { seconds: 2, wanted: 'ready\n' },
  'output-closed': { wanted: 'ready' },
  raised: { type: 'ValueError', message: 'no' },
  'call-timeout': { function: 'main:f', seconds: 1 },
  'call-ended': { function: 'main:f', exit_code: null, signal: 11 },
  'not-plain': { function: 'main:f', type: 'Node' },
  'too-much-written': { bytes: 2_000_000 },
  'too-much-sent': { port: 6379, bytes: 8_388_608 },
  'too-large': { function: 'main:f' },
  'read-file-missing': { path: 'out.txt' },
  'read-file-refused': { path: 'out.txt', why: 'Is a directory' },
  'write-file-refused': { path: 'in.txt', why: 'No space left on device' },
  'stdin-closed': {},
  'stdin-full': { seconds: 2 },
  'port-taken': { ports: '6379' },
  'run-timeout': { seconds: 10, waiting_for: null, port: null, function: null },
  'launcher-lost': {},
  'output-limit': { test: null },
  'not-started': { why: 'Permission denied' },
  'suite-error': { type: 'KeyError', message: "'x'" },
  'engine-not-found': lookedAt({ place: '/var/run/docker.sock' }),
  'engine-not-running': lookedAt({ place: '/var/run/docker.sock' }),
  'engine-no-permission': lookedAt({ place: '/var/run/docker.sock' }),
  'engine-no-answer': lookedAt({ place: '/var/run/docker.sock' }),
  'engine-bad-address': { source: 'setting', value: 'nowhere' },
  'engine-ssh-unsupported': { host: 'ssh://host' },
  'engine-call-failed': { call: 'create', status: 500, reason: 'no space' },
  'engine-call-timeout': { call: 'create', seconds: 20 },
  'engine-lost': { call: 'attach', reason: 'ECONNRESET' },
  'engine-bad-stream': { reason: 'header' },
  'container-gone': { call: 'start', id: 'abc' },
  'image-missing': { image: 'x:1' },
  'image-wrong-protocol': { image: 'x:1', found: null, wanted: 2 },
  'image-build-failed': {
    line: 'pull access denied',
    last: '',
    script: 'scripts/setup-docker.sh',
    base: 'python:3.11-slim',
  },
  'derived-build-failed': {
    folder: 'courses/redis/reference',
    line: 'returned a non-zero code: 100',
    last: 'E: Unable to locate package',
    script: 'scripts/setup-docker.sh',
    base: 'debian:bookworm-slim',
  },
  'module-left-out': { name: 'ssh2' },
  'unknown-course': { course: 'rediss', known: 'redis', suggestion: 'redis' },
  'unknown-step': { step: 'bnd', course: 'redis', known: 'bind, ping', suggestion: 'bind' },
  'folder-too-large': { bytes: 9_000_000, files: 3, largest: [{ name: 'big.bin', bytes: 8_900_000 }], whole: true },
  'bad-file-name': { name: 'a\u0001b', why: 'nul' },
  'file-missing': { file: 'main.py', similar: 'Main.py' },
  'source-utf16': { file: 'main.py' },
  'source-nul': { file: 'main.py', line: 3 },
  'source-empty': { file: 'main.py' },
  'venv-left-out': { name: '.venv' },
  'shadows-standard-module': { name: 'socket', file: 'socket.py' },
  'link-left-out': { name: 'x', why: 'outside' },
  'limit-clamped': { limit: 'memory_mb', asked: 1024, given: 512 },
  'unsupported-value': { field: 'language', value: 'go', supported: 'python' },
  'course-too-large': { bytes: 2_000_000 },
  'course-not-utf8': {},
  'course-syntax': { problem: 'CommaExpected', key: null },
  'course-newer': { version: 2, supported: 1 },
  'step-id-twice': { step: 'bind', first: 9 },
  'course-field-missing': { field: 'steps.0', missing: 'title' },
  'course-field-unknown': { field: '', unknown: 'tittle', suggestion: 'title', known: 'id, title' },
  'course-field-type': { field: 'steps', wanted: 'array', found: 'string' },
  'course-field-form': { field: 'id', value: 'Redis!', form: 'slug' },
  'course-field-choice': { field: 'shape', value: 'round', supported: 'growing, separate' },
  'course-field-bound': { field: 'limits.pids', value: '0', rule: 'minimum', limit: 1 },
  'program-stopped': { type: 'NameError', message: 'x', file: 'main.py', line: 1, source: 'x' },
  'program-reported': { type: 'NameError', message: 'x', file: null, line: null, source: null },
  'program-ended': { exit_code: 3, signal: null },
  'never-awaited': { function: 'main', file: 'main.py', line: 3 },
  'said-nothing': {},
  'program-stood': { file: 'main.py', line: 3, source: 'x', busy: true, wait: null, others: 'main.py:9: y' },
  'program-crashed': { file: 'main.py', line: 3, source: 'x', busy: false, wait: null, others: '' },
  'not-finished': {},
  'not-run': {},
  timeout: { seconds: 10, test: 'Does a' },
  'out-of-memory': { memory_mb: 128, test: null, suite_mb: null },
  'process-limit': { pids: 50, test: null },
  'launcher-stopped': {},
  'unknown-code': { code: 'new-one', said: 'n: 1' },
  'no-tests': {},
  cancelled: {},
  'suite-incomplete': { missing: 1, test: 'Does a' },
  'container-lost': { exit_code: 1 },
  'stream-inconsistent': { why: 'done-twice' },
  'bad-job': { why: 'frame' },
  'time-limit-hit': { seconds: 10 },
  'memory-limit-hit': { memory_mb: 128 },
  'process-limit-hit': { pids: 50 },
  'output-limit-hit': {},
  'output-dropped': { bytes: 3_000_000 },
  'course-id-twice': { course: 'redis', kept: '/a', left_out: '/b' },
  'course-unreadable': { file: '/a/course.json', line: null, reason: 'EACCES' },
  'course-folder-missing': { folder: '/a' },
  'step-folder-missing': { step: 'bind', wanted: 'steps/01-bind' },
  'step-folder-number': { step: 'bind', folder: 'steps/02-bind', wanted: 'steps/01-bind' },
  'suite-too-large': {
    course: 'redis',
    step: 'bind',
    bytes: 9_000_000,
    files: 3,
    largest: [{ name: 'big.bin', bytes: 8_900_000 }],
  },
  'file-unreadable': { file: 'main.py', reason: 'EACCES' },
  'file-outside-root': { file: '/a/main.py', root: '/b' },
  'device-left-out': { file: 'pipe', reason: 'device' },
  'progress-unreadable': { reason: 'EISDIR' },
  'progress-broken': { where: 'done.bind', copy: '/a/progress.json.broken' },
  'progress-newer': { version: 2, supported: 1, copy: '/a/progress.json.broken' },
  'folder-course-unknown': { course: 'redis', restricted: true },
  'progress-unwritable': { file: '/a/progress.json', reason: 'ENOSPC' },
  'course-not-copied': { file: '/a/main.py', reason: 'EACCES' },
  'engine-bad-certificate': { folder: '/a', reason: 'EACCES' },
  'sandbox-not-ready': { why: 'no answer' },
  'not-removed': { why: 'engine-lost' },
  'doctor-about': { version: '0.1.0', host: 'VS Code 1.93.0', platform: 'linux x64' },
  'doctor-maxima': { timeout_seconds: 30, memory_mb: 512, pids: 200, cpus: 1 },
  'doctor-place-used': PLACE,
  'doctor-place-answers': PLACE,
  'doctor-place-engine-not-found': PLACE,
  'doctor-place-engine-not-running': PLACE,
  'doctor-place-engine-no-permission': PLACE,
  'doctor-place-engine-no-answer': PLACE,
  'doctor-place-unusable': PLACE,
  'doctor-engine-elsewhere': { label: '/var/run/docker.sock', source: 'DOCKER_HOST' },
  'doctor-engine': { engine: '27.0.1', api: '1.46', os: 'linux', arch: 'amd64', system: 'Docker Desktop' },
  'doctor-runc': { version: '1.3.4' },
  'doctor-runc-unknown': { version: null },
  'doctor-runc-old': { version: '1.1.5', cves: 'CVE-2024-21626 (1.1.12)', build: '1.1.5-1+deb12u1' },
  'doctor-kernel': { kernel: '6.1.0', cgroup: '2' },
  'doctor-security': { options: 'seccomp (default)' },
  'doctor-cannot-limit': { guard: 'swap' },
  'doctor-engine-warns': { text: 'No swap limit support' },
  'doctor-image': { ref: 'codealong-python-runner:1', source: 'hash', bytes: 72_000_000, protocol: '1' },
  'doctor-image-id': { id: 'sha256:1' },
  'doctor-base': {},
  'doctor-image-missing': {},
  'doctor-limit': { guard: 'memory', found: 128, wanted: 128 },
  'doctor-limit-missing': { guard: 'memory', found: null, wanted: 128, fatal: true },
  'doctor-tried': { what: 'outside', found: 'ENETUNREACH' },
  'doctor-tried-badly': { what: 'outside', found: 'reached' },
  'doctor-trial': { total_ms: 700, starting_ms: 600, tests_ms: 90 },
  'doctor-trial-failed': { outcome: 'failed' },
  'limits-missing': { guards: 'memory, pids' },
  'limit-not-kept': { guard: 'cpus', found: null, wanted: 0.5 },
  'slow-throttled': SPENT,
  'slow-timeout': SPENT,
  'slow-start': SPENT,
};

/** What is in no window's own bundle. */
const MORE = {
  ...wholeCatalogue.doctor.messages,
  ...wholeCatalogue.check.messages,
  ...wholeCatalogue.commandLine.messages,
};

function everything(message: Message): string {
  const { title, body, advice } = textOf(message, MORE);
  return [title, body, advice].join('\n');
}

describe('The catalogue', () => {
  for (const [code, args] of Object.entries(SAMPLES)) {
    it(`has a whole text for ${code}`, () => {
      const text = everything(loosely(code, args));
      assert.doesNotMatch(
        text,
        /\?(?=[\s".)]|$)(?<!Is that the one\?|Did you mean "[^"]*"\?)|undefined\b(?<!an undefined)|null|NaN|\[object/,
      );
      assert.match(text, /^[\w"`/].*[.?:]|message$/s);
    });
  }

  for (const code of Object.keys(FAILURE_ARGS)) {
    it(`needs nothing of what a sandbox may leave out of ${code}, and bears what it should not send`, () => {
      for (const value of [undefined, null, '', {}, -1, 'x'.repeat(10)] as const) {
        const hostile = Object.fromEntries(
          ['type', 'message', 'port', 'signal', 'wanted'].map((name) => [name, value]),
        );
        const { title } = textOf(
          decodeSaid(code, value === undefined ? {} : (hostile as Record<string, MessageValue>)),
        );
        assert.doesNotMatch(title, /undefined|null|NaN/);
        assert.match(title, /^[A-Z\d"`?]/);
      }
    });
  }

  it('is made from what its codes are told, or does not compile', () => {
    // @ts-expect-error a code that there is not
    const unknown: Message = { code: 'no-such-code', args: {} };
    // @ts-expect-error an arg is missing
    const short: Message = { code: 'unknown-course', args: { course: 'x', known: '' } };
    // @ts-expect-error an arg of another type
    const mistyped: Message = { code: 'time-limit-hit', args: { seconds: 'ten' } };
    // @ts-expect-error a sentence is missing
    const gap: Area<'said-nothing' | 'not-run'> = { 'not-run': () => ({ title: 'This test was not run.' }) };
    // @ts-expect-error it reads an arg that there is not
    const reader: Area<'not-run'> = { 'not-run': (args) => ({ title: args.seconds }) };
    // @ts-expect-error an error is told the wrong thing
    const thrown = () => new CodedError('image-missing', { folder: 'x' });
    assert.equal([unknown, short, mistyped, gap, reader, thrown].length, 6);
  });

  it('never advises to open the socket to everybody', () => {
    for (const platform of ['linux', 'darwin', 'win32']) {
      const text = everything({ code: 'engine-no-permission', args: lookedAt({ platform }) });
      assert.doesNotMatch(text, /chmod|666/);
    }
  });

  it('advises by platform', () => {
    const advice = (code: string, platform: string) => textOf(loosely(code, lookedAt({ platform }))).advice ?? '';
    assert.match(advice('engine-no-permission', 'linux'), /usermod -aG docker.*log out and in/);
    assert.match(advice('engine-no-permission', 'win32'), /docker-users/);
    assert.match(advice('engine-not-running', 'linux'), /systemctl start docker/);
    assert.match(advice('engine-not-running', 'darwin'), /^Open Docker Desktop/);
    assert.match(advice('engine-not-found', 'linux'), /^Install Docker Engine/);
    assert.match(advice('engine-not-found', 'win32'), /^Install Docker Desktop/);
    assert.match(advice('engine-not-found', 'freebsd'), /^Install Docker Engine/);
  });

  it('shows a code that it does not know as it is', () => {
    const text = {
      title: 'Something happened that CodeAlong has no words for: toString.',
      body: 'n: 1\ns: x',
      advice: 'Please report this text.',
    };
    assert.deepEqual(textOf(decodeSaid('toString', { n: 1, s: 'x' })), text);
    assert.deepEqual(textOf(loosely('doctor-base')).title, text.title.replace('toString', 'doctor-base'));
  });

  it('counts in words', () => {
    assert.match(textOf({ code: 'no-exit', args: { seconds: 1 } }).title, /after 1 second;/);
    assert.match(textOf({ code: 'no-exit', args: { seconds: 0.5 } }).title, /after 0\.5 seconds;/);
    assert.match(
      textOf({
        code: 'folder-too-large',
        args: { bytes: 9 * 1024 * 1024, files: 1, largest: [], whole: true },
      }).title,
      /9 MB in 1 file\./,
    );
  });

  it('says in words what is wrong with JSON, for whatever its reader finds', () => {
    const found = Array.from({ length: 16 }, (_, index) => printParseErrorCode(index + 1));
    for (const problem of [...found, 'TooDeep', 'KeyTwice']) {
      const { title } = textOf({ code: 'course-syntax', args: { problem, key: null } });
      assert.match(problem, /^[A-Z][a-z]+[A-Z]/);
      assert.ok(!title.includes(problem), title);
    }
  });
});
