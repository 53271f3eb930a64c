"""The commands for streams."""

import math

from resp import bulk_string
from store import Entry, store, value_at

#: The entries in their order: an id, and the words that are kept under it.
Stream = dict[bytes, tuple[bytes, ...]]


def add(key: bytes, entry_id: bytes, *words: bytes) -> bytes:
    stream = stream_at(key)
    stream[entry_id] = words
    store[key] = Entry(stream, math.inf)
    return bulk_string(entry_id)


def stream_at(key: bytes) -> Stream:
    """A key that is not there is a stream without entries."""
    return value_at(key, dict) or {}
