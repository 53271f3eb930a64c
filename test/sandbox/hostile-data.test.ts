import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { fullText } from '../../src/results/texts';
import { Bench, type SuiteRun } from '../support/bench';

const HEAD = 'import json\n\nimport pytest\n\nfrom codealong import connect, fail, parse, program, solution\n\n\n';

/** Calls the function once for each answer that it writes into the channel itself. */
const ANSWERS = `import os

P = 2**61 - 1
LINES = {
    "deep": b'{"value":' + b'["list",[' * 3000 + b"]]" * 3000 + b"}",
    "parts": b'{"value":["list",[' + b"null," * 200_000 + b"null]]}",
    "float": b'{"value":["float","0x1p99999"]}',
    "digits": b'{"value":["int","0x' + b"f" * 1_000_000 + b'"]}',
    "set": b'{"value":["set",[' + b",".join(b'["int","%x"]' % (n * P) for n in range(30_000)) + b"]]}",
    "list": b'{"value":["list",[' + b",".join(b'["int","%x"]' % (n * P) for n in range(30_000)) + b"]]}",
    "name": b'{"raised":' + b"[" * 900 + b"]" * 900 + b',"message":"","text":""}',
    "key": b'{"value":["int","0x' + b"f" * 24_900 + b'"]}',
}


def answer(which):
    line = LINES[which] + b"\\n"
    while line:
        line = line[os.write(4, line):]
    return 42


def large():
    return 2**200_000
`;

const ANSWERED = `${HEAD}@pytest.mark.parametrize("which", ["deep", "parts", "float", "digits", "set", "list", "name"])
def test_answer(which):
    assert solution.call("main:answer", which) == 42


def test_key():
    {}[solution.call("main:answer", "key")]


def test_printed():
    fail(f"{solution.call('main:answer', 'key')}")


def test_large():
    solution.call("main:large")
`;

/** Sends what it is asked for, by the first byte. */
const REPLIES = `import socket, threading

HUGE = {b"d": b"[" * 3000 + b"\\n", b"p": b"[" + b"1," * 2_000_000 + b"1]\\n", b"n": b"9" * 100_000 + b"\\n", b"x": b"\\x01" * 5000 + b"\\n"}
server = socket.create_server(("localhost", 7000), backlog=16)
while True:
    client, _ = server.accept()
    threading.Thread(target=lambda client=client: client.sendall(HUGE[client.recv(1)]), daemon=True).start()
`;

const READ = `${HEAD}def deep(data, at=0):
    return deep(data, at + 1) if data[at:at + 1] == b"[" else at


READERS = {"d": [json.loads, deep], "p": [lambda data: [data] * 10**9], "n": [int, json.loads], "x": [bytes.decode, json.loads]}


@pytest.mark.parametrize("kind", ["d", "p", "n", "x"])
def test_reply(kind):
    program.start()
    program.wait_for_port(7000)
    client = connect(7000)
    client.send(kind.encode())
    reply = client.read_until(b"\\n", timeout=5)
    for reader in READERS[kind][:-1]:
        try:
            parse(reader, reply)
        except AssertionError as failed:
            assert kind == "x" or failed.code == "unreadable"
    parse(READERS[kind][-1], reply)
    raise RuntimeError("the reply was read")
`;

const NOISY = 'import os, sys\nos.write(2, b"\\x01" * 16384)\nprint(sys.argv[1], flush=True)\nos._exit(0)\n';
const OFTEN = (times: number) => `from codealong import program


def test_often():
    for number in range(${times}):
        assert program.run(str(number)).text.strip() == str(number)
    assert program.run("last").text.strip() == "first"
`;

/** What is left at least of each end of a stderr that had to be cut. */
const CONTROLS = '\u0001'.repeat(600);

function said(run: SuiteRun, name: string): string {
  const { outcome, failure } = run.test(name);
  equal(outcome, 'failed', `${name} is ${outcome}: ${JSON.stringify(failure)?.slice(0, 600)}`);
  ok(failure);
  return fullText(failure);
}

describe('What a program answers', function () {
  this.timeout(90_000);
  let bench: Bench;

  before(async () => {
    bench = await Bench.open();
  });
  after(() => bench.close());

  it('to a call is never the fault of the course, whatever it is', async () => {
    const run = await bench.run({ program: ANSWERS, suite: ANSWERED, limits: { timeout_seconds: 30 } });
    equal(run.done.ending, 'complete');
    const cases = run.finished.filter(({ test }) => test.includes('test_answer'));
    equal(cases.length, 7);
    for (const { test, outcome, failure } of cases) {
      equal(outcome, 'failed', test);
      ok(failure);
      if (test.includes('[parts]')) equal(failure.code, 'assertion');
      else match(fullText(failure), /`answer` returned an answer that cannot be read; the test needs a plain value\./);
    }
    match(
      said(run, 'test_large'),
      /`large` returned a number of more than 100,000 bits; the test needs a plain value\./,
    );
    match(run.test('test_printed').failure?.message ?? '', /^\d{29983}$/);
    const key = run.test('test_key');
    deepEqual([key.outcome, key.failure?.code], ['failed', 'answer-unread']);
  });

  it('to a client is never the fault of the course that reads it with `parse`', async () => {
    const run = await bench.run({ program: REPLIES, suite: READ, limits: { timeout_seconds: 30 } });
    equal(run.done.ending, 'complete');
    deepEqual(
      run.finished.map(({ failure }) => [
        failure?.code,
        /^\w+/.exec(String(Object.values(failure?.args ?? {})[0]))?.[0],
      ]),
      [
        ['unreadable', 'RecursionError'],
        ['unreadable', 'MemoryError'],
        ['unreadable', 'ValueError'],
        ['unreadable', 'JSONDecodeError'],
      ],
    );
    match(said(run, 'test_reply'), /RecursionError/);
  });

  for (const [times, told] of [
    [45, 46],
    [99, 64],
  ] as const) {
    it(`in ${times + 1} runs with 16 KB of control characters each is a record that can be read`, async () => {
      const run = await bench.run({ program: NOISY, suite: OFTEN(times), limits: { timeout_seconds: 30 } });
      deepEqual([run.done.ending, run.end.problem], ['complete', null]);
      const { programs, failure } = run.test('test_often');
      deepEqual([programs.length, failure?.actual, failure?.expected], [told, "'last'", "'first'"]);
      for (const { exit_code, stderr } of programs) {
        equal(exit_code, 0);
        ok(stderr.startsWith(CONTROLS) && stderr.includes('\n[…]\n') && stderr.endsWith(CONTROLS), `${stderr.length}`);
      }
    });
  }
});
