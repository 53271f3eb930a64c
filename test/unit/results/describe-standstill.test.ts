import assert from 'node:assert/strict';
import type { ThreadStack } from '../../../src/contract/events';
import { failure, program } from './make';
import { LIBRARY, text, thread, told } from './told';

describe('A test that failed tells', () => {
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

  it('that the program waited, for what, and where its other threads were', () => {
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
        '-> This lock is never released. Perhaps the same thread holds it already (a thread that takes a `Lock` twice waits forever), or a `release()` is missing. Write `with lock:`, and call no function that takes it while you hold it.',
      ].join('\n'),
    );
  });

  it('that threads may wait for each other, if more than one waits for a lock', () => {
    const waiting = (line: number) =>
      thread(false, ['/work/main.py', line, 'with lock:'], [`${LIBRARY}/threading.py`, 995, '', '_bootstrap']);
    const hung = program({ exit_code: null, threads: [waiting(4), waiting(9)] });
    const { advice } = told(failure('nothing-received', { port: 1, seconds: 1 }), hung);
    assert.match(advice ?? '', /two threads each want the lock of the other/);
  });

  it('that another thread may hold the lock, if one waits for its client or sleeps', () => {
    const locked = thread(
      false,
      ['/work/main.py', 4, 'with lock:'],
      [`${LIBRARY}/threading.py`, 995, '', '_bootstrap'],
    );
    for (const line of ['command = connection.recv(1024)', 'time.sleep(0.1)', 'worker.join()']) {
      const hung = program({ exit_code: null, threads: [locked, thread(false, ['/work/main.py', 9, line])] });
      const { advice } = told(failure('nothing-received', { port: 1, seconds: 1 }), hung);
      assert.match(advice ?? '', /^Another thread may hold this lock while it sleeps, or waits/);
    }
  });

  it('which thread waits for others, before that which waits for the next client', () => {
    const accepts = thread(
      false,
      [`${LIBRARY}/socket.py`, 293, '', 'accept'],
      ['/work/main.py', 25, 'client, _ = server.accept()'],
    );
    const waits = thread(
      false,
      [`${LIBRARY}/threading.py`, 327, '', 'wait'],
      ['/work/waiting.py', 48, 'changed.wait(timeout)'],
    );
    const hung = program({ exit_code: null, threads: [accepts, waits] });
    const { message } = told(failure('nothing-received', { port: 1, seconds: 1 }), hung);
    assert.match(message ?? '', /waiting for another thread, at line 48 of waiting\.py/);
  });

  const unanswered = failure('message', {}, { message: 'No second answer.', expected: '"+PONG"', advice: 'Loop.' });
  const standingAt = (...frames: Parameters<typeof thread>[1][]) =>
    program({ exit_code: null, threads: [thread(false, ...frames)] });

  it('where the program stood, after the words of the author and with the advice of the author', () => {
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

  it('of a sleeping thread when another one accepts clients, but not when it serves them', () => {
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

  it('nothing about where the program stood when the answer came and was wrong', () => {
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
});
