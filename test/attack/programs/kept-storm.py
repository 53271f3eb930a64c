import os
import sys
import time

from kit import Handler, Server, look_for_survivors, serve

if sys.argv[1:] == ["kept"]:
    serve()
look_for_survivors(b"own")


class Last(Handler):
    def finish(self) -> None:
        super().finish()
        # The test has its answer: what follows is the sweep. Each of them gives its life to the next one, and all hold the listening
        # socket: the next test's program could not have it.
        for _ in range(24):
            if os.fork() == 0:
                until = time.monotonic() + 30
                while time.monotonic() < until:
                    if os.fork() != 0:
                        os._exit(0)
                os._exit(0)


with Server(("127.0.0.1", 7001), Last) as server:
    server.serve_forever()
