"""courses/redis/client.py: what is typed becomes the request of redis-cli, and whatever comes back is printed harmlessly or explained."""

from __future__ import annotations

import io
import random
import socket
import sys
import threading
import unittest
from contextlib import redirect_stdout
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[2] / "courses/redis"))

import client  # noqa: E402


class Words(unittest.TestCase):
    def test_blanks_part_them_and_quotes_keep_them_together(self) -> None:
        for line, wanted in (
            ("", []),
            ("  PING  ", [b"PING"]),
            ("SET key 'two words'", [b"SET", b"key", b"two words"]),
            ('ECHO "a\\tb\\x00\\"c\\\\"', [b"ECHO", b'a\tb\0"c\\']),
            ("ECHO 'it\\'s'", [b"ECHO", b"it's"]),
            ('ECHO ""', [b"ECHO", b""]),
            ("ECHO grüße", [b"ECHO", "grüße".encode()]),
            ("it's", [b"it's"]),
        ):
            self.assertEqual(client.words(line), wanted, line)

    def test_quotes_that_do_not_end_or_touch_the_next_word_are_refused(self) -> None:
        for line in ('ECHO "a', "ECHO 'a", 'ECHO "a"b', "'a'b"):
            with self.assertRaises(ValueError):
                client.words(line)

    def test_a_request_is_a_list_of_byte_strings(self) -> None:
        self.assertEqual(client.request([b"GET", b""]), b"*2\r\n$3\r\nGET\r\n$0\r\n\r\n")

    def test_a_command_that_waits_is_known(self) -> None:
        for line, wanted in (
            ("BLPOP a 0", True), ("blpop a 0.5", True), ("XREAD BLOCK 0 STREAMS a $", True), ("xread count 1 block 5 streams a 0", True),
            ("LPOP a", False), ("XREAD STREAMS a 0", False), ("SET BLOCK BLPOP", False), ("PING", False),
        ):  # fmt: skip
            self.assertEqual(client.may_wait(client.words(line)), wanted, line)


class Waiting(unittest.TestCase):
    def test_such_a_command_may_take_its_time_and_others_may_not(self) -> None:
        here, there = socket.socketpair()
        with here, there, mock.patch("client.REPLY_SECONDS", 0.05), redirect_stdout(io.StringIO()) as printed:
            connection = client.Connection(here)
            threading.Timer(0.2, there.sendall, (b"*1\r\n$1\r\na\r\n",)).start()
            self.assertEqual(client.ask(connection, [b"BLPOP", b"a", b"0"]), '1) "a"')
            self.assertIn("Ctrl-C", printed.getvalue())
            with self.assertRaisesRegex(client.Trouble, "No reply came"):
                client.ask(connection, [b"PING"])
            connection.close()


class Replies(unittest.TestCase):
    def test_each_is_printed_as_redis_cli_prints_it(self) -> None:
        for data, wanted in (
            (b"+PONG\r\n", "PONG"),
            (b"-ERR no\r\n", "(error) ERR no"),
            (b":-7\r\n", "(integer) -7"),
            (b"$-1\r\n", "(nil)"),
            (b"*-1\r\n", "(nil)"),
            (b"*0\r\n", "(empty array)"),
            (b'$6\r\na"\\\n\x00\xff\r\n', '"a\\"\\\\\\n\\x00\\xff"'),
            (b"*2\r\n$1\r\na\r\n*2\r\n:1\r\n$-1\r\n", '1) "a"\n2) 1) (integer) 1\n   2) (nil)'),
            (b"+a\x1b[31m\r\n", "a\\x1b[31m"),
        ):
            self.assertEqual(client.told(client.read_reply(io.BytesIO(data))), wanted, data)

    def test_what_is_no_reply_is_explained(self) -> None:
        for data in (
            b"", b"PONG\r\n", b"+PONG\n", b"+PO", b"$3\r\nab", b"$2\r\nabc\r\n", b"$x\r\n", b"$99999999999\r\n", b"*2\r\n:1\r\n",
            b"*1\r\n" * 20, b":1.5\r\n", b"$-2\r\n", b"\x1b[2J\r\n",
        ):  # fmt: skip
            with self.assertRaises(client.Trouble) as found:
                client.read_reply(io.BytesIO(data))
            self.assertTrue(str(found.exception).isprintable(), data)

    def test_whatever_comes_is_a_reply_or_explained_and_cannot_change_the_terminal(self) -> None:
        chance, replies = random.Random(71), 0
        for _ in range(5000):
            data = b"".join(chance.choice([b"+", b"-", b":", b"$", b"*", b"1", b"2", b"\r\n", b"a", b"\x1b[", b"\xff"]) for _ in range(12))
            try:
                text = client.told(client.read_reply(io.BytesIO(data)))
                replies += 1
            except client.Trouble as trouble:
                text = str(trouble)
            self.assertTrue(all(part.isprintable() for part in text.split("\n")), data)
        self.assertGreater(replies, 10)


if __name__ == "__main__":
    unittest.main()
