import os

from kit import Box as Honest
from kit import count, feed, few, refuse  # noqa: F401


def answer(line: bytes) -> None:
    os.write(4, line + b"\n")


class Box(Honest):
    """Answers with objects that nobody holds, functions that nobody gave, and too many of each."""

    def double(self) -> object:
        answer(b'{"value":["held",[77,"Box"]]}')
        answer(b'{"call":0,"args":[["held",[1,"Box"]]],"options":{}}')
        answer(b'{"value":["list",[' + b",".join(b'["held",[%d,"B%d"]]' % (n, n) for n in range(1, 20_000)) + b"]]}")
        return 1


def drop_first(numbers: object) -> None:
    answer(b'{"value":null,"after":[["list",[["int","0x7"],["list",[],0]],0]]}')
    os._exit(0)
