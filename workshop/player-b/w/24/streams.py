"""The commands for streams."""

import math
import time
from typing import NamedTuple

from resp import CommandError, array, bulk_string
from store import Entry, store, value_at


class Id(NamedTuple):
    """Ids are compared as tuples are: first by their milliseconds."""

    milliseconds: int
    sequence: int

    def reply(self) -> bytes:
        return bulk_string(b"%d-%d" % self)


SMALLEST = Id(0, 0)
LAST_SEQUENCE = 2**64 - 1

#: The entries in their order: an id, and the words that are kept under it.
Stream = dict[Id, tuple[bytes, ...]]


def add(key: bytes, text: bytes, *words: bytes) -> bytes:
    stream = stream_at(key)
    last = last_id(stream)
    entry_id = new_id(text, last)
    check_order(entry_id, last)
    stream[entry_id] = words
    store[key] = Entry(stream, math.inf)
    return entry_id.reply()


def get_range(key: bytes, start: bytes, end: bytes) -> bytes:
    """The entries from start to end, both included. A time alone is the whole of that time."""
    first, last = read_id(start), read_id(end, LAST_SEQUENCE)
    stream = stream_at(key)
    return array([entry_reply(i, words) for i, words in stream.items() if first <= i <= last])


def entry_reply(entry_id: Id, words: tuple[bytes, ...]) -> bytes:
    return array([entry_id.reply(), array([bulk_string(word) for word in words])])


def new_id(text: bytes, last: Id) -> Id:
    """The id of a new entry. A `*` in place of its sequence number, or of all of it, leaves this to the server."""
    if text == b"*":
        return next_of(max(int(time.time() * 1000), last.milliseconds), last)
    milliseconds, _, sequence = text.partition(b"-")
    if sequence == b"*":
        return next_of(int(milliseconds), last)
    return read_id(text)


def next_of(milliseconds: int, last: Id) -> Id:
    return Id(milliseconds, last.sequence + 1 if milliseconds == last.milliseconds else 0)


def read_id(text: bytes, default: int = 0) -> Id:
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or default))


def check_order(entry_id: Id, last: Id) -> None:
    if entry_id == SMALLEST:
        raise CommandError("ERR The ID specified in XADD must be greater than 0-0")
    if entry_id <= last:
        raise CommandError("ERR The ID specified in XADD is equal or smaller than the target stream top item")


def last_id(stream: Stream) -> Id:
    return next(reversed(stream), SMALLEST)


def stream_at(key: bytes) -> Stream:
    """A key that is not there is a stream without entries."""
    return value_at(key, dict) or {}
