"""Keeps the clients that wait."""

import threading

from resp import NULL_ARRAY, array

#: Held while a command is carried out, but never while a client waits.
from main import lock


class Waiter:
    def __init__(self, key: bytes, limit: float) -> None:
        self.key = key
        self.limit = limit or None
        self.element: bytes | None = None
        self.served = threading.Event()
        _waiting.setdefault(key, []).append(self)

    def give(self, element: bytes) -> None:
        self.element = element
        self.served.set()

    def wait(self) -> bytes:
        self.served.wait(self.limit)
        with lock:
            if self.element is None:
                _waiting[self.key].remove(self)
                return NULL_ARRAY
        return array([self.key, self.element])


#: For each key, those who wait, the longest waiting first.
_waiting: dict[bytes, list[Waiter]] = {}


def first(key: bytes) -> Waiter | None:
    """Takes the one who has waited longest out of the queue."""
    queue = _waiting.get(key)
    return queue.pop(0) if queue else None
