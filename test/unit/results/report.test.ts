import assert from 'node:assert/strict';
import { escapeText } from '../../../src/contract/escape-text';
import { render } from '../../../src/results/report/render';
import { type ReportContext, toReport } from '../../../src/results/report/report';
import { bounded, PLAIN, type Style } from '../../../src/results/report/shown-text';
import { type RunRecord, reduce, verdictOfProblem } from '../../../src/results/verdict/reduce';
import { lookedAt, loosely } from '../../support/messages';
import { collected, done, failure, finished, metrics, program, record, red, test } from './make';
import { stderrOf } from './python';

const CONTEXT: ReportContext = {
  course: 'redis',
  step: 'bind',
  codeOf: (id) => (id.endsWith('::a') ? 'def a(): ...' : null),
  sandbox: 'warm',
  regressions: [],
};

const reportOf = (run: RunRecord) => toReport(reduce(run), CONTEXT);
const lines = (run: RunRecord) => render(reportOf(run), { style: PLAIN, durations: false }).join('\n');
const wrong = failure(
  'message',
  {},
  {
    message: 'The answer to PING is wrong.',
    request: 'PING\\r\\n',
    expected: "b'+PONG\\r\\n'",
    actual: "b'+PONG'",
    advice: 'Every line ends in `\\r\\n`.',
  },
);

describe('A report', () => {
  it('of a pass has every field', () => {
    const report = reportOf(record([collected('a', 'b[1]'), finished('a'), finished('b[1]'), metrics(), done(2)]));
    const nothing = {
      message: null,
      output: null,
      request: null,
      expected: null,
      actual: null,
      advice: null,
      transcript: null,
      location: null,
    };
    assert.deepEqual(report, {
      version: 3,
      status: 'pass',
      message: null,
      output: null,
      tests: [
        {
          id: 'redis/bind/test_bind.py::a',
          name: 'Does a',
          status: 'pass',
          outcome: 'passed',
          ...nothing,
          duration_ms: 12,
          test_code: 'def a(): ...',
        },
        {
          id: 'redis/bind/test_bind.py::b[1]',
          name: 'Does b[1]',
          status: 'pass',
          outcome: 'passed',
          ...nothing,
          duration_ms: 12,
          test_code: null,
        },
      ],
      outcome: 'passed',
      reason: null,
      seed: 7,
      runtime: null,
      notes: [],
      regressions: [],
      metrics: { wall_ms: 70, cpu_ms: 30, kept_waiting_ms: 0, peak_memory_mb: 25, sandbox: 'warm' },
    });
  });

  it('finds the source of a parametrised test by its name without the case', () => {
    const report = reportOf(record([collected('a[x::y]'), finished('a[x::y]'), done(1)]));
    assert.equal(report.tests[0]?.test_code, 'def a(): ...');
  });

  it('says what the first failing test says', () => {
    const report = reportOf(record([collected('a', 'b'), finished('a'), red('b', { failure: wrong }), done(2)]));
    assert.deepEqual([report.status, report.message], ['fail', 'The answer to PING is wrong.']);
  });

  it('gives the headline with its advice, and is an error when the cause is unknown', () => {
    const problem = loosely('engine-not-running', lookedAt({ place: '/run/x.sock' }));
    const report = toReport(
      verdictOfProblem(problem, { language: 'python', expected: [test('a')], seed: 7, notes: [] }),
      CONTEXT,
    );
    assert.deepEqual([report.status, report.outcome, report.reason], ['error', 'engine-missing', 'not-running']);
    assert.match(
      report.message ?? '',
      /^Docker is installed, but it is not running\.\nNothing answers at: \/run\/x\.sock\nStart it: /,
    );
    assert.equal(report.tests[0]?.outcome, 'not-run');
  });

  it('is bounded, whatever a program writes', () => {
    const flood = 'x'.repeat(1_000_000);
    const output = { event: 'output', test: test('a').id, stream: 'stdout', text: flood, dropped: 0 } as const;
    const failed = failure(
      'message',
      {},
      { message: flood, expected: flood, actual: flood, request: flood, advice: flood },
    );
    const broken = program({
      exit_code: 1,
      stderr: `  File "/work/main.py", line 3\n    ${flood}\nValueError: ${flood}`,
    });
    const report = reportOf(
      record([collected('a'), output, red('a', { failure: failed, transcript: flood, programs: [broken] }), done(1)]),
    );
    assert.ok(JSON.stringify(report).length < 200_000);
    assert.match(report.output ?? '', /\[… [\d,]+ characters left out …\]/);
  });

  it('has nothing in it that a terminal would obey', () => {
    const evil = '\u001b]0;owned\u0007\u009b31m\u202egnp.exe\u2028';
    const output = { event: 'output', test: test('a').id, stream: 'stdout', text: evil, dropped: 0 } as const;
    const failed = failure(
      'wrong-port',
      { port: 1, found: evil },
      { message: evil, expected: evil, actual: evil, request: evil, advice: evil },
    );
    const stderr = `  File "/work/${evil}.py", line 3\nValueError: ${evil}`;
    const report = reportOf(
      record([
        collected('a'),
        output,
        red('a', { failure: failed, transcript: evil, programs: [program({ exit_code: 1, stderr })] }),
        done(1),
      ]),
    );
    const shown = `${JSON.stringify(report)}${render(report, { style: PLAIN, durations: true }).join('')}`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(shown, /[\u0000-\u001f\u007f-\u009f\u202e\u2028]|\\u00[01]/);
    assert.match(report.output ?? '', /\\x1b\]0;owned\\x07\\x9b31m\\u202egnp/);
  });

  it("names the learner's files as the learner does", () => {
    const stderr = stderrOf({ 'main.py': '1 / 0\n' });
    const output = { event: 'output', test: test('a').id, stream: 'stderr', text: stderr, dropped: 0 } as const;
    const report = reportOf(
      record([collected('a'), output, red('a', { programs: [program({ exit_code: 1, stderr })] }), done(1)]),
    );
    assert.doesNotMatch(JSON.stringify(report), /\/work/);
    assert.deepEqual(report.tests[0]?.location, { file: 'main.py', line: 1 });
    assert.equal(report.outcome, 'learner-error');
  });
});

