"""courses/redis/lib/client.py: what it waits for, how long, and what it says when something else comes."""

from __future__ import annotations

import sys
import time
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

import place  # noqa: F401

sys.path.insert(0, str(Path(__file__).parents[2] / "courses/redis"))

from codealong import Failed
from lib import NULL, NULL_ARRAY, OK, Client, array, bulk, integer
from lib.talk import Talk


class Line:
    """Stands in for a connection: `script` has what comes, and when, in seconds after the connection was made. None ends it."""

    def __init__(self, *script: tuple[float, bytes | None]) -> None:
        self.began = time.monotonic()
        self.script = list(script)
        self.sent = b""
        self.closed = False

    def send(self, data: bytes) -> None:
        self.sent += data

    def close(self) -> None:
        pass

    def read_available(self, wait: float = 0.0) -> bytes:
        until, came = time.monotonic() + wait, b""
        while not self.closed:
            if self.script and self.script[0][0] <= time.monotonic() - self.began:
                data = self.script.pop(0)[1]
                self.closed, came = data is None, came + (data or b"")
                continue
            if time.monotonic() >= until:
                break
            time.sleep(0.001)
        return came

    def read_exactly(self, count: int, timeout: float = 1.0) -> bytes:
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            if data := self.read_available(0.001):
                self.script.insert(0, (0.0, data[count:]))
                return data[:count]
            if self.closed:
                raise Failed("connection-closed", {"port": 6379})
        raise Failed("nothing-received", {"port": 6379, "seconds": timeout})


class Waits(unittest.TestCase):
    def client(self, *script: tuple[float, bytes | None]) -> Client:
        Talk.of_test = Talk()
        with mock.patch("lib.client.connect", lambda port: Line(*script)):
            return Client()

    def fails(self, act: Any, *words: str, advice: str | None = None) -> None:
        with self.assertRaises(Failed) as found:
            act()
        for one in words:
            self.assertIn(one, str(found.exception))
        self.assertEqual(found.exception.advice, advice)

    def test_a_reply_may_come_as_late_as_the_test_says(self) -> None:
        client = self.client((0.2, b":1\r\n"))
        client.send("BLPOP", "a", "0")
        client.expect(integer(1), within=1.5)

    def test_a_reply_that_does_not_come_in_time_is_told_with_the_time(self) -> None:
        client = self.client((0.0, b"+OK\r\n"))
        client.ask("SET", "a", "1", expect=OK)
        client.send("BLPOP", "a", "0")
        self.fails(lambda: client.expect(OK, within=0.1, if_silent="Do it."), "BLPOP a 0, within 0.1 seconds", advice="Do it.")

    def test_silence_passes_and_what_comes_after_it_can_be_read(self) -> None:
        client = self.client((0.15, b":1\r\n"))
        client.send("BLPOP", "a", "0")
        client.silent(0.1)
        client.expect(integer(1))
        self.assertIn("waits 0.1 s: nothing comes", Talk.of_test.so_far() + client._talk._lines[2][1])

    def test_what_comes_too_early_is_told(self) -> None:
        client = self.client((0.0, b"*-1\r\n"))
        client.send("BLPOP", "a", "0")
        self.fails(lambda: client.silent(0.1, if_spoke="Wait."), "answered BLPOP a 0 too early, with a null array", advice="Wait.")

    def test_what_comes_without_a_question_is_told(self) -> None:
        client = self.client((0.0, b"*1\r\n$1\r\na\r\n"))
        self.fails(lambda: client.silent(0.1), 'sent an array of 1 element ("a") to client 1, which was not waiting')
        client = self.client((0.0, b"what"))
        self.fails(lambda: client.silent(0.1), 'sent "what" to client 1')

    def test_silence_counts_from_the_time_that_the_test_says(self) -> None:
        client = self.client((0.1, b":1\r\n"))
        client.send("BLPOP", "a", "0")
        client.silent(0.3, since=time.monotonic() - 0.25)
        client.expect(integer(1))

    def test_a_connection_that_ends_is_no_silence(self) -> None:
        client = self.client((0.0, None))
        client.send("BLPOP", "a", "0")
        with self.assertRaises(Failed) as found:
            client.silent(0.2)
        self.assertEqual(found.exception.code, "connection-closed")

    def test_any_reply_of_the_kind_is_taken_and_becomes_part_of_the_talk(self) -> None:
        client = self.client((0.0, b"$3\r\n5-1\r\n"), (0.1, b"+OK\r\n"))
        client.send("XADD", "a", "*")
        self.assertEqual(client.take(bulk("1-0")), bulk("5-1"))
        client.ask("SET", "a", "1", expect=OK)
        self.assertIn('client 1 < "$3\\r\\n5-1\\r\\n"', client._talk.so_far())

    def test_a_reply_of_another_kind_is_told(self) -> None:
        for data, words in (
            (b"-ERR no\r\n", "is an error (ERR no) where a bulk string was expected"),
            (b"$-1\r\n", "is a null bulk string, but the test expected a bulk string that holds"),
            (b"$9\r\n5-1\r\n", "goes wrong at byte 2"),
            (b"$3\r\n5-1\r\n+OK\r\n", "is right, but these bytes follow it"),
        ):
            client = self.client((0.0, data))
            client.send("XADD", "a", "*")
            with self.assertRaises(Failed) as found:
                client.take(bulk("1-0"), if_wrong="Do it.")
            self.assertIn(words, str(found.exception))

    def test_a_test_can_complain_about_what_it_took(self) -> None:
        client = self.client((0.0, b"$3\r\n5-1\r\n"))
        client.send("XADD", "a", "*")
        client.take(bulk("1-0"))
        with self.assertRaises(Failed) as found:
            client.complain("The id is old.", expected="a newer one", advice="Look at the clock.")
        failed = found.exception
        self.assertEqual((failed.request, failed.expected, failed.actual), ("redis-cli XADD a '*'", "a newer one", '"$3\\r\\n5-1\\r\\n"'))

    def test_a_null_array_is_waited_for_like_any_reply(self) -> None:
        client = self.client((0.0, b"*2\r\n*-1\r\n*1\r\n$-1\r\n"))
        client.ask("EXEC", expect=array(NULL_ARRAY, array(NULL)))


if __name__ == "__main__":
    unittest.main()
