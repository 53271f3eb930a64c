"""Keeps the keys, and lets them go when their time is over."""

import math
import time
from typing import Any, NamedTuple


class Entry(NamedTuple):
    value: Any
    until: float


_entries: dict[bytes, Entry] = {}


def put(key: bytes, value: Any, until: float = math.inf) -> None:
    _entries[key] = Entry(value, until)


def find(key: bytes) -> Any:
    entry = _entries.get(key)
    if entry is not None and time.monotonic() >= entry.until:
        del _entries[key]
        return None
    return None if entry is None else entry.value


def delete(key: bytes) -> None:
    del _entries[key]
