import { deepEqual, equal, match } from 'node:assert/strict';
import { nothingIsLeft } from '../support/containers';
import { reportOf, toldOf } from '../support/small-course';

const HEAD = `import re
import socket

from codealong import Failed, connect, program, rng


def asked(client):
    number = rng.randrange(1000)
    assert client.ask(b"set tea %d" % number) == b"ok"
    assert client.ask(b"get tea") == b"%d" % number


`;
const START = '    program.start()\n    program.wait_for_port(5300, "udp")\n';
const ONE = `def test_it():\n${START}    asked(connect(5300, "udp"))\n`;

/** A directory of words: `set NAME VALUE`, `get NAME`, and `hush`, which has no answer. */
const directory = (change: { bind?: string; family?: string; answer?: string; before?: string } = {}) => `import socket
import sys
${change.before ?? ''}
server = socket.socket(socket.${change.family ?? 'AF_INET'}, socket.SOCK_DGRAM)
server.bind((${change.bind ?? '"127.0.0.1", 5300'}))
known = {}
while True:
    request, client = server.recvfrom(65535)
    word, *rest = request.split(b" ", 2)
    if word == b"hush":
        continue
    if word == b"set":
        known[rest[0]] = rest[1]
    answer = b"ok" if word == b"set" else known.get(rest[0], b"?")
    ${change.answer ?? 'server.sendto(answer, client)'}
`;

const judged = async (program: string, suite = ONE) => reportOf({ program, suite: { 'test_it.py': HEAD + suite } });
const messageOf = async (program: string, suite?: string) => {
  const { tests } = await judged(program, suite);
  return `${tests[0]?.message}\n${tests[0]?.advice}`;
};

describe('A program that serves by UDP', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  for (const [name, change] of Object.entries({
    IPv4: {},
    'all addresses': { bind: '"", 5300' },
    IPv6: { family: 'AF_INET6', bind: '"::1", 5300' },
    'both families': { family: 'AF_INET6', bind: '"::", 5300' },
    'a stream beside it': { before: 'streams = socket.create_server(("127.0.0.1", 5300))' },
  }))
    it(`is awaited and asked on ${name}`, async () => {
      const report = await judged(directory(change));
      deepEqual(toldOf(report), ['test_it: passed']);
    });

  it('is asked by two clients, is restarted, and hears nothing of a client that has left', async () => {
    const suite = `def test_two():
    server = program.start()
    program.wait_for_port(5300, protocol="udp", timeout=5)
    with connect(5300, "udp") as one, connect(5300, "udp") as two:
        one.send(b"set a 1")
        two.send(b"set b 2")
        assert (two.receive(), one.receive()) == (b"ok", b"ok")
        one.send(b"hush")
        one.expect_nothing()
        assert two.receive_available() == []
        one.send(b"get a")
        one.send(b"get b")
        assert one.receive_available(0.5) == [b"1", b"2"]
        assert (one.port, one.sender_port) == (5300, 5300)
    server.restart()
    program.wait_for_port(5300, "udp")
    assert connect(5300, "udp").ask(b"get a") == b"?"


def test_again():
${START}    large = bytes(range(256)) * 200
    client = connect(5300, "udp")
    client.send(b"set large " + large)
    assert client.receive(timeout=2) == b"ok"
    assert client.ask(b"get large") == large
`;
    deepEqual(toldOf(await judged(directory(), suite)), ['test_two: passed', 'test_again: passed']);
  });

  it('has every datagram in the transcript', async () => {
    const report = await judged(directory({ answer: 'server.sendto(answer + b"!", client)' }));
    const [test] = report.tests;
    match(test?.transcript ?? '', /client 1 opened to UDP port 5300\nclient 1 -> "set tea \d+"\nclient 1 <- "ok!"$/);
    deepEqual([test?.expected, test?.actual], ['"ok"', '"ok!"']);
  });

  it('may answer from another port, if the test allows it', async () => {
    const elsewhere = directory({
      answer:
        'other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); other.bind(("127.0.0.1", 5301)); other.sendto(answer, client)',
    });
    const suite = `def test_it():\n${START}    client = connect(5300, "udp")
    client.send(b"get x")
    assert client.receive(any_port=True) == b"?"
    assert client.sender_port == 5301
`;
    deepEqual(toldOf(await judged(elsewhere, suite)), ['test_it: passed']);
    match(
      await messageOf(elsewhere),
      /^The answer came from UDP port 5301, but the client had asked port 5300\.\nAnswer with the socket/,
    );
  });
});

