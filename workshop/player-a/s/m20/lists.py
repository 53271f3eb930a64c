"""The commands for lists."""

import store
import waiting
from resp import NULL_ARRAY, array, bulk_string, integer


def find_list(key: bytes) -> list[bytes]:
    """The list under a key, or an empty one that is not kept."""
    elements = store.find(key)
    return [] if elements is None else elements


def push_right(key: bytes, *new: bytes) -> bytes:
    elements = find_list(key)
    elements.extend(new)
    return pushed(key, elements)


def push_left(key: bytes, *new: bytes) -> bytes:
    elements = find_list(key)
    for element in new:
        elements.insert(0, element)
    return pushed(key, elements)


def pushed(key: bytes, elements: list[bytes]) -> bytes:
    store.put(key, elements)
    length = len(elements)
    while find_list(key) and (waiter := waiting.first(key)):
        waiter.give(take(key, 1)[0])
    return integer(length)


def length_of(key: bytes) -> bytes:
    return integer(len(find_list(key)))


def list_range(key: bytes, first: bytes, last: bytes) -> bytes:
    elements = find_list(key)
    begin = from_start(int(first), len(elements))
    end = from_start(int(last), len(elements)) + 1
    return array(elements[max(begin, 0) : max(end, 0)])


def from_start(index: int, length: int) -> int:
    return index + length if index < 0 else index


def pop_left(key: bytes, number: bytes | None = None) -> bytes:
    elements = find_list(key)
    if number is None:
        return bulk_string(take(key, 1)[0] if elements else None)
    return array(take(key, int(number))) if elements else NULL_ARRAY


def blocking_pop(key: bytes, limit: bytes) -> bytes | waiting.Waiter:
    if find_list(key):
        return array([key, take(key, 1)[0]])
    return waiting.Waiter(key, float(limit))


def take(key: bytes, number: int) -> list[bytes]:
    """Removes the first elements of a list that exists; with its last element, the list is gone."""
    elements = find_list(key)
    taken = elements[:number]
    del elements[:number]
    if not elements:
        store.delete(key)
    return taken
