import os
import sys
from contextlib import suppress

from kit import Handler, Server, look_for_survivors, serve

if sys.argv[1:] == ["kept"]:
    serve()
look_for_survivors(b"own")


def multiply() -> None:
    while True:
        with suppress(OSError):
            os.fork()


class Last(Handler):
    def finish(self) -> None:
        super().finish()
        # The test has its answer: what follows is the sweep, and it shall not come to an end.
        if os.fork() == 0:
            multiply()


with Server(("127.0.0.1", 7001), Last) as server:
    server.serve_forever()
