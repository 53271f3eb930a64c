"""docker/codealong/_values.py: only plain values cross, exactly."""

import enum
import json
import math
import random
import unittest
from collections import Counter, OrderedDict, defaultdict, namedtuple
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import place  # noqa: F401

from codealong import _values
from codealong._decoding import Decoder
from codealong._values import Encoder, NotPlain

PLAIN = [
    None, True, False, 0, 1, -1, 2**64, -(2**200), 10**5000, 0.0, -0.0, 0.1, 1e308, 5e-324, math.inf, -math.inf,
    "", "Grüße 🙂", "\ud800", "int", "\0", b"", b"\xff\0", [], [1, [2, [3]]], (), (1,), {}, {"a": 1}, set(), {1, "a"},
    frozenset({frozenset({1})}), {(1, 2): {None: b""}}, [True, 1, 1.0], ["int", "0x1"], {"dict": ["list"]},
    1j, complex(-0.0, math.inf), bytearray(b"ab"), date(2024, 2, 29), datetime(1, 1, 1), datetime(2024, 3, 31, 2, 30, 0, 7, fold=1),
    datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30))), time(23, 59, tzinfo=timezone.utc), time(1),
    timedelta(-1, 5, 7), timezone.utc, Decimal("1.50"), Decimal("-0"), Decimal("Infinity"), Decimal("1e-300"), Fraction(-1, 3),
    {Decimal("1.5"): {Fraction(1, 2), 2j, date(2024, 1, 1)}},
]  # fmt: skip


class AlwaysEqual:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


class Text(str):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class Number(int):
    pass


class Colour(enum.IntEnum):
    RED = 1


Point = namedtuple("Point", "x y")
SUBCLASSES = [
    (Text("a"), "a"), (Number(-7), -7), (Colour.RED, 1), (Point(1, 2), (1, 2)), (Counter("aab"), {"a": 2, "b": 1}),
    (OrderedDict(a=1), {"a": 1}), (defaultdict(list, a=[1]), {"a": [1]}), ({Text("k"): {Number(2)}}, {"k": {2}}),
]  # fmt: skip
OTHERS = [
    AlwaysEqual(), object, len, range(3), memoryview(b"a"), iter([1]), ValueError("x"), NotImplemented, ...,
]  # fmt: skip


def through(value: Any) -> Any:
    return Decoder().value(json.loads(json.dumps(Encoder().value(value))))


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types all through: 1, 1.0 and True are three values here."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        pairs = zip(one.items(), other.items(), strict=False)
        return len(one) == len(other) and all(same(a, b) and same(x, y) for (a, x), (b, y) in pairs)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one.hex() == other.hex()
    return bool(one == other)


def some(chance: random.Random, depth: int = 0) -> Any:
    if depth > 4 or chance.random() < 0.4:
        return chance.choice(PLAIN)
    inner = [some(chance, depth + 1) for _ in range(chance.randrange(4))]
    return chance.choice([inner, tuple(inner), dict(enumerate(inner)), {str(at): item for at, item in enumerate(inner)}])


