from itertools import count as numbers

from kit import Box as Honest
from kit import count, drop_first, feed, few, refuse  # noqa: F401

times = numbers()


class Box(Honest):
    """Gives the right number every second time, and a class that changes with it."""

    def __getattribute__(self, name: str) -> object:
        if name == "value":
            next(times)
            return Honest.__getattribute__(self, name) if next(times) % 3 else "another"
        return Honest.__getattribute__(self, name)
