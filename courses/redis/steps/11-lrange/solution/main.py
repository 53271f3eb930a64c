"""A Redis server: it keeps texts, some of them for a limited time, and lists."""

import math
import socket
import threading
import time
from typing import BinaryIO, NamedTuple, TypeVar

HOST = "localhost"
PORT = 6379

T = TypeVar("T")


class CommandError(Exception):
    """What is wrong with a command. The client reads it as the reply."""


class Entry(NamedTuple):
    #: Bytes, or a list of bytes.
    value: object
    #: The clock time, in seconds, at which the value ends.
    until: float


store: dict[bytes, Entry] = {}
#: Held by the client whose command is carried out.
lock = threading.Lock()


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
            connection.sendall(reply_to(command))


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


def reply_to(command: list[bytes]) -> bytes:
    """Carries out one command at a time: two clients may push to the same list."""
    with lock:
        try:
            return answer(command)
        except CommandError as problem:
            return error(str(problem))


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
        case b"RPUSH":
            return push(*args)
        case b"LRANGE":
            return get_range(*args)
        case _:
            return error("ERR unknown command")


def set_value(key: bytes, value: bytes, *options: bytes) -> bytes:
    store[key] = Entry(value, end_of_life(*options))
    return b"+OK\r\n"


def end_of_life(option: bytes = b"", number: bytes = b"") -> float:
    """PX counts milliseconds. Without it a value stays for good."""
    if option.upper() == b"PX":
        return time.monotonic() + int(number) / 1000
    return math.inf


def get_value(key: bytes) -> bytes:
    return bulk_string(value_at(key, bytes))


def push(key: bytes, *new: bytes) -> bytes:
    elements = list_at(key)
    elements.extend(new)
    store[key] = Entry(elements, math.inf)
    return integer(len(elements))


def get_range(key: bytes, start: bytes, stop: bytes) -> bytes:
    """The elements from start to stop, both included."""
    chosen = list_at(key)[int(start) : int(stop) + 1]
    return array([bulk_string(element) for element in chosen])


def list_at(key: bytes) -> list[bytes]:
    """The elements of a list. A key that is not there is an empty list."""
    return value_at(key, list) or []


def value_at(key: bytes, kind: type[T]) -> T | None:
    """The value of a key, or None if there is none. It must be of this kind."""
    entry = store.get(key)
    if entry is None or time.monotonic() >= entry.until:
        return None
    if not isinstance(entry.value, kind):
        raise CommandError("WRONGTYPE Operation against a key holding the wrong kind of value")
    return entry.value


def bulk_string(data: bytes | None) -> bytes:
    """None becomes the null bulk string: there is no value."""
    if data is None:
        return b"$-1\r\n"
    return b"$%d\r\n%b\r\n" % (len(data), data)


def integer(number: int) -> bytes:
    return b":%d\r\n" % number


def array(replies: list[bytes]) -> bytes:
    """Its elements are complete replies, of any kind."""
    return b"*%d\r\n" % len(replies) + b"".join(replies)


def error(text: str) -> bytes:
    return f"-{text}\r\n".encode()


if __name__ == "__main__":
    main()
