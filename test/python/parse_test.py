"""docker/codealong/_parse.py: whatever breaks the reader of a reply is the program's failure, and shows what it sent."""

from __future__ import annotations

import json
import random
import struct
import sys
import unittest
from typing import Any

from hostile import scrambled, within

from codealong import Failed, fail, parse
from codealong._parse import REASON_CHARACTERS
from runner import memory


def nested(data: bytes, at: int = 0) -> int:
    """A reader that recurses without a bound, as many do: 3,000 brackets break it."""
    return nested(data, at + 1) if data[at : at + 1] == b"[" else at


def greedy(data: bytes) -> list[bytes]:
    """A reader that believes a length."""
    (length,) = struct.unpack_from(">Q", data)
    return [data] * length


def unshowable(data: bytes) -> Any:
    return {}[int.from_bytes(data, "big")]


READERS: dict[str, Any] = {
    "json": json.loads, "nested": nested, "greedy": greedy, "int": int, "float": lambda data: float.fromhex(data.decode()),
    "text": bytes.decode, "struct": lambda data: struct.unpack(">IH", data), "unshowable": unshowable,
    "unpack": lambda data: dict(part.split(b"=") for part in data.split(b"&")), "hash": lambda data: {json.loads(data)},
    "last": lambda data: data.splitlines()[-1],
}  # fmt: skip
GOOD = [b'{"a":[1,2.5,null]}', b"\0\0\0\0\0\0\0\x02", b"42", b"a=b&c=d", b"[[[[]]]]", b"0x1.8p3", b"Gr\xc3\xbc\xc3\x9fe"]
HUGE = [b"[" * 3000, b"[" * 1_000_000, b"\xff" * 8, b"9" * 10_000, b"0x1p99999", b'{"a":' * 10_000, b"\xff" * 100_000, b"NaN", b"", b"\0"]


class Parse(unittest.TestCase):
    def test_what_the_reader_returns_is_returned(self) -> None:
        self.assertEqual(parse(json.loads, b'{"a": [1, 2]}'), {"a": [1, 2]})
        self.assertIsNone(parse(lambda data: None, b"x"))

    def test_whatever_comes_is_read_or_is_the_programs_failure(self) -> None:
        chance, failures = random.Random(41), 0
        with within(20.0, 300):
            for _ in range(3000):
                data = scrambled(chance, chance.choice(GOOD)) if chance.random() < 0.98 else chance.choice(HUGE)
                failures += self.failed(chance.choice(list(READERS.values())), data)
        self.assertGreater(failures, 500)

    def test_the_worst_for_each_reader(self) -> None:
        for name, reader in READERS.items():
            for data in HUGE:
                with self.subTest(name, data=data[:10]), within(2.0, 300):
                    self.failed(reader, data)

    def failed(self, reader: Any, data: bytes) -> bool:
        """Whether the program is told that the reader cannot take this."""
        try:
            parse(reader, data)
            return False
        except Failed as failed:
            self.assertEqual((failed.code, set(failed.args_)), ("unreadable", {"why"}))
            self.assertRegex(failed.args_["why"], r"^\w+: ")
            self.assertLessEqual(len(failed.args_["why"]), REASON_CHARACTERS)
            self.assertIsInstance(failed.actual, str)
            self.assertLess(len(failed.actual or ""), 9000)
            return True

    def test_the_failure_says_why_and_shows_the_bytes(self) -> None:
        for reader, data, why in (
            (json.loads, b"[" * 100_000, "RecursionError: "),  # each Python has its own words
            (greedy, b"\x7f" + b"\xff" * 7, "MemoryError: "),
            (int, b"x", "ValueError: invalid literal for int() with base 10: b'x'"),
            (unshowable, b"\xff" * 100_000, "KeyError: its text cannot be shown"),
        ):
            with self.assertRaises(Failed) as failed:
                parse(reader, data)
            self.assertTrue(failed.exception.args_["why"].startswith(why), failed.exception.args_)
            self.assertTrue((failed.exception.actual or "").startswith('"'))
            self.assertIsNone(failed.exception.__context__)

    def test_a_reader_may_explain_more(self) -> None:
        with self.assertRaises(Failed) as failed:
            parse(lambda data: fail("the length is wrong"), b"x")
        self.assertEqual((failed.exception.code, failed.exception.message), ("message", "the length is wrong"))

    def test_what_ends_the_run_is_not_held_back(self) -> None:
        for end in (KeyboardInterrupt, SystemExit, GeneratorExit):
            def reader(data: bytes, end: type[BaseException] = end) -> None:
                raise end

            with self.assertRaises(end):
                parse(reader, b"")


if __name__ == "__main__":
    sys.set_int_max_str_digits(30_200)
    memory.limit_suite(150)  # both as in the grader
    unittest.main()
