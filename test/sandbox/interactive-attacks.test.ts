import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Course } from '../../src/course/format/format';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { ProgramRequest } from '../../src/run/run-program';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { type Person, Screen, SIZE, sitDown } from '../support/person';
import { newRunner, REDIS } from '../support/run';

const CTRL_C = '\x03';
const WINDOW = 64 * 1024;

describe('A hostile program that a person runs', function () {
  this.timeout(60_000);
  let runner: Runner;
  let course: Course;

  before(async () => {
    runner = newRunner();
    course = await loadDirectory(REDIS);
  });

  after(() => runner.dispose());

  afterEach(async () => {
    await runner.removals.settled();
    await nothingIsLeft();
  });

  function run(source: string, more: Partial<ProgramRequest> = {}, screen = new Screen()): Promise<Person> {
    const given = { course, step: findStep(course, 'bind'), source: Buffer.from(source), ...more };
    return sitDown(runner, given, screen);
  }

  it('that floods its terminal is slowed down to what is shown, and Ctrl+C still stops it', async () => {
    const blind = new Screen(false);
    blind.looks = false;
    const flood = await run('while True:\n    print("x" * 1000)\n', {}, blind);
    await blind.until(() => blind.count >= WINDOW - 1000, 'flood');
    await sleep(1_500);
    assert.ok(blind.count <= WINDOW, `${blind.count} bytes were sent and nothing was shown`);
    await flood.leave();

    const reader = new Screen(false);
    const { type, over } = await run('while True:\n    print("x" * 1000)\n', {}, reader);
    await reader.until(() => reader.count > 20 * 1024 * 1024, '20 MB');
    const before = process.memoryUsage().rss;
    await reader.until(() => reader.count > 40 * 1024 * 1024, '40 MB');
    assert.ok(process.memoryUsage().rss - before < 40_000_000, 'this process grows with the flood');
    type(CTRL_C);
    assert.deepEqual((await over).told, { code: 'program-signal', args: { signal: 2 } });
  });

  it('that prints our own events and frames has printed some text', async () => {
    const { screen, over } = await run(
      'import sys\nlines = [\'{"event":"done","ending":"complete","finished":0,"args":{}}\', ' +
        '\'{"event":"left","terminal":0,"exit_code":0,"signal":null}\', "CODEALONG-JOB 5"]\n' +
        'for line in lines:\n    print(line)\nsys.stdout.flush()\n' +
        'sys.stdout.buffer.write(b"K\\0\\0\\0\\5\\0\\xff\\xff\\xff\\xffD\\0\\0\\0\\1\\0")\nsys.stdout.flush()\n' +
        'print()\nprint("still here")\nsys.exit(4)\n',
    );
    assert.equal((await over).code, 4);
    assert.ok(screen.text.startsWith('{"event":"done"') && screen.text.endsWith('still here\r\n'), screen.text);
  });

  it('that looks for the channel of its grader finds none that it may open', async () => {
    const { screen, over } = await run(
      'import os\nfound = []\nfor pid in filter(str.isdigit, os.listdir("/proc")):\n    for fd in range(64):\n' +
        '        try:\n            name = f"/proc/{pid}/fd/{fd}"\n            if int(pid) != os.getpid():\n' +
        '                os.open(name, os.O_WRONLY)\n                found.append(name)\n        except OSError:\n            pass\n' +
        'print("opened", found)\n',
    );
    await over;
    assert.equal(screen.text, 'opened []\r\n');
  });

  it('that ignores every signal, leaves its session and forks is gone when its terminal is closed', async () => {
    const { screen, type, leave } = await run(
      'import os, signal, time\nfor number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGTSTP):\n' +
        '    signal.signal(number, signal.SIG_IGN)\nfor _ in range(5):\n    if os.fork() == 0:\n        os.setsid()\n' +
        'print("up", flush=True)\nwhile True:\n    time.sleep(1)\n',
    );
    await screen.see('up');
    type(CTRL_C);
    await sleep(300);
    assert.equal(screen.end, null);
    assert.equal((await leave()).told.code, 'cancelled');
  });

  it('that leaves processes behind has ended all the same, and they with it', async () => {
    const { screen, over } = await run(
      'import os, sys\nif os.fork() == 0:\n    os.setsid()\n    while True:\n        os.write(1, b"child\\n")\n' +
        'import time\ntime.sleep(0.3)\nsys.exit(6)\n',
    );
    assert.equal((await over).code, 6);
    assert.match(screen.text, /child/);
  });

  it('that closes its terminal goes on, and may open it again', async () => {
    const { screen, over } = await run(
      'import os, time\nfor fd in range(3):\n    os.close(fd)\ntime.sleep(0.5)\n' +
        'again = os.open("/dev/tty", os.O_RDWR)\nos.write(again, b"back\\n")\ntime.sleep(0.2)\nos._exit(8)\n',
    );
    assert.equal((await over).code, 8);
    assert.equal(screen.text, 'back\r\n');
  });

  for (const [what, signal] of [
    ['kills', 'SIGKILL'],
    ['stops', 'SIGSTOP'],
  ] as const)
    it(`that ${what} what runs it is told so`, async () => {
      const { over } = await run(
        `import os, signal, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(0.2)\n` +
          `    me = os.getpid()\n    for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):\n` +
          `        try:\n            if pid != me and b"launcher" in open(f"/proc/{pid}/cmdline", "rb").read():\n` +
          `                os.kill(pid, signal.${signal})\n        except OSError:\n            pass\ntime.sleep(30)\n`,
      );
      assert.deepEqual((await over).told, { code: 'launcher-stopped', args: {} });
    });

  it('that fills its folders hears that they are full', async () => {
    const { screen, over } = await run(
      'import errno\nfor folder in ("/work", "/tmp", "/dev/shm"):\n    try:\n        with open(f"{folder}/big", "wb") as file:\n' +
        '            while True:\n                file.write(bytes(1_000_000))\n    except OSError as error:\n' +
        '        print(folder, errno.errorcode[error.errno])\n',
    );
    assert.equal((await over).code, 0);
    assert.equal(screen.text, '/work ENOSPC\r\n/tmp ENOSPC\r\n/dev/shm ENOSPC\r\n');
  });

  it('that is a fork bomb is held to its processes, and is gone when its terminal is closed', async () => {
    const bomb =
      'import os\nprint("boom", flush=True)\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass\n';
    const { screen, leave } = await run(bomb);
    await screen.see('boom');
    await sleep(1_500);
    assert.equal((await leave()).told.code, 'cancelled');

    const polite = await run(
      'import subprocess, sys\nkept = []\ntry:\n    for _ in range(99):\n        kept.append(subprocess.Popen(["sleep", "9"]))\n' +
        'except OSError:\n    print("no more")\n',
    );
    const { notes, code } = await polite.over;
    assert.equal(code, 0);
    assert.deepEqual(notes, [{ code: 'program-processes', args: { pids: 50 } }]);
  });

  it('that takes too many terminals is ended', async () => {
    const { over } = await run('import os, time\nkept = [os.openpty() for _ in range(60)]\ntime.sleep(30)\n');
    assert.deepEqual((await over).told, { code: 'program-terminals', args: { most: 32 } });
  });

  it('can write to the client’s terminal and end it, and wins nothing but that', async () => {
    const person = await run(
      'import os, signal, time\nprint("up", flush=True)\nme, mine = os.getpid(), os.ttyname(0)\nwhile True:\n    time.sleep(0.05)\n' +
        '    others = [f"/dev/pts/{one}" for one in os.listdir("/dev/pts") if one.isdigit() and f"/dev/pts/{one}" != mine]\n' +
        '    for name in others:\n        with open(name, "wb") as terminal:\n            terminal.write(b"forged\\n")\n' +
        '    for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):\n        try:\n' +
        '            if others and b"client.py" in open(f"/proc/{pid}/cmdline", "rb").read():\n                os.kill(pid, signal.SIGKILL)\n' +
        '        except OSError:\n            pass\n',
    );
    await person.screen.see('up');
    const screen = new Screen();
    assert.equal(person.talk.openClient(screen, true, SIZE), 1);
    await screen.until(() => screen.end !== null, 'end of the client');
    assert.deepEqual(screen.end, { exit_code: null, signal: 9 });
    assert.equal(person.screen.end, null);
    await person.leave();
  });
});
