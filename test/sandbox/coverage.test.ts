import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { coverageOf } from '../../src/results/coverage/coverage';
import { coverageText } from '../../src/results/coverage/describe-coverage';
import type { StepRequest } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { inCopy, SUM } from '../support/course-copy';
import { newRunner, REDIS, runOn } from '../support/run';
import { runtime } from '../support/runtimes';

/** A server that answers PING, and knows more. */
function server(begin = '', end = 'main()'): string {
  return [
    begin,
    'import socket',
    '',
    '',
    'def echo(words):',
    '    return words[1]',
    '',
    '',
    'def answer(words):',
    '    if words[0].upper() == b"PING":',
    '        return b"+PONG\\r\\n"',
    '    if words[0].upper() == b"ECHO":',
    '        return echo(words)',
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

/** What a program does in the traced run alone. */
function traced(does: string): string {
  return `import os, time\nif "memfd:lines" in open("/proc/self/maps").read(): ${does}`;
}

describe('Coverage', function () {
  this.timeout(60_000);
  let runner: Runner;
  before(() => {
    runner = newRunner();
  });
  after(() => runner.dispose());

  async function told(source: string, more: Partial<StepRequest> = {}, step = 'ping') {
    const { verdict, covered } = await runOn(runner, REDIS, step, { source }, { coverage: 'all', ...more });
    ok(covered !== undefined);
    const found = coverageOf(await covered);
    return { verdict, found, text: coverageText(found) };
  }

  it('says what the tests of a step did not reach', async () => {
    const { verdict, text } = await told(server());
    equal(verdict.outcome, 'passed');
    equal(text, "Not reached by this step's tests: main.py lines 12–14, 23; echo() was never called.");
  });

  it('knows the lines of each test', async () => {
    const { found } = await told(server(), {}, 'many-pings');
    const [file] = typeof found === 'string' ? [] : found;
    const tests = new Set([...(file?.lines.values() ?? [])].flatMap((reachedBy) => [...reachedBy]));
    ok(tests.size === 2 && [...tests].every((test) => test.startsWith('steps/03-many-pings/')), [...tests].join(' '));
  });

  it('is there for a step that fails, and changes nothing of its verdict', async () => {
    const wrong = server().replace('+PONG', '+PANG');
    const { verdict, text } = await told(wrong);
    const plain = await runOn(runner, REDIS, 'ping', { source: wrong }, { seed: verdict.seed });
    deepEqual(
      [verdict.outcome, verdict.tests.map(({ outcome }) => outcome)],
      [plain.verdict.outcome, plain.verdict.tests.map(({ outcome }) => outcome)],
    );
    ok(text.includes('echo() was never called'), text);
  });

  it('is not there where the run comes to no end, or the program starts others', async () => {
    const ended = await told('while True:\n    pass\n', {}, 'bind');
    equal(ended.found, 'broken-off');
    equal((await told(server('import os; os.system("true")'))).found, 'others');
  });

  it('leaves the verdict as it is, whatever a program does in the run for it', async () => {
    const does = [
      'os.kill(os.getppid(), 9)',
      'os.write(1, bytes(1 << 24))',
      'time.sleep(60)',
      '[os.fork() for _ in range(99)]',
    ];
    for (const one of does) {
      const { verdict, found } = await told(server(traced(one)));
      equal(verdict.outcome, 'passed', one);
      ok(found === 'broken-off' || typeof found !== 'string', one);
    }
  });

  it('tells lines of the program’s own files, whatever it marks', async () => {
    const marks = [
      'import ctypes',
      'for line in open("/proc/self/maps"):',
      '    if "memfd:lines" in line:',
      '        at, end = (int(part, 16) for part in line.split()[0].split("-"))',
      '        other = ctypes.string_at(at + 16, 9).split(b"\\0")[0]',
      '        ctypes.memset(at + int(other) + 1, 255, 4000)',
    ];
    const { verdict, found } = await told(server(marks.join('\n')));
    equal(verdict.outcome, 'passed');
    const places =
      typeof found === 'string' ? [] : found.map(({ path, lines }) => [path, Math.max(...lines.keys()) < 40]);
    ok(found === 'others' || JSON.stringify(places) === '[["main.py",true]]', JSON.stringify(places));
  });

  it('is cut off by the signal, and the verdict was there before', async () => {
    const stop = new AbortController();
    const more = { coverage: 'all', signal: stop.signal } as const;
    const { verdict, covered } = await runOn(runner, REDIS, 'ping', { source: server(traced('time.sleep(60)')) }, more);
    equal(verdict.outcome, 'passed');
    await sleep(400);
    const began = performance.now();
    stop.abort();
    deepEqual((await covered)?.jobs, [null]);
    ok(performance.now() - began < 500);
  });

  it('goes along with a run, and with the earlier steps, where that costs nothing', async () => {
    const { verdict, found } = await told(server(), { coverage: 'along', withEarlier: true });
    equal(verdict.outcome, 'passed');
    if (verdict.runtime?.id === 'python-3.11') return equal(found, 'too-old');
    const [file] = typeof found === 'string' ? [] : found;
    const tests = [...(file?.lines.values() ?? [])].flatMap((reachedBy) => [...reachedBy]);
    ok(
      tests.some((test) => test.startsWith('steps/01-bind/')) &&
        tests.some((test) => test.startsWith('steps/02-ping/')),
    );
  });
});

describe('codealong check', function () {
  this.timeout(120_000);

  it('says which lines of a solution no test reaches, and that is no fault', () =>
    inCopy(async (copy) => {
      const name = `${SUM}/solution/calc.py`;
      await copy.write(
        name,
        (await copy.read(name)).replace('def number', 'def unused() -> int:\n    return 1\n\n\ndef number'),
      );
      const { id } = runtime();
      const { findings, ok: good } = await copy.check('--step', '1', '--runtime', id);
      const told = findings.filter(({ code }) => code === 'solution-unreached');
      const old = id === 'python-3.11';
      deepEqual(
        [good, told.map((one) => [one.ok, /calc\.py:19 unused\(\)/.test(one.text)])],
        [true, old ? [] : [[true, true]]],
      );
    }));
});
