import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { codealong } from '../support/cli';
import { gone, nothingIsLeft } from '../support/containers';
import { Folder } from '../support/folder';
import { LearnerFolder } from '../support/learner';
import { ROOT, solution } from '../support/run';

const TYPING = path.join(ROOT, 'test', 'support', 'typing.py');
const CLI = path.join(ROOT, 'dist', 'cli.js');
const CTRL_C = '\x03';
/** What is awaited, and what is typed then, or the new size. */
type Step = readonly [string, string | readonly [number, number]];

describe('codealong run', function () {
  this.timeout(90_000);
  let folder: Folder;

  before(async () => {
    folder = await Folder.make({});
  });

  after(() => folder.remove());

  afterEach(async () => {
    await gone(5_000);
    await nothingIsLeft();
  });

  async function program(text: string): Promise<string> {
    await folder.write('own.py', text);
    return folder.path('own.py');
  }

  /** At a terminal of 100 columns and 30 rows. */
  async function typed(args: readonly string[], steps: readonly Step[], cwd = folder.root) {
    const command = [TYPING, '100', '30', JSON.stringify(steps), process.execPath, CLI, ...args];
    const { stdout } = await promisify(execFile)('python3', command, { cwd, maxBuffer: 64 * 1024 * 1024 });
    const lines = stdout.trimEnd().split('\n');
    return { code: Number(lines.pop()), shown: lines.join('\n') };
  }

  it('runs a program by pipes: its input, its output, its errors and its exit code are its own', async () => {
    const file = await program(
      'import os, sys\nprint("tty", os.isatty(0), file=sys.stderr)\nsys.stdout.write(sys.stdin.read().upper())\nsys.exit(7)\n',
    );
    const { code, stdout, stderr } = await codealong(['run', file, '--course', 'redis'], { stdin: 'one\ntwo' });
    assert.deepEqual({ code, stdout, stderr }, { code: 7, stdout: 'ONE\nTWO', stderr: 'tty False\n' });
  });

  it('gives a person’s program the terminal: keys, size, a new size, Ctrl+C, and the end in words', async () => {
    const file = await program(
      'import os, signal\nsignal.signal(signal.SIGWINCH, lambda *_: print("now", tuple(os.get_terminal_size())))\n' +
        'print(tuple(os.get_terminal_size()), os.isatty(1))\nprint("hello", input("name? "))\nprint("more?", flush=True)\n' +
        'while True:\n    signal.pause()\n',
    );
    const { code, shown } = await typed(
      ['run', file, '--course', 'redis'],
      [
        ['name? ', 'Zoë\r'],
        ['more?', [60, 20]],
        ['now (60, 20)', '\x03'],
      ],
    );
    assert.match(shown, /\(100, 30\) True/);
    assert.match(shown, /hello Zoë/);
    assert.match(shown, /KeyboardInterrupt/);
    assert.match(shown, /Your program was ended by signal 2 \(SIGINT, which Ctrl\+C sends\)\./);
    assert.equal(code, 130);
  });

  it('finds program, course and step in the learner’s folder', async () => {
    const learner = await LearnerFolder.make(solution('02-ping'));
    try {
      const { code, shown } = await typed(['run'], [['port 6379', '\x03']], learner.root);
      assert.match(shown, /Waiting for a client/);
      assert.equal(code, 130);
    } finally {
      await learner.remove();
    }
  });

  it('runs the client for a script: its replies go to stdout, what the program prints to stderr', async () => {
    const asked = { stdin: 'PING\nSET a "b c"\nGET a\n' };
    const { code, stdout, stderr } = await codealong(
      ['run', solution('06-set-get'), '--course', 'redis', '--client'],
      asked,
    );
    assert.equal(stdout, 'PONG\nOK\n"b c"\n');
    assert.equal(code, 0);
    assert.match(stderr, /6379/);
  });

  it('runs the client at the terminal', async () => {
    const { code, shown } = await typed(
      ['run', solution('02-ping'), '--course', 'redis', '--client'],
      [
        ['6379> ', 'PING\r'],
        ['PONG', 'quit\r'],
      ],
    );
    // The program says beside it who has connected, at any moment: in the middle of the prompt, too.
    assert.match(shown, /6379> [\s\S]*PING\r+\n[\s\S]*PONG/);
    assert.equal(code, 0);
  });

  it('says what is missing: a file, a course, a client', async () => {
    const missing = await codealong(['run', 'nowhere.py', '--course', 'redis'], { cwd: folder.root });
    assert.deepEqual([missing.code, /nowhere\.py/.test(missing.stderr)], [2, true]);
    const none = await codealong(['run', await program('')], { cwd: folder.root });
    assert.deepEqual([none.code, /No course was started/.test(none.stderr)], [2, true]);
    const kata = path.join(ROOT, 'test', 'courses', 'kata');
    const quiet = await codealong(['run', await program(''), '--course', kata, '--client']);
    assert.deepEqual([quiet.code, /has no client/.test(quiet.stderr)], [2, true]);
  });

  it('ends when nobody reads its output any more, says nothing, and exits as by SIGPIPE', async () => {
    const file = await program('while True:\n    print("y" * 1000)\n');
    const run = `"${process.execPath}" "${CLI}" run "${file}" --course redis < /dev/null`;
    const { stdout, stderr } = await promisify(execFile)('sh', [
      '-c',
      `{ ${run}; echo "code $?" >&2; } | head -n 3 | wc -l`,
    ]);
    assert.deepEqual([stdout.trim(), stderr], ['3', 'code 141\n']);
  });

  it('ends a program that ignores Ctrl+C at the third one in a row', async () => {
    const file = await program(
      'import signal, time\nsignal.signal(signal.SIGINT, lambda *_: print("never", flush=True))\nprint("up", flush=True)\n' +
        'while True:\n    time.sleep(1)\n',
    );
    const steps: Step[] = [
      ['up', CTRL_C],
      ['never', CTRL_C],
      ['never', CTRL_C],
    ];
    const { code, shown } = await typed(['run', file, '--course', 'redis'], steps);
    assert.match(shown, /cancelled/);
    assert.equal(code, 130);
  });
});
