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

describe('What a thread waits for is seen', () => {
  const calls: Readonly<Record<string, string | null>> = {
    'data = client.recv(1024)': 'data',
    'count = client.recv_into(buffer)': 'data',
    'name = input("Name? ")': 'input',
    'for line in sys.stdin:': 'input',
    'lock.acquire()': 'lock',
    'with commands:': 'lock',
    'with open("fifo") as file:': null,
    'ready, _, _ = select.select([server], [], [])': 'select',
    'time.sleep(60)': 'sleep',
    'signal.pause()': 'sleep',
    'x = fibonacci(90)': null,
    '': null,
  };
  for (const [source, wait] of Object.entries(calls))
    it(`in the line itself, where it leads into C: ${source}`, () => assert.equal(calledBy(source), wait));

  it("in Python's own frames inside of it", () => {
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

  it('in an event loop, whose selector is inside of it', () => {
    const loop = [
      ['selectors.py', 'select'],
      ['asyncio/base_events.py', '_run_once'],
      ['asyncio/base_events.py', 'run_forever'],
    ] as const;
    assert.equal(calledBy('asyncio.run(main())', ...loop, ['asyncio/runners.py', 'run']), 'loop');
  });

  it('in neither when another frame is inside of it', () => {
    assert.equal(calledBy('send(lock.acquire())', ['json/decoder.py', 'decode']), null);
  });
});
