"""docker/codealong/_answer.py: whatever a program writes as the answer to a call becomes a bounded value or the program's own fault."""

from __future__ import annotations

import builtins
import json
import random
import sys
import unittest
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hostile import mutated, scrambled, within

from codealong import _answer, _raised, _show, _values
from codealong._values import Encoder
from codealong._answer import Called, NotCallable, NotPlain, Returned, Stopped, read_answer
from codealong._caller_source import caller_source
from codealong._raised import Raised

P = 2**61 - 1
MB = 2**20


def line(value: Any) -> bytes:
    return json.dumps(value).encode()


def some(chance: random.Random, depth: int = 0) -> Any:
    flat = [None, True, 0, -(10**30), 1.5, "a", "\ud800", b"\0\xff", float("nan")]
    if depth > 3 or chance.random() < 0.4:
        return chance.choice(flat)
    inner = [some(chance, depth + 1) for _ in range(chance.randrange(4))]
    return chance.choice([inner, tuple(inner), {at: item for at, item in enumerate(inner)}, {1, "b"}, frozenset({2})])


def good(chance: random.Random) -> Any:
    """What an honest caller answers."""
    return chance.choice(
        [
            {"value": Encoder().value(some(chance))},
            {"raised": "ValueError", "message": "no", "place": ["main.py", 3], "text": "Traceback\n"},
            {"not_plain": "Node"},
            {"raised": "KeyError", "bases": ["LookupError"], "message": "no", "place": None, "text": "", "args": ["k", ["int", "0x2"]]},
            {"value": ["held", [3, "Node"]], "after": [["list", [Encoder().value(some(chance))], 0]]},
            {"call": 0, "args": [Encoder().value(some(chance))], "options": {"key": None}},
            {"not_callable": "int"},
            {"stop": True},
        ]
    )


