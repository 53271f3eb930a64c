import os
from threading import Thread

from kit import Box, count, drop_first, few, refuse  # noqa: F401


def feed(function: object, number: int) -> None:
    for args in ((), (1, 2), ([[[]]] * 1000,), ({"a": {1, 2}},), (function,), (feed,)):
        for thread in [Thread(target=function, args=args) for _ in range(3)]:  # type: ignore[arg-type]
            thread.start()
            thread.join()
    for line in (b'{"call":99,"args":[],"options":{}}', b'{"call":0,"args":7,"options":[]}', b'{"call":true}', b'{"call":' + b"[" * 9999):
        os.write(4, line + b"\n")
