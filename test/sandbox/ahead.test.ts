import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Bench, jobOf } from '../support/bench';

/** Everything that an interpreter can tell about its start, except what always differs: its id and its start time. */
const TELLS = `import os
import signal
import sys

import resource

main = sys.modules["__main__"]


def file(fd: str) -> str:
    try:
        return fd + " " + os.readlink(f"/proc/self/fd/{fd}").split(":")[0]
    except FileNotFoundError:
        return "-"


told = {
    "argv": [sys.argv, sys.orig_argv, sys.executable, sys.flags],
    "main": sorted((name, repr(value)) for name, value in vars(main).items() if name.startswith("__") and name != "__loader__"),
    "modules": sorted(sys.modules),
    "path": [sys.path, sorted(sys.path_importer_cache), sys.meta_path, len(sys.path_hooks)],
    "place": [os.getcwd(), os.environ, os.umask(0o022), os.getsid(0) == os.getpid(), os.getppid()],
    "files": sorted(map(file, os.listdir("/proc/self/fd"))),
    "signals": [(number, repr(signal.getsignal(number))) for number in signal.valid_signals()],
    "limits": [resource.getrlimit(number) for number in range(10)],
    "policy": [os.sched_getscheduler(0), os.nice(0)],
}
for name, value in told.items():
    print(name, value)
import wave
print(wave.__file__)
raise SystemError("at the end")
`;

const SHADOW = 'print("theirs")\n';
const SUITE = `from codealong import program


def test_ahead():
    program.run()


def test_bare():
    program.run()
`;
/** The number of other processes of its user that a program sees, without the launcher, which it may not look into. */
const NEIGHBOURS = `def is_open(one):
    import os
    try:
        return bool(os.readlink(f"/proc/{one}/exe"))
    except OSError:
        return False


def count():
    import os
    return sum(map(is_open, (one for one in os.listdir("/proc") if one.isdigit() and int(one) != os.getpid())))


if __name__ == "__main__":
    print("neighbours", count())
`;

describe('An interpreter that was started ahead', function () {
  this.timeout(60_000);
  let bench: Bench;

  before(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.nothingIsLeft());
  after(() => bench.close());

  it('differs from one that was not only in its age', async () => {
    const run = await bench.run({ program: { 'main.py': TELLS, 'wave.py': SHADOW }, suite: SUITE });
    const [ahead, bare] = ['test_ahead', 'test_bare'].map((test) => run.output(test, 'stdout').split('\n'));
    deepEqual(ahead, bare);
    ok((bare ?? []).length > 10 && bare?.includes('theirs'), 'it told little');
    equal(run.output('test_ahead', 'stderr'), run.output('test_bare', 'stderr'));
    match(
      run.output('test_ahead', 'stderr'),
      /^Traceback .*\n {2}File "\/work\/main.py", line \d+, in <module>\n.*\nSystemError/,
    );
  });

  it('is used for the first program without arguments, and for no other', async () => {
    const age = `import time
began = int(open("/proc/self/stat").read().rpartition(")")[2].split()[19]) / 100
print("old" if time.clock_gettime(time.CLOCK_BOOTTIME) - began > 0.4 else "new")
`;
    const sandbox = await bench.sandbox();
    const told: string[] = [];
    try {
      await sleep(500);
      await sandbox.run(jobOf({ program: age, suite: SUITE }), (event) => {
        if (event.event === 'output') told.push(event.text);
      });
    } finally {
      await sandbox.dispose();
    }
    deepEqual(told, ['old\n', 'new\n']);
  });

  it('is gone for a program with arguments, a terminal or another name', async () => {
    const main = { kind: 'file', path: 'main.py', module: null } as const;
    const other = { kind: 'file', path: 'other.py', module: null } as const;
    for (const [start, entry] of [
      ['"-v"', main],
      ['tty=True', main],
      ['', other],
    ] as const) {
      const suite = `from codealong import program\n\n\ndef test_it():\n    program.start(${start}).expect_exit(0)\n`;
      const run = await bench.run({ program: { [entry.path]: NEIGHBOURS }, suite, entry });
      match(run.output('test_it', 'stdout'), /^neighbours 0\r?\n/);
    }
  });

  it('is never seen by functions that are called, nor by a program of a test that also calls functions', async () => {
    const calls = 'from codealong import solution\n\n\ndef test_it():\n    assert solution.call("main:count") == 0\n';
    equal((await bench.run({ program: NEIGHBOURS, suite: calls })).test('test_it').outcome, 'passed');
    const both = `from codealong import program, solution


def test_both():
    process = program.start()
    assert process.read_until("\\n") == b"neighbours 0\\n"
    assert solution.call("main:count") == 0
`;
    equal((await bench.run({ program: NEIGHBOURS, suite: both })).test('test_both').outcome, 'passed');
  });
});
