import assert from 'node:assert/strict';
import type { Failure, ProgramEnd, ThreadStack } from '../../../src/contract/events';
import { locate } from '../../../src/results/evidence/locate';
import { describe as tell } from '../../../src/results/report/describe';
import { failure, program, verdictOf } from './make';
import { stderrOf } from './python';

function told(failed: Failure, ...programs: readonly ProgramEnd[]) {
  return tell(verdictOf(failed, { programs, location: locate({ failure: failed, programs, language: 'python' }) }));
}

/** How a beginner reads it: the message, then the advice. */
function text(failed: Failure, ...programs: readonly ProgramEnd[]): string {
  const { message, advice } = told(failed, ...programs);
  return `${message}\n-> ${advice}`;
}

const LIBRARY = '/usr/lib/python3.11';

type Row = readonly [file: string, line: number, source: string, name?: string];

/** A thread with these frames, the innermost first. */
function thread(busy: boolean, ...rows: readonly Row[]): ThreadStack {
  return { busy, frames: rows.map(([file, line, source, name = 'f']) => ({ file, line, source, name })) };
}

const crashed = (stderr: string) => program({ exit_code: 1, stderr });
const early = failure('exited-early', { exit_code: 1, signal: null, port: 6379 });

describe('A test that failed tells', () => {
  it('that a program left with code 0 before a client could talk to it', () => {
    const { message, advice, location } = told(
      failure('exited-early', { exit_code: 0, signal: null, port: 6379 }),
      program(),
    );
    assert.equal(message, 'Your program exited with code 0 before a client could talk to it.');
    assert.match(advice ?? '', /^A server has to keep running: accept a connection/);
    assert.equal(location, null);
  });

  it('that a coroutine was called and never awaited, and where', () => {
    const stderr = "/work/main.py:7: RuntimeWarning: coroutine 'main' was never awaited\n  main()\n";
    const { message, advice, location } = told(
      failure('exited-early', { exit_code: 0, signal: null, port: 6379 }),
      program({ stderr }),
    );
    assert.match(
      message ?? '',
      /\nIt called `main\(\)` without `await` on line 7 of main\.py, so that function never ran/,
    );
    assert.match(advice ?? '', /`asyncio\.run\(\.\.\.\)`/);
    assert.deepEqual(location, { file: 'main.py', line: 7 });
  });

  it('that a program ended without a word where the test had expected one', () => {
    const nothing = failure('assertion', {}, { expected: "'42'", actual: "''" });
    const { message, advice } = told(nothing, program({ asked: true }));
    assert.match(message ?? '', /\nYour program exited with code 0 and wrote nothing\.$/);
    assert.match(advice ?? '', /`print` it/);
    const something = failure('assertion', {}, { expected: "'42'", actual: "'41'" });
    assert.doesNotMatch(told(something, program({ asked: true })).message ?? '', /wrote nothing/);
    assert.doesNotMatch(told(nothing, program({ asked: true, exit_code: 2 })).message ?? '', /wrote nothing/);
  });

  it('the exception and its line first, then what the test saw', () => {
    const stderr = stderrOf({ 'main.py': 'import socket\n\nserver = sokcet.create_server(("localhost", 6379))\n' });
    const { message, advice, location } = told(early, crashed(stderr));
    assert.match(
      message ?? '',
      /^Your program stopped with a NameError on line 3 of main\.py: name 'sokcet' is not defined\..*\n {2}3 \| server = sokcet/,
    );
    assert.match(message ?? '', /\nYour program exited with code 1 before a client could talk to it\.$/);
    assert.match(advice ?? '', /Check its spelling/);
    assert.deepEqual(location, { file: 'main.py', line: 3 });
  });

  it('that Python cannot read the program, with the line and the mark below it', () => {
    const stderr = stderrOf({ 'main.py': 'x = 1\nwhile True\n    pass\n' });
    assert.equal(
      text(early, crashed(stderr)),
      [
        "Python cannot read your program: SyntaxError on line 2 of main.py: expected ':'.",
        '  2 | while True',
        '    |           ^',
        'Your program exited with code 1 before a client could talk to it.',
        '-> Put a colon at the end of the line: `if`, `else`, `for`, `while`, `def`, `class`, `try` and `with` all need one.',
      ].join('\n'),
    );
  });

  it('that a program crashed by a signal, with its name', () => {
    const { message } = told(failure('connection-reset', { port: 6379 }), program({ exit_code: null, signal: 11 }));
    assert.match(
      message ?? '',
      /^Your program crashed: segmentation fault \(signal 11\)\.\nThe connection on port 6379 was cut off/,
    );
  });

  it('how a program ended only once', () => {
    const { message } = told(
      failure('exited', { exit_code: 3, signal: null, waiting_for: 'reply' }),
      program({ exit_code: 3 }),
    );
    assert.equal(message, 'Your program exited with code 3 while the test waited for an answer.');
  });

  it('that a thread died while the program went on, after what the test saw', () => {
    const stderr = stderrOf({
      'main.py':
        'import threading\n\n\ndef serve():\n    "+PONG".encode() + "x"\n\n\nthreading.Thread(target=serve).start()\n',
    });
    const { message, advice, location } = told(
      failure('nothing-received', { port: 6379, seconds: 2 }),
      program({ exit_code: null, stderr }),
    );
    assert.match(
      message ?? '',
      /^Your program sent nothing on port 6379 for 2 seconds\.\nYour program reported a TypeError on line 5 of main\.py: can't concat str to bytes\./,
    );
    assert.match(advice ?? '', /^Text and bytes are mixed here/);
    assert.deepEqual(location, { file: 'main.py', line: 5 });
  });

  it("the author's words before ours, and the author's advice in place of ours", () => {
    const failed = failure(
      'nothing-received',
      { port: 1, seconds: 2 },
      { message: 'No answer to the second PING.', advice: 'Loop.' },
    );
    assert.equal(
      text(failed),
      'No answer to the second PING.\nYour program sent nothing on port 1 for 2 seconds.\n-> Loop.',
    );
    assert.equal(text(failure('message', {}, { message: 'Wrong sum.' })), 'Wrong sum.\n-> null');
  });

  it('the exception of a function, with the way to it', () => {
    const traceback = stderrOf({
      'main.py': 'def a(x):\n    return b(x)\n\n\ndef b(x):\n    return int(x)\n\n\na("zwei")\n',
    });
    const failed = failure('raised', { type: 'ValueError', message: '', function: 'main:a' }, { traceback });
    const { message, advice, location } = told(failed);
    assert.match(
      message ?? '',
      /^`main:a` raised a ValueError on line 6 of main\.py: invalid literal for int\(\) with base 10: 'zwei'\./,
    );
    assert.match(message ?? '', /Traceback \(most recent call last\):\n {2}File "main\.py", line 9/);
    assert.match(advice ?? '', /^This text is not a number/);
    assert.deepEqual(location, { file: 'main.py', line: 6 });
  });

  it('where an endless loop was, with the line itself', () => {
    const hung = program({ exit_code: null, threads: [thread(true, ['/work/main.py', 4, 'while not ready:'])] });
    const { message, advice, location } = told(failure('run-timeout', { seconds: 10 }), hung);
    assert.match(
      message ?? '',
      /\nAt that moment your program was busy at line 4 of main\.py:\n {2}4 \| while not ready:$/,
    );
    assert.match(advice ?? '', /loop around this line/);
    assert.deepEqual(location, { file: 'main.py', line: 4 });
  });

  it('that it waited, for what, and where its other threads were', () => {
    const hung = program({
      exit_code: null,
      threads: [
        thread(
          false,
          [`${LIBRARY}/socket.py`, 293, '', 'accept'],
          ['/work/main.py', 25, 'client, _ = server.accept()'],
        ),
        thread(false, ['/work/lib/locks.py', 12, 'with commands:'], [`${LIBRARY}/threading.py`, 995, '', '_bootstrap']),
      ],
    });
    assert.equal(
      text(failure('nothing-received', { port: 1, seconds: 1 }), hung),
      [
        'Your program sent nothing on port 1 for 1 second.',
        'At that moment your program was waiting for a lock that was not released, at line 12 of lib/locks.py:',
        '  12 | with commands:',
        'Its other threads were at',
        '  main.py:25: client, _ = server.accept()',
        '-> Two threads may each hold the lock that the other one is waiting for. Take the locks in the same order everywhere, and hold them only briefly.',
      ].join('\n'),
    );
  });

  const unanswered = failure('message', {}, { message: 'No second answer.', expected: '"+PONG"', advice: 'Loop.' });
  const standingAt = (...frames: Parameters<typeof thread>[1][]) =>
    program({ exit_code: null, threads: [thread(false, ...frames)] });

  it('where it stood in the words of the author, and with the advice of the author', () => {
    assert.equal(
      text(unanswered, standingAt(['/work/main.py', 4, 'client.recv(1024)'])),
      'No second answer.\nAt that moment your program was waiting for something to arrive on a connection, at line 4 of main.py:\n' +
        '  4 | client.recv(1024)\n-> Loop.',
    );
  });

  it('what the author cannot know, such as a sleep, before the advice of the author', () => {
    assert.equal(
      text(unanswered, standingAt(['/work/main.py', 4, 'time.sleep(60)'])),
      'No second answer.\nAt that moment your program was asleep, at line 4 of main.py:\n  4 | time.sleep(60)\n' +
        '-> A program that sleeps answers nobody. With asyncio, `time.sleep` stops the whole event loop.\nLoop.',
    );
  });

  it('the thread that sleeps beside one that accepts clients, and not beside one that serves them', () => {
    const asleep = thread(false, ['/work/main.py', 4, 'time.sleep(60)']);
    const accepts = thread(false, ['/work/main.py', 9, 'client, _ = server.accept()']);
    const serves = thread(false, ['/work/main.py', 9, 'ready, _, _ = select.select(clients, [], [])']);
    const beside = (other: ThreadStack) => text(unanswered, program({ exit_code: null, threads: [other, asleep] }));
    assert.match(beside(accepts), /your program was asleep, at line 4/);
    assert.match(beside(serves), /your program was waiting for something to happen on its connections, at line 9/);
  });

  it('what may hold up an event loop in place of the advice of the author', () => {
    const told = text(
      unanswered,
      standingAt(
        [`${LIBRARY}/selectors.py`, 468, '', 'select'],
        [`${LIBRARY}/asyncio/base_events.py`, 1884, '', '_run_once'],
        ['/work/main.py', 9, 'asyncio.run(main())'],
      ),
    );
    assert.match(told, /event loop of your program was waiting/);
    assert.match(told, /-> A coroutine may be awaiting something that never comes/);
    assert.doesNotMatch(told, /Loop\.$/);
  });

  it('nothing about where it stood when what came was compared, and is wrong', () => {
    const hung = program({ exit_code: null, threads: [thread(false, ['/work/main.py', 4, 'c.recv(1)'])] });
    const failed = failure(
      'message',
      {},
      { message: 'Stops after 5 bytes.', expected: '"+PONG\\r\\n"', actual: '"+PONG"' },
    );
    assert.deepEqual(told(failed, hung), { message: 'Stops after 5 bytes.', advice: null, location: null });
  });

  it('the line of a crash, before what the test saw', () => {
    const threads = [
      thread(false, [`${LIBRARY}/ctypes/__init__.py`, 519, '', 'string_at'], ['/work/main.py', 7, 'f(0)']),
    ];
    const { message, location } = told(
      failure('connection-reset', { port: 6379 }),
      program({ exit_code: null, signal: 11, threads }),
    );
    assert.match(
      message ?? '',
      /^Your program crashed: segmentation fault \(signal 11\)\.\nIt crashed at line 7 of main\.py:\n {2}7 \| f\(0\)\nThe connection/,
    );
    assert.deepEqual(location, { file: 'main.py', line: 7 });
  });

  it('nothing about an interrupt that the test itself had sent', () => {
    const stderr =
      'Traceback (most recent call last):\n  File "/work/main.py", line 4, in <module>\n    wait()\nKeyboardInterrupt\n';
    const { message } = told(failure('assertion'), program({ exit_code: null, signal: 2, asked: true, stderr }));
    assert.equal(message, 'The result is not what the test expected.');
  });

  it('that the course is at fault when the suite broke', () => {
    const broken = failure(
      'suite-error',
      { type: 'KeyError', message: "'port'" },
      { place: { file: 'conftest.py', line: 9 } },
    );
    const { message, advice, location } = tell(verdictOf(broken, { outcome: 'errored' }));
    assert.equal(message, 'The tests of this step broke in "Does a": KeyError: \'port\'\nconftest.py:9 of the course');
    assert.match(advice ?? '', /mistake in the course, not in your program/);
    assert.equal(location, null);
  });

  it('something even without a failure', () => {
    assert.equal(tell(verdictOf(failure('x'), { failure: null })).message, 'The test found something wrong.');
    assert.equal(
      tell(verdictOf(failure('x'), { failure: null, outcome: 'not-run' })).message,
      'This test was not run.',
    );
    assert.equal(
      tell(verdictOf(failure('not-finished'), { outcome: 'not-run' })).message,
      'This test was still running when the run ended.',
    );
    assert.deepEqual(tell(verdictOf(failure('x'), { outcome: 'passed' })), {
      message: null,
      advice: null,
      location: null,
    });
  });
});

