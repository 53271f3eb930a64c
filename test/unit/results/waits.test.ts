import assert from 'node:assert/strict';
import type { StackFrame } from '../../../src/contract/events';
import { waitOf } from '../../../src/results/python/waits';

function frame(file: string, name: string, source = ''): StackFrame {
  return { file, line: 1, name, source };
}

function calledBy(source: string, ...inner: readonly (readonly [string, string])[]) {
  const library = inner.map(([file, name]) => frame(`/usr/lib/python3.11/${file}`, name));
  return waitOf(frame('/work/main.py', 'main', source), library);
}

describe('What a thread waits for', () => {
  const calls: Readonly<Record<string, string | null>> = {
    'data = client.recv(1024)': 'data',
    'count = client.recv_into(buffer)': 'data',
    'question, sender = server.recvfrom(512)': 'datagram',
    'count, sender = server.recvfrom_into(buffer)': 'datagram',
    'name = input("Name? ")': 'input',
    'for line in sys.stdin:': 'input',
    'lock.acquire()': 'lock',
    'with commands:': 'lock',
    'with open("fifo") as file:': null,
    'ready, _, _ = select.select([server], [], [])': 'select',
    'time.sleep(60)': 'sleep',
    'signal.pause()': 'sleep',
    'print("x" * 1000)': 'output',
    'sys.stdout.write(line)': 'output',
    'print(input("Name? "))': 'input',
    'x = fibonacci(90)': null,
    '': null,
  };
  for (const [source, wait] of Object.entries(calls))
    it(`is seen in the line itself, if that calls into C: ${source}`, () => assert.equal(calledBy(source), wait));

  it('is seen in the frames of Python’s library below the line', () => {
    assert.equal(calledBy('server.accept()', ['socket.py', 'accept']), 'client');
    assert.equal(
      calledBy('x.serve_forever()', ['selectors.py', 'select'], ['socketserver.py', 'serve_forever']),
      'client',
    );
    assert.equal(calledBy('line = file.readline()', ['socket.py', 'readinto']), 'data');
    assert.equal(
      calledBy('thread.join()', ['threading.py', '_wait_for_tstate_lock'], ['threading.py', 'join']),
      'threads',
    );
    assert.equal(calledBy('q.get()', ['threading.py', 'wait'], ['queue.py', 'get']), 'threads');
    assert.equal(calledBy('child.wait()', ['subprocess.py', '_try_wait'], ['subprocess.py', '_wait']), 'process');
    assert.equal(calledBy('selector.select()', ['selectors.py', 'select']), 'select');
  });

  it('is an event loop if its selector is among those frames', () => {
    const loop = [
      ['selectors.py', 'select'],
      ['asyncio/base_events.py', '_run_once'],
      ['asyncio/base_events.py', 'run_forever'],
    ] as const;
    assert.equal(calledBy('asyncio.run(main())', ...loop, ['asyncio/runners.py', 'run']), 'loop');
  });

  it('is not guessed from the words of the line when another frame is below it', () => {
    assert.equal(calledBy('send(lock.acquire())', ['json/decoder.py', 'decode']), null);
  });
});
