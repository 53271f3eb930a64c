"""The commands for streams."""

from typing import NamedTuple

import store
from resp import bulk_string


class StreamEntry(NamedTuple):
    id: bytes
    #: Field, value, field, value ... in the order in which they came.
    fields: list[bytes]


class Stream:
    def __init__(self) -> None:
        self.entries: list[StreamEntry] = []


def add(key: bytes, id: bytes, *fields: bytes) -> bytes:
    stream = store.find(key)
    if stream is None:
        stream = Stream()
        store.put(key, stream)
    stream.entries.append(StreamEntry(id, list(fields)))
    return bulk_string(id)
