from collections.abc import Iterator

from kit import Box, drop_first, feed, few, refuse  # noqa: F401


def count(number: int) -> Iterator[object]:
    text = "x" * 500_000
    while True:
        yield text
        text *= 2
