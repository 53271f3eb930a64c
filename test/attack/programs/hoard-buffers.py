import socket

from kit import answer, hold

held = []
server = socket.create_server(("127.0.0.1", 0), backlog=64)


def fill() -> int:
    """Data that nobody reads. The kernel has a share of the machine's memory for it, for all connections together."""
    client = socket.create_connection(server.getsockname())
    other, _ = server.accept()
    held.extend((client, other))
    client.setblocking(False)
    sent = 0
    try:
        while True:
            sent += client.send(b"x" * 65536)
    except BlockingIOError:
        return sent // 1024


hold("KB in connections", fill, most=16_000)
answer()
