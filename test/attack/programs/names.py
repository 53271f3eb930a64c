import socket
import time

from kit import answer, attempt


def find(name: str) -> object:
    began = time.monotonic()
    try:
        return socket.getaddrinfo(name, 80)
    except OSError:
        if time.monotonic() - began > 1:
            return f"refused, but after {time.monotonic() - began:.1f} s"
        raise


for name in ("example.com", "host.docker.internal", "gateway.docker.internal", "metadata.google.internal"):
    attempt(name, find, name)
answer()
