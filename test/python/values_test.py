"""docker/codealong/_values.py: only plain values cross, exactly."""

import enum
import json
import math
import random
import unittest
from collections import OrderedDict, namedtuple
from typing import Any

import place  # noqa: F401

from codealong import _values

PLAIN = [
    None, True, False, 0, 1, -1, 2**64, -(2**200), 10**5000, 0.0, -0.0, 0.1, 1e308, 5e-324, math.inf, -math.inf,
    "", "Grüße 🙂", "\ud800", "int", "\0", b"", b"\xff\0", [], [1, [2, [3]]], (), (1,), {}, {"a": 1}, set(), {1, "a"},
    frozenset({frozenset({1})}), {(1, 2): {None: b""}}, [True, 1, 1.0], ["int", "0x1"], {"dict": ["list"]},
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
OTHERS = [
    AlwaysEqual(), Text("a"), Number(1), Colour.RED, Point(1, 2), OrderedDict(a=1), object, len, 1j, range(3),
    bytearray(b"a"), memoryview(b"a"), iter([1]), ValueError("x"), NotImplemented, ...,
]  # fmt: skip


def through(value: Any) -> Any:
    return _values.decode(json.loads(json.dumps(_values.encode(value))))


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
                with self.assertRaises(_values.NotPlain) as refused:
                    _values.encode(packed)
                self.assertEqual(str(refused.exception), type(value).__name__)

    def test_a_key_that_is_no_plain_value_is_refused(self) -> None:
        for key in (Text("a"), Number(1), Colour.RED, AlwaysEqual()):
            for packed in ({key: 1}, {key}, frozenset({key})):
                with self.assertRaises(_values.NotPlain):
                    _values.encode(packed)

    def test_what_contains_itself_is_refused(self) -> None:
        round_: list[Any] = []
        round_.append(round_)
        with self.assertRaises(_values.NotPlain):
            _values.encode(round_)

    def test_what_is_deep_but_not_too_deep_comes_back(self) -> None:
        deep: Any = "bottom"
        for _ in range(_values.DEPTH_MAX):
            deep = [deep]
        self.assertEqual(through(deep), deep)
        with self.assertRaises(_values.NotPlain):
            _values.encode([deep])

    def test_an_answer_that_encode_does_not_make_is_an_error_and_nothing_else(self) -> None:
        bad = [
            1, 1.5, {}, [], ["int"], ["int", 1], ["int", "x"], ["int", "0x1", 2], ["float", "x"], ["float", None],
            ["bytes", "0"], ["bytes", 1], ["dict", [["a"]]], ["dict", [[["list", []], 1]]], ["set", [["list", []]]],
            ["object", []], [[], []], [None, None], ["list", 1], ["list", [1]], {"a": 1}, ["__class__", []],
        ]  # fmt: skip
        for coded in bad:
            with self.assertRaises((ValueError, TypeError, KeyError), msg=repr(coded)):
                _values.decode(coded)
        deep: Any = None
        for _ in range(1000):
            deep = ["list", [deep]]
        with self.assertRaises(ValueError):
            _values.decode(deep)


if __name__ == "__main__":
    unittest.main()
