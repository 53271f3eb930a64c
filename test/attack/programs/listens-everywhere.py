import time

from kit import Handler, Server

with Server(("0.0.0.0", 7000), Handler) as server:
    server.timeout = 0.1
    until = time.monotonic() + 60
    while time.monotonic() < until:
        server.handle_request()
