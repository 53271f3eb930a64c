"""A Redis server: it keeps values, and answers PING, ECHO, SET and GET."""

import socket
import threading
from typing import BinaryIO

HOST = "localhost"
PORT = 6379

store: dict[bytes, bytes] = {}


def main() -> None:
    with socket.create_server((HOST, PORT)) as server:
        print(f"Waiting for clients on port {PORT}")
        while True:
            connection, address = server.accept()
            print(f"A client has connected: {address}")
            threading.Thread(target=serve, args=(connection,)).start()


def serve(connection: socket.socket) -> None:
    """Answers one client, in a thread of its own, until it leaves."""
    with connection, connection.makefile("rb") as stream:
        while command := read_command(stream):
            connection.sendall(answer(command))


def read_command(stream: BinaryIO) -> list[bytes]:
    """The words of the next command, as in `*2\\r\\n$4\\r\\nECHO\\r\\n$2\\r\\nhi\\r\\n`; none when the client has gone."""
    line = stream.readline()
    if not line:
        return []
    return [read_word(stream) for _ in range(int(line[1:]))]


def read_word(stream: BinaryIO) -> bytes:
    length = int(stream.readline()[1:])
    word = stream.read(length)
    stream.readline()  # the line end after the word
    return word


def answer(command: list[bytes]) -> bytes:
    name, *args = command
    match name.upper():
        case b"PING":
            return b"+PONG\r\n"
        case b"ECHO":
            return bulk_string(args[0])
        case b"SET":
            return set_value(*args)
        case b"GET":
            return get_value(*args)
        case _:
            return b"-ERR unknown command\r\n"


def set_value(key: bytes, value: bytes) -> bytes:
    store[key] = value
    return b"+OK\r\n"


def get_value(key: bytes) -> bytes:
    return bulk_string(store.get(key))


def bulk_string(data: bytes | None) -> bytes:
    """None becomes the null bulk string: there is no value."""
    if data is None:
        return b"$-1\r\n"
    return b"$%d\r\n%b\r\n" % (len(data), data)


if __name__ == "__main__":
    main()
