import assert from 'node:assert/strict';
import { describe as tell } from '../../../src/results/report/describe';
import { brokeDown } from '../../../src/results/verdict/endings';
import { failure, program, verdictOf } from './make';
import { stderrOf } from './python';
import { crashed, early, text, told } from './told';

describe('A test that failed tells', () => {
  it('that a program ended before a client could connect', () => {
    const { message, advice, location } = told(
      failure('exited-early', { exit_code: 0, signal: null, port: 6379 }),
      program(),
    );
    assert.equal(message, 'Your program ended before a client could connect.');
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

  it('what its own code could not read, with its line, and what came', () => {
    const args = { type: 'IndexError', message: 'list index out of range', line: 4, source: 'first = lines[0]' };
    const { message, advice } = told(failure('answer-unread', { ...args, given: 'printed' }, { actual: "'a'" }));
    assert.equal(
      message,
      "The test could not read your program's answer: IndexError (list index out of range).\n  4 | first = lines[0]",
    );
    assert.match(advice ?? '', /^Your program printed what is shown here as received/);
    const silent = failure('answer-unread', { ...args, given: 'printed-nothing' }, { actual: "''" });
    assert.equal(told(silent).advice, 'Your program printed nothing.');
    assert.match(told(silent, program()).message ?? '', /\nYour program exited with code 0 and wrote nothing\.$/);
    assert.equal(told(failure('answer-unread')).message, "The test could not read your program's answer: ?.");
  });

  it('the exception that was wanted, beside the one that came and its place', () => {
    const traceback = stderrOf({ 'main.py': 'def f():\n    raise RuntimeError("no")\n\nf()\n' });
    const { message, location } = told(failure('raised', { wanted: 'ValueError' }, { traceback }));
    assert.match(
      message ?? '',
      /^The test expects a ValueError here, and your code raised a RuntimeError on line 2 of main\.py: no\.\n {2}2 \| raise RuntimeError/,
    );
    assert.deepEqual(location, { file: 'main.py', line: 2 });
    assert.equal(brokeDown(verdictOf(failure('raised', { wanted: 'ValueError' }, { traceback }))), false);
    assert.equal(brokeDown(verdictOf(failure('raised', {}, { traceback }))), true);
  });

  it('the exception and its line first, then what the test saw', () => {
    const stderr = stderrOf({ 'main.py': 'import socket\n\nserver = sokcet.create_server(("localhost", 6379))\n' });
    const { message, advice, location } = told(early, crashed(stderr));
    assert.match(
      message ?? '',
      /^Your program stopped with a NameError on line 3 of main\.py: name 'sokcet' is not defined\..*\n {2}3 \| server = sokcet/,
    );
    assert.match(message ?? '', /\nYour program exited with code 1 before a client could connect\.$/);
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

  it('that a thread died while the program went on, before what the test saw', () => {
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
      /^A thread of your program stopped with a TypeError on line 5 of main\.py: can't concat str to bytes\.\n[\s\S]*\nYour program sent nothing on port 6379 for 2 seconds\.$/,
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

  it('what happened even without a failure', () => {
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
