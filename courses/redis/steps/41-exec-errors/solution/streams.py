"""The commands for streams."""

import math
import time
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from resp import NULL_ARRAY, CommandError, array, bulk_string
from store import Entry, store, value_at
from waiting import Wait


class Id(NamedTuple):
    """Ids are compared as tuples are: first by their milliseconds."""

    milliseconds: int
    sequence: int

    def reply(self) -> bytes:
        return bulk_string(b"%d-%d" % self)


SMALLEST = Id(0, 0)
LARGEST_NUMBER = 2**64 - 1
LARGEST = Id(LARGEST_NUMBER, LARGEST_NUMBER)

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


def new_id(text: bytes, last: Id) -> Id:
    """Of `5-*` only the milliseconds are given, of `*` nothing. A clock may go back, ids may not."""
    if text == b"*":
        return next_id(max(time.time_ns() // 1_000_000, last.milliseconds), last)
    milliseconds, _, sequence = text.partition(b"-")
    if sequence == b"*":
        return next_id(int(milliseconds), last)
    return given_id(text)


def given_id(text: bytes) -> Id:
    """Refuses 0-0 where the client wrote it. A `0-*` that comes too late is out of order, like any other id."""
    entry_id = read_id(text)
    if entry_id == SMALLEST:
        raise CommandError("ERR The ID specified in XADD must be greater than 0-0")
    return entry_id


def next_id(milliseconds: int, last: Id) -> Id:
    """Counts on within a millisecond. As 0-0 is the last id of an empty stream, its first one may be 0-1."""
    return Id(milliseconds, last.sequence + 1 if milliseconds == last.milliseconds else 0)


def get_range(key: bytes, start: bytes, end: bytes) -> bytes:
    """The entries from start to end, both included."""
    first, last = range_id(start), range_id(end, LARGEST_NUMBER)
    entries = [entry(at, words) for at, words in stream_at(key).items() if first <= at <= last]
    return array(entries)


def range_id(text: bytes, if_missing: int = 0) -> Id:
    if text == b"-":
        return SMALLEST
    if text == b"+":
        return LARGEST
    return read_id(text, if_missing)


def read(option: bytes, *args: bytes) -> bytes | Wait:
    """`XREAD BLOCK 1000 STREAMS key … id …`, or without BLOCK. The keys come first, then an id for each of them."""
    if option.upper() != b"BLOCK":
        return all_news(places_in(args)) or NULL_ARRAY
    milliseconds, _, *names = args
    attempt = partial(all_news, places_in(names))
    return attempt() or Wait(attempt, int(milliseconds) / 1000 or None)


def places_in(names: Sequence[bytes]) -> list[tuple[bytes, Id]]:
    """The keys, each with the id after which it is read."""
    half = len(names) // 2
    return [(key, place_of(key, text)) for key, text in zip(names[:half], names[half:])]


def place_of(key: bytes, text: bytes) -> Id:
    """`$` is the last id that the stream has now."""
    return last_id(stream_at(key)) if text == b"$" else read_id(text)


def all_news(places: list[tuple[bytes, Id]]) -> bytes | None:
    found = [news for key, after in places if (news := news_of(key, after))]
    return array(found) if found else None


def news_of(key: bytes, after: Id) -> bytes | None:
    """The key and its entries after this id, if there are any."""
    entries = [entry(at, words) for at, words in stream_at(key).items() if at > after]
    return array([bulk_string(key), array(entries)]) if entries else None


def entry(entry_id: Id, words: tuple[bytes, ...]) -> bytes:
    return array([entry_id.reply(), array([bulk_string(word) for word in words])])


def read_id(text: bytes, if_missing: int = 0) -> Id:
    """The sequence number may be missing."""
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or if_missing))


def check_order(entry_id: Id, last: Id) -> None:
    if entry_id <= last:
        raise CommandError("ERR The ID specified in XADD is equal or smaller than the target stream top item")


def last_id(stream: Stream) -> Id:
    return next(reversed(stream), SMALLEST)


def stream_at(key: bytes) -> Stream:
    """A key that is not there is a stream without entries."""
    return value_at(key, dict) or {}
