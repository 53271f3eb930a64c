import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { Bench, fixture, type SuiteRun } from '../support/bench';
import { argsIn } from '../support/messages';

const RUN =
  'from codealong import program\n\n\ndef test_first():\n    program.run()\n\n\ndef test_second():\n    pass\n';

describe('A run', () => {
  let bench: Bench;

  before(async () => {
    bench = await Bench.open();
  });

  afterEach(() => bench.nothingIsLeft());

  after(() => bench.close());

  function collected(run: SuiteRun) {
    const found = run.events.filter((event) => event.event === 'collected');
    equal(found.length, 1, 'the tests are told once');
    return found[0] ?? { tests: [], problem: null };
  }

  it('that goes well tells its tests first, then each of them in order, its figures, and its end', async () => {
    const run = await bench.run({ program: 'print("hello")', suite: RUN });
    deepEqual(
      run.events.map(({ event }) => event).filter((event) => event !== 'extended'), // a busy machine adds these
      ['collected', 'started', 'output', 'finished', 'started', 'finished', 'metrics', 'done'],
    );
    deepEqual([run.done.ending, run.done.finished, run.end.cause], ['complete', 2, 'exited']);
    const { wall_ms, cpu_ms, peak_memory_mb, oom_kills, pids_refused, output_bytes } = run.metrics;
    ok(wall_ms > 10 && wall_ms < 5000 && cpu_ms > 5 && peak_memory_mb > 10 && peak_memory_mb < 100);
    deepEqual([oom_kills, pids_refused, output_bytes], [0, 0, 6]);
  });

  it('of a program that prints perfect events shows them as text', async () => {
    const run = await bench.run({
      program: fixture('modes.py'),
      suite:
        'from codealong import program\n\n\ndef test_forge():\n    program.run("says_events")\n    assert 1 == 2\n\n\ndef test_late():\n    assert False\n',
    });
    deepEqual(run.outcomes, { test_forge: 'failed', test_late: 'failed' });
    deepEqual([run.done.ending, run.done.finished], ['complete', 2]);
    for (const stream of ['stdout', 'stderr'] as const) {
      const text = run.output('test_forge', stream);
      match(text, /^\{"event":"finished".*"outcome":"passed"/);
      ok(text.includes('{"event":"done","ending":"complete","finished":1,"args":{}}\n'));
      ok(text.includes('\u0001\0\0\0\0\0\0\u0005hello'));
    }
  });

  for (const [what, signal] of [
    ['kills', 'SIGKILL'],
    ['stops', 'SIGSTOP'],
  ] as const) {
    for (const [how, then] of [
      ['and goes on', 'while True: time.sleep(1)'],
      ['and ends', ''],
      ['and spins', 'while True: pass'],
    ] as const) {
      it(`whose program ${what} the process that runs it ${how} ends at once, and never passes`, async () => {
        const program = `import os, signal, time\nos.kill(-1, signal.${signal})\n${then}\n`;
        const run = await bench.run({ program, suite: RUN });
        deepEqual([run.done.ending, run.done.finished], ['launcher-lost', 1]);
        deepEqual([run.test('test_first').outcome, run.test('test_first').failure?.code], ['failed', 'launcher-lost']);
        ok(run.ms < 3500, `${run.ms} ms`);
      });
    }
  }

  it('of an endless print loop ends at the limit of output, without filling our memory', async () => {
    const before = process.memoryUsage().rss;
    const run = await bench.run({ program: 'while True: print("x" * 1000)', suite: RUN });
    equal(run.done.ending, 'output-limit');
    equal(run.test('test_first').failure?.code, 'output-limit');
    const length = run.output().length;
    ok(length <= 1024 * 1024 && length > 1000 * 1024, `${length} characters were kept`);
    ok(run.metrics.output_bytes > 16 * 1024 * 1024 && run.metrics.output_dropped > 15 * 1024 * 1024);
    ok(process.memoryUsage().rss - before < 60e6);
  });

  it('that is over its time ends at its limit, give or take half a second, and says which test was running', async () => {
    const program = 'print("on")\nwhile True: pass\n';
    const run = await bench.run({ program, suite: RUN, limits: { timeout_seconds: 2 } });
    deepEqual([run.done.ending, run.done.finished], ['timeout', 1]);
    deepEqual(run.test('test_first').failure?.code, 'run-timeout');
    equal(run.output('test_first'), 'on\n');
    ok(run.ms > 1400 && run.ms < 2500, `${run.ms} ms`);
    equal(argsIn(run.test('test_first').failure?.args).waiting_for, 'exit');
  });

  const ENDLESS = { 'in C': '    re.match("(a+)+$", "a" * 60 + "b")\n', 'in Python': '    while True: pass\n' };
  for (const [where, code] of Object.entries(ENDLESS))
    it(`whose suite works without end ${where}, and has asked the program for nothing, is the suite’s fault`, async () => {
      const suite = `import re\n\n\ndef test_first():\n${code}`;
      const run = await bench.run({ program: '', suite, limits: { timeout_seconds: 2 } });
      equal(run.done.ending, 'timeout');
      const { outcome, failure } = run.test('test_first');
      deepEqual(
        [outcome, failure?.code, failure?.place],
        ['errored', 'suite-error', { file: 'step/test_it.py', line: 5 }],
      );
      match(
        String(argsIn(failure?.args).message),
        /^the test had not ended after 2 s, and had asked the program for nothing$/,
      );
      ok(run.ms > 1400 && run.ms < 2000, `${run.ms} ms`);
    });

  it('whose program takes all memory says that the kernel killed it', async () => {
    const run = await bench.run({ program: 'kept = bytearray(b"x") * 10**9\n', suite: RUN });
    ok(run.metrics.oom_kills > 0);
    deepEqual(run.test('test_first').programs[0]?.signal, 9);
    equal(run.done.ending, 'complete');
  });

  it('whose program forks without end says that processes were refused', async () => {
    const program = 'import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n';
    const run = await bench.run({ program, suite: RUN, limits: { timeout_seconds: 2.5 } });
    equal(run.done.ending, 'timeout');
    ok(run.metrics.pids_refused > 0);
  });

  it('whose files do not fit is a bad job, and not a crash', async () => {
    for (const suite of [
      { 'step/test_it.py': RUN, step: 'a file where a folder is' },
      { 'step/test_it.py': RUN, large: Buffer.alloc(15.9 * 1024 * 1024), more: Buffer.alloc(1024 * 1024) },
    ]) {
      const run = await bench.run({ program: '', suite });
      deepEqual([run.done.ending, run.done.finished, run.end.cause], ['bad-job', 0, 'exited']);
      match(String(run.done.args.why), /^(FileExists|NotADirectory|OS)Error: /);
    }
  });

  it('of a job whose path leaves its folder is a bad job', async () => {
    const run = await bench.run({ program: { '../main.py': '' }, suite: RUN });
    deepEqual([run.done.ending, run.done.finished], ['bad-job', 0]);
    deepEqual([run.done.args.why, run.done.args.path], ['bad-path', '../main.py']);
  });

  it('of an entry that is not there is a failure of the program', async () => {
    const run = await bench.run({ program: { 'other.py': '' }, suite: RUN });
    match(run.output('test_first', 'stderr'), /can't open file '\/work\/main.py'/);
  });

  it('of an entry whose name looks like an option of Python runs that file', async () => {
    const entry = { kind: 'file', path: '-c.py', module: null } as const;
    const run = await bench.run({ program: { '-c.py': 'print("ran", __file__)\n' }, suite: RUN, entry });
    equal(run.output('test_first'), 'ran /work/-c.py\n');
  });

  it('of a package runs it as a module', async () => {
    const program = {
      'app/__init__.py': '',
      'app/main.py': 'from .helper import x\nprint(__name__, x)\n',
      'app/helper.py': 'x = 7\n',
    };
    const entry = { kind: 'module', path: 'app/main.py', module: 'app.main' } as const;
    const run = await bench.run({ program, suite: RUN, entry });
    equal(run.output('test_first'), '__main__ 7\n');
  });

  describe('of a suite that is broken says so, and blames nobody else:', () => {
    const cases: readonly (readonly [
      string,
      Readonly<Record<string, string>>,
      RegExp,
      string | null,
      number | null,
    ])[] = [
      [
        'an error of syntax',
        { 'step/test_it.py': 'x = 1\n\ndef test_it(:\n    pass\n' },
        /SyntaxError/,
        'step/test_it.py',
        3,
      ],
      [
        'an import of what is not there',
        { 'step/test_it.py': 'import os\nimport nowhere\n' },
        /nowhere/,
        'step/test_it.py',
        2,
      ],
      [
        'an exception while it is read',
        { 'step/test_it.py': 'def test_a():\n    pass\n\n\n1 / 0\n' },
        /ZeroDivisionError/,
        'step/test_it.py',
        5,
      ],
      [
        'a toolbox that breaks',
        { 'lib/__init__.py': '', 'lib/tool.py': '{}["a"]\n', 'step/test_it.py': 'import lib.tool\n' },
        /KeyError/,
        'step/test_it.py',
        1,
      ],
      [
        'two tests of one name',
        { 'step/conftest.py': 'def pytest_collection_modifyitems(items):\n    items *= 2\n', 'step/test_it.py': RUN },
        /two tests have the name step\/test_it\.py::test_first/,
        'step/test_it.py',
        4,
      ],
      ['a conftest that breaks', { 'conftest.py': 'import nowhere\n', 'step/test_it.py': RUN }, /nowhere/, null, null],
    ];
    for (const [title, suite, message, file, line] of cases) {
      it(title, async () => {
        const run = await bench.run({ program: '', suite });
        const { problem } = collected(run);
        match(`${problem?.message}`, message);
        if (file !== null) deepEqual(problem?.place, { file, line });
        deepEqual([run.done.ending, run.finished.length], ['suite-error', 0]);
      });
    }
  });

  it('of a suite without tests collects none', async () => {
    for (const suite of [{ 'step/test_it.py': 'x = 1\n' }, {}]) {
      const run = await bench.run({ program: '', suite });
      deepEqual(collected(run), { event: 'collected', tests: [], problem: null, skipped: [] });
      deepEqual([run.done.ending, run.done.finished], ['complete', 0]);
    }
  });

  it('tells failures of the program from errors of the suite', async () => {
    const run = await bench.run({ program: '', suite: fixture('outcomes_suite.py') });
    deepEqual(run.outcomes, {
      test_passes: 'passed',
      test_compares: 'failed',
      test_says: 'failed',
      test_fails: 'failed',
      test_pytest_fail: 'failed',
      test_key_error: 'errored',
      test_fixture: 'errored',
      test_teardown: 'errored',
      test_skips: 'skipped',
      test_exits: 'errored',
      test_expected: 'passed',
      test_swallows: 'failed',
      test_last: 'passed',
    });
    const { failure } = run.test('test_compares');
    deepEqual([failure?.code, failure?.expected, failure?.actual], ['assertion', "'b'", "'a'"]);
    deepEqual(failure?.place, { file: 'step/test_it.py', line: 20 });
    equal(run.test('test_says').failure?.message, 'should be two');
    const said = run.test('test_fails').failure;
    deepEqual(
      [said?.code, said?.message, said?.expected, said?.actual, said?.request, said?.advice],
      ['message', 'no', '"+OK\\r\\n"', '1', 'PING', 'try'],
    );
    const broken = run.test('test_key_error').failure;
    deepEqual([broken?.code, argsIn(broken?.args).type, broken?.place?.line], ['suite-error', 'KeyError', 40]);
    match(String(broken?.traceback), /KeyError: 'missing'/);
    deepEqual([run.done.ending, run.done.finished], ['complete', 13]);
  });

  it('names its tests by the first line of their docstrings, and gives their places', async () => {
    const suite = 'def test_a():\n    """A sentence.\n\n    More.\n    """\n\n\ndef test_b():\n    pass\n';
    const run = await bench.run({ program: '', suite });
    const file = 'step/test_it.py';
    deepEqual(collected(run).tests, [
      { id: `${file}::test_a`, name: 'A sentence.', file, line: 1 },
      { id: `${file}::test_b`, name: 'test_b', file, line: 8 },
    ]);
  });

  it('runs the folders it is told, in their order, and no other', async () => {
    const test = (name: string) => `def test_${name}():\n    pass\n`;
    const suite = { '01/test_a.py': test('a'), '02/test_b.py': test('b'), '03/test_c.py': test('c') };
    const run = await bench.run({ program: '', suite, tests: ['03', '01'] });
    deepEqual(Object.keys(run.outcomes), ['test_c', 'test_a']);
  });

  it('is not changed by files of pytest beside the program', async () => {
    const poison =
      'import pytest\n\n\n@pytest.hookimpl(tryfirst=True)\ndef pytest_pyfunc_call(pyfuncitem):\n    return True\n';
    const program = {
      'main.py': '',
      'conftest.py': poison,
      'sitecustomize.py': 'print("here")',
      'pytest.ini': '[pytest]\naddopts = --collect-only\n',
      'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "--co"\n',
      'pytest.py': 'raise SystemExit(0)',
      'codealong.py': 'raise SystemExit(0)',
      'test_mine.py': 'def test_mine():\n    pass\n',
    };
    const run = await bench.run({ program, suite: 'def test_it():\n    assert 1 == 2\n' });
    deepEqual([run.outcomes, run.done.ending], [{ test_it: 'failed' }, 'complete']);
  });
});