#: Each is one line of an answer, and fits into what a channel may hold.
HUGE: dict[str, bytes] = {
    "nested lists": b'{"value":' + b"[" * MB,
    "nested objects": b'{"value":' + b'{"value":' * 100_000,
    "nested 3,000 deep, and closed": b'{"value":' + b'["list",[' * 3000 + b"]]" * 3000 + b"}",
    "nested names": b'{"raised":' + b"[" * 900 + b"]" * 900 + b',"message":"","text":""}',
    "many parts": b'{"value":["list",[' + b"null," * 200_000 + b"null]]}",
    "many empty lists": b'{"value":["list",[' + b'["list",[]],' * 80_000 + b"null]]}",
    "many keys": line({str(at): at for at in range(60_000)}),
    "a key many times": b"{" + b'"value":null,' * 70_000 + b'"value":["int","0x7"]}',
    "a decimal number of a million digits": b'{"value":' + b"1" * MB + b"}",
    "a hexadecimal number of a million digits": line({"value": ["int", "0x" + "f" * (MB - 100)]}),
    "a float of a million digits": line({"value": ["float", "0x" + "f" * (MB - 100)]}),
    "a float beyond all floats": line({"value": ["float", "0x1p99999"]}),
    "a float of a huge exponent": line({"value": ["float", "0x1p" + "9" * 100_000]}),
    "bytes": line({"value": ["bytes", "ff" * 500_000]}),
    "a text of controls": b'{"value":"' + b"\\u0001" * 170_000 + b'"}',
    "a set of equal hashes": line({"value": ["set", [["int", hex(at * P)] for at in range(30_000)]]}),
    "keys of equal hashes": line({"value": ["dict", [[["int", hex(at * P)], None] for at in range(25_000)]]}),
    "a list of equal hashes": line({"value": ["list", [["int", hex(at * P)] for at in range(30_000)]]}),
    "tuples of equal hashes": line({"value": ["set", [["tuple", [["int", hex(at * P)]]] for at in range(20_000)]]}),
    "nested tuples as keys": b'{"value":["set",[' + b'["tuple",[' * 58 + b"null" + b",null" * 150_000 + b"]]" * 58 + b"]]}",
    "NULs": b"\0" * MB,
    "half of UTF-16": "x".encode("utf-16") * 1000,
    "a name of a megabyte": line({"raised": "x" * (MB - 100), "message": "", "text": ""}),
    "a traceback of a megabyte": line({"raised": "x", "message": "", "place": ["a" * 5000, 1], "text": "\x01" * 170_000}),
    "a Decimal of a million digits": line({"value": ["Decimal", "1" * (MB - 100)]}),
    "Decimals of equal hashes": line({"value": ["set", [["Decimal", str(at * P)] for at in range(20_000)]]}),
    "groups of equal hashes": line({"value": ["set", [["Decimal", str(at % 250 * P + at // 250)] for at in range(25_000)]]}),
    "complex numbers of equal hashes": line(
        {"value": ["set", [["complex", f"{float(-1_000_003 * at).hex()} {float(at).hex()}"] for at in range(15_000)]]}
    ),
    "Fractions that take long to reduce": line(
        {"value": ["list", [["Fraction", f"{3**6300:#x} {2**9999 - at:#x}"] for at in range(200)]]}
    ),
    "many moments": line({"value": ["set", [["datetime", f"{at % 9000 + 1} 1 1 0 0 0 {at} 0 0"] for at in range(18_000)]]}),
    "an object as a key": line({"value": ["set", [["tuple", [["held", [3, "x"]]]]]]}),
    "a list for another": line({"value": None, "after": [["dict", [], 0]]}),
    "exceptions of many arguments": line({"raised": "x", "message": "", "text": "", "args": [["list", []]] * 60_000}),
    "many classes": line({"raised": "x", "bases": ["y"] * 200_000, "message": "", "text": ""}),
    "a line beyond all files": line({"raised": "x", "message": "", "place": ["a", 10**4000], "text": ""}),
}


def parts(value: Any) -> Iterator[Any]:
    """All parts of a value. RecursionError if it is nested too deep."""
    yield value
    for item in (*value.keys(), *value.values()) if isinstance(value, dict) else value if isinstance(value, (list, tuple, set, frozenset)) else ():
        yield from parts(item)


PLAIN = (
    type(None), bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset,
    Decimal, Fraction, date, datetime, time, timedelta, timezone,
)  # fmt: skip


class Object:
    """Stands for one that is held. Whoever compares or hashes it has asked the program."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError("asked")

    def __hash__(self) -> int:
        raise AssertionError("asked")


def known(kind: str, told: Any) -> object:
    number, _ = told
    if kind != "held" or number != 3:
        raise ValueError("no object")
    return Object()


class Answers(unittest.TestCase):
    def bounded(self, data: bytes) -> str:
        """Fails unless the answer is one of the three kinds and can be shown, printed, counted and compared. Returns its kind."""
        mine: list[object] = ["mine"]
        answer = read_answer(data, known, [mine])
        self.assertIs(type(mine), list)
        self.assertFalse(any(one is mine for one in mine))
        if isinstance(answer, Called):
            self.usable(answer.args, len(data))
        elif isinstance(answer, (NotCallable, Stopped)):
            pass
        elif isinstance(answer, NotPlain):
            self.assertLessEqual(len(answer.type), _raised.NAME_CHARACTERS)
        elif isinstance(answer, Raised):
            self.assertLessEqual(len(answer.said), _raised.NAME_CHARACTERS + _raised.MESSAGE_CHARACTERS + 2)
            self.assertLessEqual(len(str(answer)), _raised.MESSAGE_CHARACTERS)
            self.assertLessEqual(len(answer.traceback), _raised.TRACEBACK_CHARACTERS)
            self.assertLessEqual(len(repr(answer.location)), 5 * _answer.PATH_CHARACTERS)
        else:
            self.assertIsInstance(answer, Returned)
            self.usable(answer.value, len(data))
        return "Raised" if isinstance(answer, Raised) else type(answer).__name__

    def usable(self, value: Any, size: int) -> None:
        self.assertLess(len(_show.show_exactly(value)), 4 * _show.SHOWN_CHARACTERS + 100)  # a byte takes up to four
        found = list(parts(value))
        self.assertLessEqual(len(found), size)
        self.assertFalse(any(type(part) is not Object and part == [part] for part in found[:1]))
        for part in found[:2000]:
            if type(part) is Object:
                continue
            self.assertIn(type(part), PLAIN)
            f"{part}"
            if isinstance(part, list) and all(type(item) is int for item in part):
                set(part)  # at once, whatever their hashes

    def setUp(self) -> None:
        self.addCleanup(sys.set_int_max_str_digits, sys.get_int_max_str_digits())
        sys.set_int_max_str_digits(30_200)  # as in the grader

    def test_mutated_answers(self) -> None:
        chance, kinds = random.Random(11), set()
        with within(10.0, 100):
            for _ in range(3000):
                answer = good(chance)
                for _ in range(chance.randrange(1, 4)):
                    answer = mutated(chance, answer)
                kinds.add(self.bounded(line(answer)))
        self.assertEqual(kinds, {"Returned", "Raised", "NotPlain", "Called", "NotCallable", "Stopped"})

    def test_scrambled_answers(self) -> None:
        chance, kinds = random.Random(12), set()
        with within(10.0, 100):
            for _ in range(3000):
                kinds.add(self.bounded(scrambled(chance, line(good(chance)))))
        self.assertEqual(kinds, {"Returned", "Raised", "NotPlain", "Called", "NotCallable", "Stopped"})

    def test_bytes_that_were_never_an_answer(self) -> None:
        chance = random.Random(13)
        for _ in range(3000):
            self.assertEqual(self.bounded(chance.randbytes(chance.randrange(60))), "NotPlain")

    def test_huge_answers(self) -> None:
        for name, data in HUGE.items():
            with self.subTest(name), within(3.0, 150):
                self.bounded(data)

    def test_what_is_told_of_the_worst_of_them(self) -> None:
        unreadable = NotPlain(_answer.UNREADABLE)
        for name in ("nested lists", "nested names", "a float beyond all floats", "a set of equal hashes", "a hexadecimal number of a million digits"):
            self.assertEqual(read_answer(HUGE[name]), unreadable, name)
        many = read_answer(HUGE["a key many times"])
        self.assertEqual(many, Returned(7))

    def test_honest_answers_are_read_as_they_are(self) -> None:
        for value in (10**30_000, [2**2000] * 500, {at * 2**70 for at in range(2000)}, [(at, -at) for at in range(5000)], {P, 0, P * P}):
            self.assertEqual(read_answer(line({"value": Encoder().value(value)})), Returned(value))

    def test_every_number_that_crosses_can_be_printed(self) -> None:
        most = 2**_values.INT_BITS_MAX - 1
        self.assertEqual(read_answer(line({"value": Encoder().value(-most)})), Returned(-most))
        self.assertEqual(len(f"{most}"), 30_103)
        with self.assertRaisesRegex(_values.NotPlain, "^a number of more than 100,000 bits$"):
            Encoder().value(most + 1)
        self.assertEqual(read_answer(line({"value": ["int", hex(most + 1)]})), NotPlain(_answer.UNREADABLE))

    def test_an_exception_is_of_its_builtin_class_and_has_its_text(self) -> None:
        for name, kind in vars(builtins).items():
            if not isinstance(kind, type) or not issubclass(kind, BaseException):
                continue
            for told in ((name, []), ("Own", [name, "Exception"])):
                answer = read_answer(line({"raised": told[0], "bases": told[1], "message": "m", "text": "", "args": ["m", None]}))
                assert isinstance(answer, Raised)
                self.assertEqual((str(answer), answer.args, answer.type), ("m", ("m", None), told[0]), name)
                known_as = issubclass(kind, Exception) and not issubclass(kind, (StopIteration, StopAsyncIteration, MemoryError))
                taken = isinstance(answer, kind)
                self.assertEqual(type(answer) == kind, taken and told[0] == name and kind is not BaseException, name)
                self.assertEqual(taken, (known_as and "Group" not in name) or kind in (Exception, BaseException), name)

    def test_a_class_of_another_name_is_none_of_ours(self) -> None:
        for name in ("Failed", "int", "Raised", "SystemExit", "__import__", "\0", "", "\ud800"):
            answer = read_answer(line({"raised": name, "bases": [name, "type"], "message": "", "text": ""}))
            self.assertIs(type(answer), Raised)

    def test_the_caller_fits_into_an_argument(self) -> None:
        self.assertLess(len(caller_source()), 128 * 1024 - 1)

    def test_an_odd_place_costs_the_exception_nothing_else(self) -> None:
        for odd in (None, 5, [], ["a"], ["a", "1"], [1, 1], ["a", True], ["a", 0], ["a", -1], ["a", 10**9]):
            answer = read_answer(line({"raised": "E", "message": "m", "place": odd, "text": "t"}))
            self.assertIsInstance(answer, Raised)
            self.assertEqual((answer.said, getattr(answer, "location", 1)), ("E: m", None))


if __name__ == "__main__":
    unittest.main()