describe('In a terminal', () => {
  it('a pass is short', () => {
    assert.equal(
      lines(record([collected('a', 'b'), finished('a'), finished('b'), done(2)])),
      '  ✓ Does a\n  ✓ Does b\n\nPassed: 2 of 2 tests passed.',
    );
  });

  it('a failure is told in full, once, with what was sent, expected and received', () => {
    const output = {
      event: 'output',
      test: test('b').id,
      stream: 'stdout',
      text: 'Server started!\n',
      dropped: 0,
    } as const;
    const run = record([
      collected('a', 'b', 'c'),
      finished('a'),
      output,
      red('b', { failure: wrong }),
      red('c'),
      done(3),
    ]);
    assert.equal(
      lines({ ...run, notes: [{ code: 'venv-left-out', args: { name: '.venv' } }] }),
      `  ✓ Does a
  ✗ Does b
  ✗ Does c

  Does b
    The answer to PING is wrong.

      tried     PING\\r\\n
      expected  b'+PONG\\r\\n'
      received  b'+PONG'

    Every line ends in \`\\r\\n\`.

  What your program wrote:
    │ Server started!

  Note: The virtual environment \`.venv\` was left out: packages cannot be used in the sandbox.

Not passed yet: 2 of 3 tests fail.`,
    );
  });

  it('a crash points at the line', () => {
    const stderr = stderrOf({ 'main.py': 'import socket\nserver = socket.create_servr(("localhost", 6379))\n' });
    const failed = failure('exited-early', { exit_code: 1, signal: null, port: 6379 });
    const shown = lines(
      record([collected('a'), red('a', { failure: failed, programs: [program({ exit_code: 1, stderr })] }), done(1)]),
    );
    assert.match(shown, /Your program stopped with an AttributeError on line 2 of main\.py: module 'socket' has no/);
    assert.match(shown, /\n {4}main\.py:2\n/);
    assert.match(shown, /\n {6}2 \| server = socket\.create_servr\(/);
    assert.match(shown, /Not passed yet: your program stopped with an error\.$/);
  });

  it('a headline stands before the test that shows it', () => {
    const shown = lines(
      record([
        collected('a', 'b'),
        red('a', { failure: failure('run-timeout', { seconds: 9.5 }) }),
        done(1, 'timeout'),
      ]),
    );
    assert.match(shown, /^ {2}✗ Does a\n {2}- Does b \(not run\)\n\n {2}The tests took longer than 10 seconds/);
    assert.match(shown, /Not passed yet: out of time\.$/);
  });

  it('much output keeps its first and its last lines', () => {
    const text = Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join('');
    const output = { event: 'output', test: test('a').id, stream: 'stdout', text, dropped: 0 } as const;
    const shown = lines(record([collected('a'), output, red('a'), done(1)]));
    assert.match(shown, /│ line 9\n {4}│ \[… 70 lines left out …\]\n {4}│ line 80\n/);
  });

  it('earlier steps that still pass are one line', () => {
    const report = reportOf(record([collected('a'), finished('a'), done(1)]));
    const passing = ['bind', 'ping', 'echo'].map((step) => ({ step, outcome: 'passed' as const, tests: [] }));
    const told = (steps: number) =>
      render({ ...report, regressions: passing.slice(0, steps) }, { style: PLAIN, durations: false }).join('\n');
    assert.match(told(3), /\n {2}The 3 earlier steps still pass\.\n/);
    assert.match(told(1), /\n {2}The earlier step still passes\.\n/);
    assert.doesNotMatch(told(0), /earlier/);
  });

  it('a long duration is in seconds, and stands on a line of its own where there is no room', () => {
    const report = reportOf(record([collected('a'), finished('a'), done(1)]));
    const [test] = report.tests;
    assert.ok(test);
    const slow = { ...report, tests: [{ ...test, duration_ms: 9_383 }] };
    const told = (columns: number) => render(slow, { style: PLAIN, durations: true, columns })[0];
    assert.equal(told(66), '  ✓ Does a 9.4 s');
    assert.equal(told(12), '  ✓ Does a\n    9.4 s');
  });

  it('earlier steps that broke are named', () => {
    const report = reportOf(record([collected('a'), finished('a'), done(1)]));
    const broken = { ...report, regressions: [{ step: 'ping', outcome: 'failed' as const, tests: [] }] };
    assert.match(
      render(broken, { style: PLAIN, durations: false }).join('\n'),
      /Earlier steps: ping: Not passed yet\./,
    );
  });

  it('colours come from outside, durations and the seed when they are wanted', () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const style: Style = { bold: mark('b'), red: mark('r'), green: mark('g'), dim: mark('d'), yellow: mark('y') };
    const report = reportOf(record([collected('a', 'b'), finished('a'), red('b'), done(2)]));
    const shown = render(report, { style, durations: true, seed: true }).join('\n');
    assert.match(shown, /<g>✓<\/g> Does a<d> 12 ms<\/d>\n {2}<r>✗<\/r> Does b/);
    assert.match(shown, /<b><r>Not passed yet: 1 of 2 tests fails\.<\/r><\/b>\n<d>Seed of this run: 7<\/d>$/);
  });
});

describe('Text that is shown', () => {
  it('keeps line feeds, tabs, umlauts and emoji, and shows what it escapes', () => {
    assert.equal(escapeText('a\n\tüß漢👩‍💻'), 'a\n\tüß漢👩‍💻');
    assert.equal(escapeText('a\r\n\u0000\u007f\ufeff\ud800\u{e0041}'), 'a\\r\n\\x00\\x7f\\ufeff\\ud800\\U000e0041');
    assert.equal(escapeText(escapeText('\u001b[1m')), '\\x1b[1m');
  });

  it('is cut in its middle, never through a character', () => {
    assert.equal(bounded('abc', 3), 'abc');
    assert.equal(bounded('👩👩👩👩', 6), '👩\n[… 4 characters left out …]\n👩');
  });
});
