"""A Redis server: it keeps values, some of them for a limited time, and answers PING, ECHO, SET and GET."""

import math
import socket
import threading
import time
from typing import BinaryIO, NamedTuple

HOST = "localhost"
PORT = 6379


class Entry(NamedTuple):
    value: bytes | list[bytes]
    #: The clock time, in seconds, at which the value ends.
    until: float


store: dict[bytes, Entry] = {}
class Waiter:
    def __init__(self, key: bytes) -> None:
        self.key = key
        self.reply: bytes | None = None
        self.condition = threading.Condition(lock)


waiters: list[Waiter] = []
NULL_ARRAY = b"*-1\r\n"
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
            with lock:
                reply = answer(command)
            connection.sendall(reply)


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
        case b"RPUSH":
            return push_right(*args)
        case b"LPUSH":
            return push_left(*args)
        case b"LLEN":
            return integer(len(find_list(args[0])))
        case b"LPOP":
            return pop_left(*args)
        case b"BLPOP":
            return blocking_pop(*args)
        case b"LRANGE":
            return list_range(*args)
        case _:
            return b"-ERR unknown command\r\n"


def set_value(key: bytes, value: bytes, *options: bytes) -> bytes:
    store[key] = Entry(value, end_of_life(*options))
    return b"+OK\r\n"


def end_of_life(option: bytes = b"", number: bytes = b"") -> float:
    """PX counts milliseconds. Without it a value stays for good."""
    if option.upper() == b"PX":
        return time.monotonic() + int(number) / 1000
    return math.inf


def get_value(key: bytes) -> bytes:
    entry = store.get(key)
    if entry is None or time.monotonic() >= entry.until:
        return bulk_string(None)
    return bulk_string(entry.value)


def push_right(key: bytes, *new: bytes) -> bytes:
    elements = get_list(key)
    elements.extend(new)
    length = len(elements)
    serve_waiters()
    return integer(length)


def push_left(key: bytes, *new: bytes) -> bytes:
    elements = get_list(key)
    for element in new:
        elements.insert(0, element)
    length = len(elements)
    serve_waiters()
    return integer(length)


def blocking_pop(key: bytes, limit: bytes) -> bytes:
    if find_list(key):
        return array([key, take(key, 1)[0]])
    waiter = Waiter(key)
    waiters.append(waiter)
    with lock:
        while waiter.reply is None:
            waiter.condition.wait()
    return waiter.reply


def serve_waiters() -> None:
    for waiter in list(waiters):
        if find_list(waiter.key):
            waiters.remove(waiter)
            waiter.reply = array([waiter.key, take(waiter.key, 1)[0]])
            waiter.condition.notify()


def pop_left(key: bytes, number: bytes | None = None) -> bytes:
    elements = find_list(key)
    if number is None:
        return bulk_string(take(key, 1)[0] if elements else None)
    return array(take(key, int(number))) if elements else NULL_ARRAY


def take(key: bytes, number: int) -> list[bytes]:
    """Removes the first elements of a list that exists; with its last element, the list is gone."""
    elements = find_list(key)
    taken = elements[:number]
    del elements[:number]
    if not elements:
        del store[key]
    return taken


def list_range(key: bytes, first: bytes, last: bytes) -> bytes:
    elements = find_list(key)
    begin = from_start(int(first), len(elements))
    end = from_start(int(last), len(elements)) + 1
    return array(elements[max(begin, 0) : max(end, 0)])


def from_start(index: int, length: int) -> int:
    return index + length if index < 0 else index


def find_list(key: bytes) -> list[bytes]:
    """The list under a key, or an empty one that is not kept."""
    if key not in store:
        return []
    return store[key].value


def get_list(key: bytes) -> list[bytes]:
    """The list under a key; makes one if there is none."""
    if key not in store:
        store[key] = Entry([], math.inf)
    return store[key].value


def integer(number: int) -> bytes:
    return b":%d\r\n" % number


def array(elements: list[bytes]) -> bytes:
    return b"*%d\r\n" % len(elements) + b"".join(bulk_string(element) for element in elements)


def bulk_string(data: bytes | None) -> bytes:
    """None becomes the null bulk string: there is no value."""
    if data is None:
        return b"$-1\r\n"
    return b"$%d\r\n%b\r\n" % (len(data), data)


if __name__ == "__main__":
    main()
