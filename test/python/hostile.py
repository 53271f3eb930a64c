"""Input that nobody sends who means well: random, but the same on every machine. The tests say what must not happen with it."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import place  # noqa: F401

#: Values that stand where others belong. JSON can carry each of them.
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**64), 10**400, 0.5, -0.0, 1e308, float("inf"), float("nan"),
    "", "\0", "\x1b[2J", "\ud800", "\u2028", "int", "0x", "0x1p99999", "-0x1p-99999", "nan", "1_0", " 1 ", "0x" + "f" * 30_000,
    "x" * 5000, "__class__", "constructor", [], {}, [[]], [[], []], ["list", []], ["dict", [[["list", []], 1]]], ["int", "0x1"],
    {"value": 1}, {"": ""}, {"a": {"b": [1]}},
]  # fmt: skip
BYTES = [b"", b"\0", b"\xff", b"\xed\xa0\x80", b"\xf0\x9f", b"[", b"]", b"{", b"}", b'"', b"\\", b"\\u0000", b",", b":", b"e99999", b"NaN", b"1" * 5000, b"\n", b"\r\n", b"\xef\xbb\xbf"]  # fmt: skip


def odd(chance: random.Random) -> Any:
    return chance.choice(ODD)


def mutated(chance: random.Random, value: Any) -> Any:
    """The value with something else in one place: replaced, left out, doubled, or nested a little deeper."""
    inner = isinstance(value, (dict, list)) and len(value) > 0
    if not inner or chance.random() < 0.15:
        return chance.choice([odd(chance), [value], [value, value], {"value": value}])
    if isinstance(value, dict):
        key = chance.choice(list(value))
        rest = {name: item for name, item in value.items() if name != key}
        return rest if chance.random() < 0.2 else rest | {chance.choice([key, key, "value", "x"]): mutated(chance, value[key])}
    at = chance.randrange(len(value))
    new = chance.choice([[], [mutated(chance, value[at])], [mutated(chance, value[at])], [value[at], value[at]]])
    return [*value[:at], *new, *value[at + 1 :]]


def scrambled(chance: random.Random, data: bytes) -> bytes:
    """The bytes with one to four changes: pieces cut out, put in, repeated."""
    for _ in range(chance.randrange(1, 5)):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + chance.randrange(1, 30))
        kept = chance.choice([b"", data[at:end] * 2, chance.choice(BYTES), chance.randbytes(3)])
        data = data[:at] + kept + data[end:]
    return data


@contextmanager
def within(seconds: float, mib: float) -> Iterator[None]:
    """Fails if this thread's work takes more processor time, or makes the process grow by more memory, than that."""
    before, began = _peak_mib(), time.process_time()
    yield
    took, grown = time.process_time() - began, _peak_mib() - before
    if took > seconds or grown > mib:
        raise AssertionError(f"it took {took:.2f} s and {grown:.0f} MiB; at most {seconds} s and {mib} MiB were due")


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
