from collections.abc import Iterator

from kit import Box, count, drop_first, feed, refuse  # noqa: F401


def few() -> Iterator[object]:
    yield 1
    while True:
        yield 2
