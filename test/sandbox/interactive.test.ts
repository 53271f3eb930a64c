import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Course } from '../../src/course/format/format';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { ProgramRequest } from '../../src/run/run-program';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { Folder } from '../support/folder';
import { everybodyLeaves, type Person, Screen, SIZE, sitDown } from '../support/person';
import { newRunner, REDIS, runOn, solution } from '../support/run';

const CTRL_C = '\x03';
const CTRL_D = '\x04';

describe('A program that a person runs', function () {
  this.timeout(60_000);
  let runner: Runner;
  let course: Course;

  before(async () => {
    runner = newRunner();
    course = await loadDirectory(REDIS);
  });

  after(() => runner.dispose());

  afterEach(async () => {
    await everybodyLeaves();
    await runner.removals.settled();
    await nothingIsLeft();
  });

  function run(source: string, more: Partial<ProgramRequest> = {}, screen = new Screen()): Promise<Person> {
    const given = { course, step: findStep(course, 'bind'), source: Buffer.from(source), ...more };
    return sitDown(runner, given, screen);
  }

  it('has a real terminal: it asks, the terminal echoes what is typed, and its exit code is told', async () => {
    const { screen, type, over } = await run(
      'import os\nprint([os.isatty(fd) for fd in (0, 1, 2)], os.ttyname(0) == os.ttyname(1), os.environ["TERM"])\n' +
        'name = input("name? ")\nprint(f"\\x1b[32mhello\\x1b[0m {name}")\nraise SystemExit(7)\n',
    );
    await screen.see('name? ');
    type('Zoë\r');
    assert.deepEqual(await over, { told: { code: 'program-exited', args: { exit_code: 7 } }, notes: [], code: 7 });
    assert.equal(screen.text, '[True, True, True] True xterm-256color\r\nname? Zoë\r\n\x1b[32mhello\x1b[0m Zoë\r\n');
    assert.deepEqual(screen.end, { exit_code: 7, signal: null });
  });

  it('knows the size of its terminal, and hears when it changes', async () => {
    const { screen, type, talk, over } = await run(
      'import os, signal, threading\nchanged = threading.Event()\n' +
        'signal.signal(signal.SIGWINCH, lambda *_: changed.set())\nprint(tuple(os.get_terminal_size()), flush=True)\n' +
        'changed.wait()\nprint(tuple(os.get_terminal_size()))\ninput()\n',
      { size: { columns: 101, rows: 33 } },
    );
    await screen.see('(101, 33)');
    talk.resize(0, { columns: 44, rows: 7 });
    await screen.see('(44, 7)');
    type('\r');
    await over;
  });

  it('is interrupted by Ctrl+C, as at home: it may catch it, or end with a traceback', async () => {
    const { screen, type, over } = await run(
      // A terminal throws away what is printed at the very moment of Ctrl+C, so this program takes its time.
      'import time\ntry:\n    print("first", flush=True)\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    time.sleep(0.3)\n    print("caught")\n' +
        'print("second", flush=True)\ntime.sleep(60)\n',
    );
    await screen.see('first');
    type(CTRL_C);
    await screen.see('second');
    // What the terminal has not taken yet is thrown away, too, as at home: at times the end of that line.
    assert.match(screen.text, /first(?:\r\n)?\^Ccaught\r\n/);
    type(CTRL_C);
    assert.deepEqual((await over).told, { code: 'program-signal', args: { signal: 2 } });
    assert.match(stripVTControlCharacters(screen.text), /Traceback[\s\S]*KeyboardInterrupt\r\n$/); // newer Pythons use colours
  });

  it('is interrupted by Ctrl+C although it does not read what was typed before', async () => {
    const { screen, type, over } = await run('import time\nprint("busy", flush=True)\ntime.sleep(60)\n');
    await screen.see('busy');
    for (let line = 0; line < 20; line++) type(`${'x'.repeat(5000)}\r`);
    await sleep(500);
    type(CTRL_C);
    assert.deepEqual((await over).told, { code: 'program-signal', args: { signal: 2 } });
  });

  it('reads the end of its input at Ctrl+D', async () => {
    const { type, screen, over } = await run('import sys\nprint("go", flush=True)\nprint(sys.stdin.read().split())\n');
    await screen.see('go');
    type('a b\rc\r');
    type(CTRL_D);
    assert.equal((await over).code, 0);
    assert.ok(screen.text.endsWith("['a', 'b', 'c']\r\n"), screen.text);
  });

  it('can take the whole screen: curses reads single keys, and readline edits a line', async () => {
    const { screen, type, over } = await run(
      'import curses, readline\n\ndef main(window):\n    window.addstr(0, 0, f"{curses.COLORS} colours")\n' +
        '    return window.getch()\n\nkey = curses.wrapper(main)\nprint("key", key, flush=True)\nprint([input("> ")])\n',
    );
    await screen.see('256 colours');
    type('q');
    await screen.see('key 113');
    await screen.see('> ');
    type('abd\x1b[Dc\r');
    await over;
    assert.ok(screen.text.endsWith("['abcd']\r\n"), screen.text.slice(-200));
  });

  it('gets Backspace as a person means it, for a character of two bytes too', async () => {
    const { screen, type, over } = await run('print("go", flush=True)\nprint([input()])\n');
    await screen.see('go');
    type('aé\x7fb\r');
    await over;
    assert.ok(screen.text.endsWith("['ab']\r\n"), JSON.stringify(screen.text));
  });

  it('is ended after its time, and that is told', async () => {
    const began = performance.now();
    const { screen, over } = await run('import time\nprint("here", flush=True)\ntime.sleep(60)\n', { seconds: 2 });
    assert.deepEqual(await over, { told: { code: 'program-time-over', args: { seconds: 2 } }, notes: [], code: null });
    assert.match(screen.text, /here/);
    assert.ok(performance.now() - began < 20_000);
  });

  it('is ended when it takes more memory than a run of tests may, and that is told', async () => {
    const { over } = await run('kept = []\nwhile True:\n    kept.append(bytearray(1_000_000))\n');
    assert.deepEqual((await over).told, { code: 'program-out-of-memory', args: { memory_mb: 128 } });
  });

  it('that crashes is told by the name of its signal', async () => {
    const { over } = await run('import os\nos.kill(os.getpid(), 11)\n');
    assert.deepEqual(await over, { told: { code: 'program-signal', args: { signal: 11 } }, notes: [], code: -11 });
  });

  it('says that it hides a module of Python’s', async () => {
    const folder = await Folder.make({ 'main.py': 'print("hello")\n', 'queue.py': '' });
    const { over } = await run('', { source: null, root: folder.root, file: folder.path('main.py') });
    const { notes } = await over;
    await folder.remove();
    assert.deepEqual(
      notes.map(({ code }) => code),
      ['shadows-standard-module'],
    );
  });

  it('has a second to end by itself when its terminal is closed', async () => {
    const { screen, leave } = await run(
      'import signal, time\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nprint("up", flush=True)\ntime.sleep(60)\n',
    );
    await screen.see('up');
    await leave();
    const began = performance.now();
    await runner.removals.settled();
    const took = performance.now() - began;
    assert.ok(took > 900 && took < 20_000, `${took} ms`);
  });

  it('ends when the person closes its terminal', async () => {
    const { screen, leave } = await run('print("up", flush=True)\nwhile True:\n    pass\n');
    await screen.see('up');
    assert.deepEqual((await leave()).told, { code: 'cancelled', args: {} });
  });

  it('may be talked to by pipes: bytes arrive as they are, stderr stands apart, and the end of its input is told', async () => {
    const errors: Buffer[] = [];
    const screen = new (class extends Screen {
      override output(bytes: Uint8Array, stream: 'stdout' | 'stderr', shown: () => void): void {
        if (stream === 'stderr') errors.push(Buffer.from(bytes));
        super.output(stream === 'stderr' ? Buffer.alloc(0) : bytes, stream, shown);
      }
    })();
    const { talk, over } = await run(
      'import os, sys\nprint(os.isatty(0), os.isatty(1), file=sys.stderr)\n' +
        'data = sys.stdin.buffer.read()\nsys.stdout.buffer.write(data[::-1])\n',
      { tty: false },
      screen,
    );
    const sent = Buffer.from(Array.from({ length: 900_000 }, (_, at) => (at * 7 + (at >> 8)) % 256));
    talk.type(0, sent);
    await talk.room(0);
    talk.endInput(0);
    assert.equal((await over).code, 0);
    assert.ok(screen.bytes.equals(Buffer.from(sent).reverse()), `${screen.bytes.length} bytes`);
    assert.equal(Buffer.concat(errors).toString(), 'False False\n');
  });

  it('works beside a run of tests', async () => {
    const { screen, type, over } = await run('print([input("? ")])\n');
    await screen.see('? ');
    const { verdict } = await runOn(runner, REDIS, 'ping', { file: solution('02-ping') });
    assert.equal(verdict.outcome, 'passed');
    type('still here\r');
    await over;
    assert.match(screen.text, /\['still here'\]/);
  });

  it('begins with the learner’s own files each time', async () => {
    const source = 'import os\nprint("was there:", os.path.exists("kept.txt"))\nopen("kept.txt", "w").write("x")\n';
    for (let time = 0; time < 2; time++) {
      const { screen, over } = await run(source);
      await over;
      assert.match(screen.text, /was there: False/);
    }
  });

  describe('and the client of its course', () => {
    const serving = (step: string) => ({ file: solution(step), step: findStep(course, step.slice(3)), source: null });

    async function client(person: Person, tty = true): Promise<{ screen: Screen; number: number }> {
      const screen = new Screen();
      const number = person.talk.openClient(screen, tty, SIZE);
      assert.ok(number !== null);
      return { screen, number };
    }

    it('talk in one sandbox, once the program listens, and are told apart', async () => {
      const person = await sitDown(runner, { course, ...serving('06-set-get') });
      await person.screen.until(() => person.ports().includes(6379), 'port 6379');
      const [one, two] = [await client(person), await client(person)];
      await one.screen.see('127.0.0.1:6379> ');
      person.talk.type(one.number, Buffer.from('SET greeting "hello you"\r'));
      await one.screen.see('\r\nOK\r\n');
      await two.screen.see('127.0.0.1:6379> ');
      person.talk.type(two.number, Buffer.from('get greeting\r'));
      await two.screen.see('"hello you"');
      person.talk.type(two.number, Buffer.from('get nothing\r'));
      await two.screen.see('(nil)');
      person.talk.type(one.number, Buffer.from('quit\r'));
      await one.screen.until(() => one.screen.end !== null, 'end of the client');
      assert.deepEqual(one.screen.end, { exit_code: 0, signal: null });
      person.talk.closeClient(two.number);
      await two.screen.until(() => two.screen.end !== null, 'end of the other client');
      assert.equal((await client(person)).number, one.number, 'the terminal of a client that has ended is free again');
      await person.leave();
    });

    it('say it when nobody listens, and when the connection was cut', async () => {
      const quiet = await run('input()\n');
      const alone = await client(quiet);
      await alone.screen.see('Nobody listens on port 6379');
      await alone.screen.until(() => alone.screen.end !== null, 'end of the client');
      assert.equal(alone.screen.end?.exit_code, 1);
      await quiet.leave();

      const rude = await run(
        'import socket\nserver = socket.create_server(("127.0.0.1", 6379))\nwhile True:\n    server.accept()[0].close()\n',
      );
      const cut = await client(rude);
      await cut.screen.see('> ');
      rude.talk.type(cut.number, Buffer.from('PING\r'));
      await cut.screen.see(/closed the connection|connection was cut/);
      await rude.leave();
    });

    it('end together, and the client may say before why', async () => {
      const person = await run(
        'import socket, sys\nserver = socket.create_server(("127.0.0.1", 6379))\none = server.accept()[0]\none.recv(99)\nsys.exit(5)\n',
      );
      const { screen, number } = await client(person);
      await screen.see('> ');
      person.talk.type(number, Buffer.from('PING\r'));
      assert.equal((await person.over).code, 5);
      assert.match(screen.text, /closed the connection|connection was cut/);
      assert.deepEqual(screen.end, { exit_code: null, signal: null });
    });

    it('are seven at most', async () => {
      const person = await run('input()\n');
      for (let number = 1; number <= 7; number++) assert.equal((await client(person)).number, number);
      assert.equal(person.talk.openClient(new Screen(), true, SIZE), null);
      await person.leave();
    });

    it('can be read and not changed by the program', async () => {
      const person = await run(
        'import os\nprint(os.path.getsize("/tools/client.py") > 100)\nfor act in (lambda: open("/tools/client.py", "w"), ' +
          'lambda: os.unlink("/tools/client.py"), lambda: os.rename("/tools/client.py", "/tmp/x")):\n' +
          '    try:\n        act()\n        print("changed")\n    except OSError as error:\n        print("refused")\n',
      );
      await person.over;
      assert.equal(person.screen.text, 'True\r\nrefused\r\nrefused\r\nrefused\r\n');
    });
  });
});
