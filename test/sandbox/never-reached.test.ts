import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner } from '../../src/run/runner';
import { newRunner, REDIS, runOn } from '../support/run';

/** A server that knows PING, and means to know ECHO. */
function server(condition: string, end = 'main()'): string {
  return [
    'import socket',
    '',
    '',
    'def answer(words):',
    '    if words[0].upper() == b"PING":',
    '        return b"+PONG\\r\\n"',
    `    if ${condition}:`,
    '        text = words[1]',
    '        return b"$%d\\r\\n%s\\r\\n" % (len(text), text)',
    '    return b"-ERR unknown command\\r\\n"',
    '',
    '',
    'def main():',
    '    server = socket.create_server(("localhost", 6379), reuse_port=True)',
    '    while True:',
    '        client, _ = server.accept()',
    '        while data := client.recv(1024):',
    '            client.sendall(answer(data.split(b"\\r\\n")[2::2]))',
    '        client.close()',
    '',
    '',
    end,
    '',
  ].join('\n');
}

const MISSED = server('words[0] == "ECHO"');

describe('What a failing test never reached', function () {
  this.timeout(60_000);
  let runner: Runner;
  before(() => {
    runner = newRunner({ settings: { neverReached: true } });
  });
  after(() => runner.dispose());

  async function told(source: string, step: string) {
    const { traced, verdict } = await runOn(runner, REDIS, step, { source });
    const report = await traced;
    return { outcome: verdict.outcome, found: report?.tests.flatMap(({ never_reached: one }) => one ?? []) };
  }

  it('is the branch that is meant for what the test sent', async () => {
    const { outcome, found } = await told(MISSED, 'echo');
    equal(outcome, 'failed');
    const text = 'The test sent ECHO; lines 8–9 of answer() were never reached.';
    deepEqual(found, [{ text, file: 'main.py', first_line: 8, last_line: 9 }]);
  });

  it('is the program’s beginning where it is never called', async () => {
    const { found } = await told(server('words[0] == b"ECHO"', 'print("ready")'), 'bind');
    deepEqual(
      found?.map(({ text }) => text),
      ['main() was never called.'],
    );
  });

  it('is nothing where the branch was reached and does the wrong thing', async () => {
    const { outcome, found } = await told(
      MISSED.replace('"ECHO"', 'b"ECHO"').replace('(len(text)', '(1 + len(text)'),
      'echo',
    );
    deepEqual([outcome, found], ['failed', undefined]);
  });

  it('is nothing that a program with another interpreter could have reached', async () => {
    const { outcome, found } = await told(`import os\nos.system("true")\n${MISSED}`, 'echo');
    deepEqual([outcome, found], ['failed', undefined]);
  });

  it('is not looked for where it is switched off, or everything passes', async () => {
    const off = newRunner();
    equal((await runOn(off, REDIS, 'echo', { source: MISSED })).traced, undefined);
    await off.dispose();
    equal((await runOn(runner, REDIS, 'bind', { source: MISSED })).traced, undefined);
  });

  it('is cut off by the signal, and the verdict was there before', async () => {
    const stop = new AbortController();
    const slow = `import os, time\nif "memfd:lines" in open("/proc/self/maps").read():\n    time.sleep(60)\n${MISSED}`;
    const { traced, verdict } = await runOn(runner, REDIS, 'echo', { source: slow }, { signal: stop.signal });
    equal(verdict.outcome, 'failed');
    ok(traced !== undefined);
    await sleep(300);
    const began = performance.now();
    stop.abort();
    equal(await traced, null);
    ok(performance.now() - began < 500);
  });
});
