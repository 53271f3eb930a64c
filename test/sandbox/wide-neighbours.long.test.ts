import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { Report } from '../../src/contract/report';
import { nothingIsLeft } from '../support/containers';
import { reportOf, toldOf } from '../support/small-course';

const HEAD = `import time

import pytest
from codealong import connect, program


@pytest.fixture(scope="module")
def server():
    running = program.start("serve")
    program.wait_for_port(5300, "udp")
    return running


@pytest.fixture(scope="module")
def client(server):
    return connect(5300, "udp")


def ended_by_itself(code="4"):
    other = program.start("bye", code)
    while other.exit_code is None:
        time.sleep(0.01)


`;
/** Answers with the number of the datagram. \`stop\` makes it raise, \`leave\` exit; \`bye\` is another program, which ends at once. */
const COUNTS = `import socket
import sys

if sys.argv[1] == "bye":
    raise SystemExit(int(sys.argv[2]))
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 5300))
count = 0
while True:
    asked, sender = server.recvfrom(100)
    if asked == b"stop":
        raise LookupError("no such word")
    if asked == b"leave":
        raise SystemExit(5)
    count += 1
    server.sendto(b"%d" % count, sender)
`;
const judged = (suite: string, program = COUNTS): Promise<Report> =>
  reportOf({ program, suite: { 'test_it.py': HEAD + suite } });

describe('A client of datagrams that a fixture of wider scope has made', function () {
  this.timeout(90_000);
  afterEach(nothingIsLeft);

  it('goes on with the program that was restarted, and is not disturbed by another that has ended', async () => {
    const report = await judged(`def test_first(client):
    assert client.ask(b"a") == b"1"
    ended_by_itself()
    assert client.ask(b"b") == b"2"
    client.expect_nothing()


def test_restarted(client, server):
    server.restart()
    program.wait_for_port(5300, "udp")
    assert client.ask(b"c") == b"1"


def test_after(client):
    assert (client.ask(b"d"), client.name) == (b"2", "client 1")
`);
    deepEqual(toldOf(report), ['test_first: passed', 'test_restarted: passed', 'test_after: passed']);
  });

  it('tells the end of its own program, not that of another', async () => {
    const report = await judged(`def test_raises(client, server):
    ended_by_itself()
    client.ask(b"stop")


def test_too_late(client):
    client.ask(b"a")


def test_restarted(client, server):
    server.restart()
    program.wait_for_port(5300, "udp")
    assert client.ask(b"a") == b"1"
    client.ask(b"leave")


def test_alone():
    other = program.start("serve")
    program.wait_for_port(5300, "udp")
    assert connect(5300, "udp").ask(b"a") == b"1"
`);
    const [raises, late, restarted, alone] = report.tests;
    match(raises?.message ?? '', /^Your program stopped with a LookupError on line \d+ of main\.py: no such word/);
    match(late?.message ?? '', /LookupError on line/);
    match(restarted?.message ?? '', /^Your program exited with code 5/);
    doesNotMatch(toldOf(report).join(), /code 4/);
    equal(alone?.outcome, 'passed', toldOf(report).join('\n'));
  });

  it('that has waited in vain is not told of a program that had ended before it was made', async () => {
    const report = await judged(`def test_it(server):
    ended_by_itself("0")
    silent = connect(5300, "udp")
    assert silent.ask(b"a") == b"1"
    silent.receive(timeout=0.2)
`);
    match(report.tests[0]?.message ?? '', /^No datagram came back from UDP port 5300 within 0\.2 seconds\./);
  });
});

describe('The sweep after a test, beside a server that lives on', function () {
  this.timeout(90_000);
  afterEach(nothingIsLeft);

  /** Names and folders as long as the kernel takes them, processes with a long name, title and odd characters in it. */
  const LONG = `import ctypes
import os
import sys

LONG = "\\n) é" + "n" * 250


def fill(folder, depth):
    os.chdir(folder)
    for _ in range(depth):
        os.mkdir(LONG)
        os.chdir(LONG)
        with open("f" * 255, "w") as file:
            file.write("x")


def linger(leaves):
    if os.fork() == 0:
        if leaves:
            os.setsid()
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(15, b"a) R 1 1 1 (b", 0, 0, 0)
            os.execv(sys.executable, ["x" * 100_000, "-c", "import time; time.sleep(60)", "y" * 120_000])
        os._exit(0)


if sys.argv[1:] == ["leave"]:
    linger(False)
    linger(True)
    fill("/tmp", 60)
elif sys.argv[1:] == ["look"]:
    own = {os.getpid(), os.getppid()}
    lingering = [pid for pid in os.listdir("/proc") if pid.isdigit() and open(f"/proc/{pid}/cmdline", "rb").read(9) == b"x" * 9]
    print(len(lingering), sorted(map(len, os.listdir("/tmp"))), sorted(map(len, os.listdir())))
else:
    fill(".", 3)
    print("ready", flush=True)
    while word := input():
        print(word, flush=True)
`;
  const SUITE = `

def look():
    told = program.run("look").text.strip()
    return told


@pytest.fixture(scope="module")
def store():
    running = program.start()
    running.read_until("ready\\n")
    return running


def test_leaves(store):
    program.run("leave")
    store.send("a\\n")
    store.read_until("a\\n")


def test_finds(store):
    assert look() == FOUND
    store.send("b\\n")
    store.read_until("b\\n")


def test_alone():
    pass
`;

  it('takes every process and file of the test, however long its name, and nothing of the server', async () => {
    const report = await judged(SUITE.replace('FOUND', '"0 [254] [7, 254]"'), LONG);
    deepEqual(
      toldOf(report),
      ['test_leaves: passed', 'test_finds: passed', 'test_alone: passed'],
      report.tests[1]?.actual ?? '',
    );
  });

  it('takes what programs of the test have left as soon as the server has ended, and not what its fixture holds', async () => {
    const ends = SUITE.replace('    return running', '    yield running').replace(
      'def test_finds(store):',
      'def test_ends(store):\n    store.signal(9)\n    store.expect_exit()\n\n\ndef test_finds():',
    );
    const report = await judged(
      `${ends.slice(0, ends.indexOf('    store.send("b')).replace('FOUND', '"0 [] [7, 254]"')}`,
      LONG,
    );
    deepEqual(
      toldOf(report),
      ['test_leaves: passed', 'test_ends: passed', 'test_finds: passed'],
      report.tests[2]?.actual ?? '',
    );
  });
});
