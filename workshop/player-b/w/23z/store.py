"""The keys: their values, and when these end."""

import time
from typing import NamedTuple, TypeVar

from resp import CommandError

T = TypeVar("T")


class Entry(NamedTuple):
    #: Bytes, a list of bytes, or a stream.
    value: object
    #: The clock time, in seconds, at which the value ends.
    until: float


store: dict[bytes, Entry] = {}


def value_at(key: bytes, kind: type[T]) -> T | None:
    """The value of a key, or None if there is none. It must be of this kind."""
    entry = store.get(key)
    if entry is None or time.monotonic() >= entry.until:
        return None
    if not isinstance(entry.value, kind):
        raise CommandError("WRONGTYPE Operation against a key holding the wrong kind of value")
    return entry.value
