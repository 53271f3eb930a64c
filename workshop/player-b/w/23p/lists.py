"""The commands for lists."""

import math
from functools import partial

from resp import NULL_ARRAY, array, bulk_string, integer
from store import Entry, store, value_at
from waiting import Wait


def push(key: bytes, *new: bytes) -> bytes:
    elements = list_at(key)
    elements.extend(new)
    store[key] = Entry(elements, math.inf)
    return integer(len(elements))


def push_left(key: bytes, *new: bytes) -> bytes:
    """Each element goes to the front, so that the last one comes first."""
    elements = list_at(key)
    for element in new:
        elements.insert(0, element)
    store[key] = Entry(elements, math.inf)
    return integer(len(elements))


def get_range(key: bytes, start: bytes, stop: bytes) -> bytes:
    """The elements from start to stop, both included."""
    elements = list_at(key)
    first, last = position(start, elements), position(stop, elements)
    chosen = elements[max(first, 0) : max(last + 1, 0)]
    return array([bulk_string(element) for element in chosen])


def position(index: bytes, elements: list[bytes]) -> int:
    """An index below zero counts from the end; the result may still be below zero, if it counts too far."""
    number = int(index)
    return number if number >= 0 else len(elements) + number


def get_length(key: bytes) -> bytes:
    return integer(len(list_at(key)))


def pop(key: bytes, count: bytes | None = None) -> bytes:
    """With a count, the reply is an array, even of one element."""
    if count is None:
        return bulk_string(take_first(key))
    length = len(list_at(key))
    if length == 0:
        return NULL_ARRAY
    return array([bulk_string(take_first(key)) for _ in range(min(int(count), length))])


def pop_or_wait(key: bytes, seconds: bytes) -> bytes | Wait:
    """BLPOP waits at most so long, or with 0 as long as it takes."""
    attempt = partial(pop_with_key, key)
    return attempt() or Wait(attempt, float(seconds) or None)


def pop_with_key(key: bytes) -> bytes | None:
    element = take_first(key)
    return None if element is None else array([bulk_string(key), bulk_string(element)])


def take_first(key: bytes) -> bytes | None:
    """Removes the first element. With its last element, a list goes too."""
    elements = list_at(key)
    if not elements:
        return None
    element = elements.pop(0)
    if not elements:
        del store[key]
    return element


def list_at(key: bytes) -> list[bytes]:
    """The elements of a list. A key that is not there is an empty list."""
    return value_at(key, list) or []