class Values(unittest.TestCase):
    def test_plain_values_come_back_exactly(self) -> None:
        for value in PLAIN:
            self.assertTrue(same(through(value), value), str(type(value)))
        self.assertTrue(math.isnan(through(math.nan)))

    def test_any_nesting_of_them_comes_back_exactly(self) -> None:
        chance = random.Random(7)
        for _ in range(500):
            value = some(chance)
            self.assertTrue(same(through(value), value))

    def test_everything_else_is_refused_by_the_name_of_its_type(self) -> None:
        for value in OTHERS:
            for packed in (value, [value], {"key": value}, (1, [value])):
                with self.assertRaises(NotPlain) as refused:
                    Encoder().value(packed)
                self.assertEqual(str(refused.exception), type(value).__name__)

    def test_a_key_that_is_no_plain_value_is_refused(self) -> None:
        for packed in ({AlwaysEqual(): 1}, {AlwaysEqual()}, frozenset({AlwaysEqual()})):
            for encoder in (Encoder(), Encoder(lambda value: ["held", [1, ""]])):
                with self.assertRaises(NotPlain):
                    encoder.value(packed)

    def test_a_subclass_is_a_copy_of_its_plain_base(self) -> None:
        for value, plain in SUBCLASSES:
            self.assertTrue(same(through(value), plain), repr(plain))
        moved = OrderedDict(a=1, b=2)
        moved.move_to_end("a")
        self.assertEqual(list(through(moved)), ["b", "a"])

    def test_what_cannot_be_calculated_with_is_refused(self) -> None:
        for value in (Decimal("1e10001"), Decimal("sNaN"), Decimal("1" * 10_001), Fraction(1, 2**10_001), 1 << 100_001):
            with self.assertRaises(NotPlain):
                Encoder().value(value)
        self.assertTrue(through(Decimal("NaN")).is_nan())

    def test_what_was_changed_in_place_is_changed_here_and_stays_the_same_object(self) -> None:
        inner, other = [1], {"k": bytearray(b"x")}
        given = [inner, (other, {5})]
        first, there_decoder = Encoder(), Decoder()
        there = there_decoder.value(first.value(given))
        there[0].append(2)
        there[1][0]["k"] += b"y"
        there[1][1].clear()
        there.reverse()
        names = {id(one): number for number, one in enumerate(there_decoder.mutables)}
        here = Decoder(None, first.mutables)
        here.value(json.loads(json.dumps(Encoder(None, names).value(there))))
        self.assertEqual(given, [[1], ({"k": bytearray(b"x")}, {5})])
        here.apply()
        self.assertEqual(given, [({"k": bytearray(b"xy")}, set()), [1, 2]])
        self.assertIs(given[1], inner)
        self.assertIs(given[0][0], other)

    def test_an_original_gets_content_of_its_own_type_and_once(self) -> None:
        for coded in (["list", [], 1], ["list", [], -1], ["list", [], True], ["dict", [], 0], ["tuple", [], 0], ["list", [["list", [], 0]], 0]):
            given = ["as it was"]
            decoder = Decoder(None, [given])
            with self.assertRaises((ValueError, KeyError), msg=repr(coded)):
                decoder.value(coded)
            self.assertEqual(given, ["as it was"])

    def test_what_contains_itself_is_refused(self) -> None:
        round_: list[Any] = []
        round_.append(round_)
        with self.assertRaises(NotPlain):
            Encoder().value(round_)

    def test_what_is_deep_but_not_too_deep_comes_back(self) -> None:
        deep: Any = "bottom"
        for _ in range(_values.DEPTH_MAX):
            deep = [deep]
        self.assertEqual(through(deep), deep)
        with self.assertRaises(NotPlain):
            Encoder().value([deep])

    def test_an_answer_that_encode_does_not_make_is_an_error_and_nothing_else(self) -> None:
        bad = [
            1, 1.5, {}, [], ["int"], ["int", 1], ["int", "x"], ["int", "0x1", 2], ["float", "x"], ["float", None],
            ["bytes", "0"], ["bytes", 1], ["dict", [["a"]]], ["dict", [[["list", []], 1]]], ["set", [["list", []]]],
            ["object", []], [[], []], [None, None], ["list", 1], ["list", [1]], {"a": 1}, ["__class__", []],
            ["held", [1, ""]], ["function", [0, ""]], ["complex", "0x1"], ["Decimal", "sNaN"], ["Decimal", "1e99999"], ["Decimal", []],
            ["Fraction", "0x1 0x0"], ["Fraction", "0x1"], ["date", "2024 1"], ["date", "1 1 1 1"], ["datetime", "2024 1 1"],
            ["timezone", "1 2"], ["timezone", "99999999999999999999"], ["timedelta", "9999999999 1 1"], ["bytearray", "0"],
        ]  # fmt: skip
        for coded in bad:
            with self.assertRaises((ValueError, TypeError, KeyError, ArithmeticError), msg=repr(coded)):
                Decoder().value(coded)
        deep: Any = None
        for _ in range(1000):
            deep = ["list", [deep]]
        with self.assertRaises(ValueError):
            Decoder().value(deep)


if __name__ == "__main__":
    unittest.main()
