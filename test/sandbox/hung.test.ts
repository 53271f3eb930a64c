import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { FinishedEvent } from '../../src/contract/events';
import { hangLocationOf } from '../../src/results/evidence/hang-location';
import { type Evidence, locate } from '../../src/results/evidence/locate';
import { Bench, fixture, type SuiteRun } from '../support/bench';

const PROGRAM = fixture('hung.py');

/** The line of the program that is marked with `here <name>`. */
function lineOf(name: string): number {
  return PROGRAM.split('\n').findIndex((line) => line.endsWith(`# here ${name}`)) + 1;
}

function inPython(event: FinishedEvent): FinishedEvent & Evidence {
  return { ...event, language: 'python' };
}

describe('Where a program hangs', () => {
  let bench: Bench;
  let run: SuiteRun;

  before(async function () {
    this.timeout(60_000);
    bench = await Bench.open();
    run = await bench.run({
      program: { 'main.py': PROGRAM },
      suite: fixture('hung_suite.py'),
      limits: { timeout_seconds: 30 },
    });
  });

  after(() => bench.close());

  function finished(name: string): FinishedEvent & Evidence {
    const found = run.finished.find(({ test }) => test.endsWith(`::${name}`));
    ok(found, `${name} was not run: ${JSON.stringify(run.outcomes)}`);
    return inPython(found);
  }

  function place(name: string) {
    return locate(finished(name));
  }

  for (const mode of ['spins', 'holds_the_interpreter', 'matches', 'sleeps', 'in_a_thread', 'runs_a_loop', 'calls'])
    it(`is known in the mode "${mode.replaceAll('_', ' ')}"`, () => {
      deepEqual(place(`test_exit[${mode}]`), { file: 'main.py', line: lineOf(mode) });
    });

  const waits = {
    'for its output': ['test_output', 'sleeps', 'sleep'],
    'for its port': ['test_port', 'sleeps', 'sleep'],
    'for it to take its input': ['test_input', 'reads', 'input'],
    'for its reply': ['test_reply', 'accepts', 'client'],
    'for it in a terminal': ['test_terminal', 'in_a_terminal', 'sleep'],
  } as const;
  for (const [what, [name, mode, wait]] of Object.entries(waits))
    it(`is known when a test has waited ${what}, and so is what the program waits for`, () => {
      deepEqual(place(name), { file: 'main.py', line: lineOf(mode) });
      equal(hangLocationOf(finished(name))?.wait, wait);
    });

  it('is known for a function that is called', () => {
    deepEqual(place('test_call'), { file: 'main.py', line: lineOf('spins') });
    equal(hangLocationOf(finished('test_call'))?.busy, true);
  });

  it('is not known, and costs no more than a moment, when the program blocks the signal, the pipe or itself, or lies', () => {
    for (const mode of ['blocks', 'ignores', 'resets', 'closes', 'fills', 'replaces_itself', 'lies']) {
      const { failure, programs, outcome } = finished(`test_silent[${mode}]`);
      deepEqual([mode, outcome, failure?.code], [mode, 'failed', 'no-exit']);
      const found = programs.flatMap(({ threads }) => threads.flatMap(({ frames }) => frames));
      const shown = found.filter(({ file }) => file.startsWith('/work'));
      ok(
        shown.every(({ file, line }) => file === '/work/main.py' && line < 300),
        mode,
      );
      if (mode !== 'lies') deepEqual([mode, shown], [mode, []]);
      equal(programs[0]?.signal, null, mode);
    }
  });

  it('is not reported for an earlier wait, when the test went on and then failed for another reason', () => {
    equal(place('test_goes_on'), null);
  });

  for (const [name, mode, signal] of [
    ['test_crash', 'dies', 11],
    ['test_abort', 'aborts', 6],
    ['test_crash_among_threads', 'crashes_with_company', 8],
  ] as const)
    it(`is the line that crashed when it ${mode.replaceAll('_', ' ')}, and not the line of another thread`, () => {
      const event = finished(name);
      deepEqual(locate(event), { file: 'main.py', line: lineOf(mode) });
      equal(event.programs[0]?.signal, signal);
      equal(event.programs[0]?.threads.length, 1);
      equal(hangLocationOf(event)?.kind, 'crashed');
    });

  it('is found out without a trace: signals, wake-ups and handlers are the program’s own', () => {
    const { outcome, failure } = finished('test_own_signals');
    equal(outcome, 'passed', JSON.stringify(failure));
  });

  it('is found out without a trace: files of the program still shadow the library', () => {
    const { outcome, failure } = finished('test_shadows');
    equal(outcome, 'passed', JSON.stringify(failure));
  });

  it('is found out without a trace: modules, paths, traceback and exit code are those of a bare run', () => {
    const { outcome, failure } = finished('test_bare');
    equal(outcome, 'passed', JSON.stringify(failure));
    match(
      run.output('test_bare', 'stderr'),
      /^Traceback \(most recent call last\):\n {2}File "\/work\/main.py", line \d+, in <module>\n/,
    );
  });

  const RUN = 'from codealong import program\n\n\ndef test_it():\n    program.run()\n';

  it('is known when the time of the whole run is over, in a helper of a package, and the run ends in time', async () => {
    const program = {
      'app/__init__.py': '',
      'app/main.py': 'from .helper import serve\n\nserve()\n',
      'app/helper.py': 'import time\n\n\ndef serve():\n    while True:\n        time.sleep(0.1)\n',
    };
    const entry = { kind: 'module', path: 'app/main.py', module: 'app.main' } as const;
    const late = await bench.run({ program, suite: RUN, entry, limits: { timeout_seconds: 2 } });
    equal(late.done.ending, 'timeout');
    deepEqual(locate(inPython(late.test('test_it'))), { file: 'app/helper.py', line: 6 });
    ok(late.ms > 1500 && late.ms < 2000, `${late.ms} ms`);
  });

  it('is known for a package whose main module never gets beyond an import', async () => {
    const program = {
      'app/__init__.py': '',
      'app/main.py': 'from . import helper\n',
      'app/helper.py': 'while True: pass\n',
    };
    const entry = { kind: 'module', path: 'app/main.py', module: 'app.main' } as const;
    const late = await bench.run({ program, suite: RUN, entry, limits: { timeout_seconds: 2 } });
    deepEqual(locate(inPython(late.test('test_it'))), { file: 'app/helper.py', line: 1 });
  });

  it('is known for a program that prints for ever', async () => {
    const program = 'import os\n\n\nwhile True: os.write(1, b"x" * 60000)\n';
    const loud = await bench.run({ program, suite: RUN });
    equal(loud.done.ending, 'output-limit');
    deepEqual(locate(inPython(loud.test('test_it'))), { file: 'main.py', line: 4 });
  });
});