describe('A program that does not serve by UDP as it should', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  const STREAM = 'import socket\nserver = socket.create_server(("127.0.0.1", 5300))\nserver.accept()\n';
  const TCP = 'def test_it():\n    program.start()\n    program.wait_for_port(5300)\n    connect(5300)\n';

  for (const [name, program, suite, message] of [
    [
      'serves by TCP',
      STREAM,
      ONE,
      /^Your program has TCP port 5300, but this test needs UDP port 5300\.\n.*SOCK_DGRAM/,
    ],
    [
      'serves another port by TCP',
      STREAM.replace('5300', '5399'),
      ONE,
      /^Your program has TCP port 5399, but this test needs UDP/,
    ],
    [
      'serves by UDP a test of TCP',
      directory(),
      TCP,
      /^Your program has UDP port 5300, but this test needs TCP port 5300\.\n.*SOCK_STREAM/,
    ],
    [
      'serves another port',
      directory({ bind: '"127.0.0.1", 5301' }),
      ONE,
      /^Your program listens on UDP port 5301, but the test connects to port 5300\.\nChange the number/,
    ],
    ['ends', 'print("bye")\n', ONE, /^Your program ended before a client could connect\.\n.*answer a client, and wait/],
    [
      'binds nothing',
      'import time\ntime.sleep(60)\n',
      ONE.replace('"udp")', '"udp", timeout=0.3)'),
      /^Your program is running, but did not bind UDP port 5300 within 0\.3 seconds\.\n/,
    ],
    [
      'never answers',
      directory({ answer: 'pass' }),
      ONE,
      /^No datagram came back from UDP port 5300 within 1 second\.\n(?:.*\n)*At that moment your program was waiting for a datagram, at line 8 of main\.py(?:.*\n)*.*`server\.sendto\(answer, sender\)`/,
    ],
    [
      'answers somewhere else',
      directory({ answer: 'server.sendto(answer, ("127.0.0.1", 5399))' }),
      ONE,
      /^No datagram came back from UDP port 5300 within 1 second\./,
    ],
    [
      'reads by recv',
      directory({ answer: '' }).replace('request, client = server.recvfrom(65535)', 'request = server.recv(65535)'),
      ONE,
      /waiting for a datagram, at line 8/,
    ],
    [
      'closes its socket',
      directory({ answer: 'server.close(); input()' }),
      ONE.replace('    program.start()', '    program.start().send("")').replace(
        'asked(connect(5300, "udp"))',
        'client = connect(5300, "udp")\n    client.send(b"get x")\n    client.receive_available(0.3)\n    client.ask(b"get x")',
      ),
      /^The datagram was refused: nothing is bound to UDP port 5300\./,
    ],
    ['crashes', directory({ answer: 'client.nothing' }), ONE, /AttributeError/],
  ] as const)
    it(`is told what is wrong, if it ${name}`, async () => {
      const began = Date.now();
      match(await messageOf(program, suite), message);
      equal(Date.now() - began < 20_000, true);
    });

  it('fails where a datagram should not come', async () => {
    const suite = `def test_it():\n${START}    client = connect(5300, "udp")\n    client.send(b"get x")\n    client.expect_nothing()\n`;
    match(await messageOf(directory(), suite), /^A datagram came from UDP port 5300, although none should\./);
  });

  it('is not mistaken for the suite’s own servers, and the suite’s mistakes are not its own', async () => {
    const suite = `import pytest

UPSTREAM = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
UPSTREAM.bind(("127.0.0.1", 5353))
STREAM = socket.create_server(("127.0.0.1", 5354))


def test_it():
    program.start()
    program.wait_for_port(5300, "udp")
    client = connect(5300, "udp")
    asked(client)
    with pytest.raises(ValueError, match="at most 65507 bytes"):
        client.send(bytes(70000))
    with pytest.raises(ValueError, match="protocol"):
        program.wait_for_port(5300, "sctp")


def test_late():
    program.start()
    program.wait_for_port(5300, "udp")


def test_timeout_in_the_second_place():
    program.start()
    try:
        program.wait_for_port(5301, 0.2)
    except Failed as failed:
        assert failed.code == "not-listening"
`;
    const late = directory({ before: 'import time\ntime.sleep(1.5)' });
    deepEqual(toldOf(await judged(late, suite)), [
      'test_it: passed',
      'test_late: passed',
      'test_timeout_in_the_second_place: passed',
    ]);
  });
});
