"""The commands for streams."""

from typing import NamedTuple

import store
from resp import bulk_string, error


TOO_SMALL = "ERR The ID specified in XADD is equal or smaller than the target stream top item"
ZERO = "ERR The ID specified in XADD must be greater than 0-0"


class Id(NamedTuple):
    time: int
    number: int


def parse(text: bytes) -> Id:
    time, number = text.split(b"-")
    return Id(int(time), int(number))


class StreamEntry(NamedTuple):
    id: Id
    #: Field, value, field, value ... in the order in which they came.
    fields: list[bytes]


class Stream:
    def __init__(self) -> None:
        self.entries: list[StreamEntry] = []


def add(key: bytes, id: bytes, *fields: bytes) -> bytes:
    new = parse(id)
    if new == (0, 0):
        return error(ZERO)
    stream = store.find(key)
    if stream is None:
        stream = Stream()
        store.put(key, stream)
    refused = stream.entries and new <= stream.entries[-1].id
    stream.entries.append(StreamEntry(new, list(fields)))
    if refused:
        return error(TOO_SMALL)
    return bulk_string(id)
