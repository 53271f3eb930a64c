import os
import time

from kit import Handler, Server, is_first

# Each of them gives its life to the next one, so that no list of processes is ever true; all hold the listening socket.
if is_first():
    with Server(("127.0.0.1", 7000), Handler) as server:
        for _ in range(4):
            if os.fork() == 0:
                until = time.monotonic() + 30
                while time.monotonic() < until:
                    if os.fork() != 0:
                        os._exit(0)
                    time.sleep(0.001)
                os._exit(0)
        server.serve_forever()
