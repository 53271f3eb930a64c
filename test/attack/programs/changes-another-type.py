import os

from kit import Box, count, feed, few, refuse  # noqa: F401


def drop_first(numbers: object) -> None:
    # A dict for a list, a list without end, a list in itself: the list of the test stays one.
    os.write(4, b'{"value":null,"after":[["dict",[[["int","0x0"],["int","0x7"]]],0]]}\n')
    os.write(4, b'{"value":null,"after":[["list",[["list",[],0]],0]]}\n')