/** Programs of beginners, run by the real Python: what kind of exception, and a word that the advice must have. */
const BEGINNERS: Readonly<Record<string, readonly [string, RegExp, RegExp]>> = {
  'a missing package': [
    'import requests_of_nobody\n',
    /ModuleNotFoundError/,
    /Only Python's standard library is available in the sandbox.*`requests_of_nobody`/,
  ],
  'a relative import': ['from .x import y\n', /ImportError/, /`from x import y`/],
  'a missing indentation': ['if True:\nprint(1)\n', /IndentationError on line 2/, /four spaces/],
  'an indentation too many': ['x = 1\n  y = 2\n', /IndentationError on line 2/, /further than the one above/],
  'tabs among spaces': ['if 1:\n\tx = 1\n        y = 2\n', /TabError on line 3/, /Tabs and spaces are mixed/],
  'an open bracket': ['print((1\n', /SyntaxError on line 1/, /bracket is opened here and never closed/],
  'an open text': ['print("a)\n', /SyntaxError on line 1/, /opened with a quote/],
  'a print of long ago': ['print "a"\n', /SyntaxError on line 1/, /`print\(\.\.\.\)`/],
  'an equals sign too few': ['x = 1\nif x = 1:\n    pass\n', /SyntaxError on line 2/, /write `==`/],
  'a return outside': ['return 1\n', /SyntaxError on line 1/, /inside a function/],
  'a curly quote': ['print(“a”)\n', /SyntaxError on line 1/, /curly quote/],
  'an input that nobody types': ['name = input()\n', /EOFError on line 1/, /nobody types while the tests run/],
  'a port twice': [
    'import socket\na = socket.create_server(("127.0.0.1", 0))\nsocket.create_server(("127.0.0.1", a.getsockname()[1]), reuse_port=False)\n',
    /OSError on line 3/,
    /This port is already in use/,
  ],
  'a connection refused': [
    'import socket\nsocket.create_connection(("127.0.0.1", 1))\n',
    /ConnectionRefusedError on line 2/,
    /does not connect; it calls `accept\(\)`/,
  ],
  'a broken pipe': [
    'import socket\na, b = socket.socketpair()\nb.close()\na.send(b"x")\n',
    /BrokenPipeError on line 4/,
    /catch `ConnectionError`/,
  ],
  'a read of the listening socket': [
    'import socket\ns = socket.create_server(("127.0.0.1", 0))\ns.recv(1)\n',
    /OSError on line 3/,
    /`accept\(\)` returned/,
  ],
  'a closed socket': [
    'import socket\ns = socket.socket()\ns.close()\ns.recv(1)\n',
    /OSError on line 4/,
    /already closed/,
  ],
  'a permission that is missing': [
    'raise PermissionError(13, "Permission denied", "/etc/x")\n',
    /PermissionError on line 1/,
    /in its own folder/,
  ],
  'a read-only file system': [
    'raise OSError(30, "Read-only file system", "/x")\n',
    /OSError on line 1/,
    /in its own folder/,
  ],
  'an endless recursion': ['def f():\n    f()\n\n\nf()\n', /RecursionError on line 2/, /calls itself again and again/],
  'no memory': ['raise MemoryError\n', /MemoryError on line 1/, /grows without end/],
  'bytes that are no text': ['b"\\xff".decode()\n', /UnicodeDecodeError on line 1/, /work with bytes/],
  'work still to do': [
    'def f():\n    raise NotImplementedError\n\n\nf()\n',
    /NotImplementedError on line 2/,
    /not written yet/,
  ],
  'text where bytes belong': [
    'import socket\na, b = socket.socketpair()\na.sendall("x")\n',
    /TypeError on line 3/,
    /Text and bytes are mixed/,
  ],
  'a value that is None': ['None.strip()\n', /AttributeError on line 1/, /without a `return`/],
};

describe('The advice for a beginner fits', () => {
  for (const [name, [source, title, advice]] of Object.entries(BEGINNERS)) {
    it(name, () => {
      const found = told(early, crashed(stderrOf({ 'main.py': source })));
      assert.match(found.message ?? '', title);
      assert.match(found.advice ?? '', advice);
      assert.equal(found.location?.file, 'main.py');
    });
  }
});
