"""A Redis server: it keeps texts, some of them for a limited time, and lists."""

import math
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import BinaryIO, NamedTuple, TypeVar

HOST = "localhost"
PORT = 6379
NULL_ARRAY = b"*-1\r\n"

T = TypeVar("T")


class CommandError(Exception):
    """What is wrong with a command. The client reads it as the reply."""


class Wait(NamedTuple):
    """In place of a reply: the client waits until `attempt` has one."""

    attempt: Callable[[], bytes | None]
    #: None: as long as it takes.
    seconds: float | None


class Waiter:
    """A client that waits, in its thread, for its reply."""

    def __init__(self, wait: Wait, connection: socket.socket) -> None:
        self.attempt = wait.attempt
        self.connection = connection
        self.reply: bytes | None = None
        self.served = threading.Condition(lock)

    def try_again(self) -> None:
        if self.reply is None:
            with suppress(CommandError):  # the key has a value of another kind now
                self.reply = b"" if has_gone(self.connection) else self.attempt()
        if self.reply is not None:
            self.served.notify()


class Entry(NamedTuple):
    #: Bytes, or a list of bytes.
    value: object
    #: The clock time, in seconds, at which the value ends.
    until: float


store: dict[bytes, Entry] = {}
#: Held by the client whose command is carried out.
lock = threading.Lock()
#: The client that waits longest comes first.
waiters: list[Waiter] = []


def main() -> None:
    with socket.create_server((HOST, PORT)) as server:
        print(f"Waiting for clients on port {PORT}")
        while True:
            connection, address = server.accept()
            print(f"A client has connected: {address}")
            threading.Thread(target=serve, args=(connection,)).start()


def serve(connection: socket.socket) -> None:
    """Answers one client, in a thread of its own, until it leaves."""
    with suppress(ConnectionError), connection, connection.makefile("rb") as stream:
        while command := read_command(stream):
            connection.sendall(reply_to(command, connection))


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


def reply_to(command: list[bytes], connection: socket.socket) -> bytes:
    """Carries out one command at a time: two clients may push to the same list."""
    with lock:
        try:
            reply = answer(command)
        except CommandError as problem:
            return error(str(problem))
        if isinstance(reply, Wait):
            return wait_for(reply, connection)
        serve_waiters()
        return reply


def wait_for(wait: Wait, connection: socket.socket) -> bytes:
    """Waits without the lock, so that other clients can go on."""
    waiter = Waiter(wait, connection)
    waiters.append(waiter)
    waiter.served.wait(wait.seconds)
    waiters.remove(waiter)
    return NULL_ARRAY if waiter.reply is None else waiter.reply


def serve_waiters() -> None:
    """After each command: it may have brought what they wait for."""
    for waiter in waiters:
        waiter.try_again()


def has_gone(connection: socket.socket) -> bool:
    """Looks at what comes next, without reading it: nothing, if the client has closed the connection."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def answer(command: list[bytes]) -> bytes | Wait:
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
        case b"LPUSH":
            return push_left(*args)
        case b"LRANGE":
            return get_range(*args)
        case b"LLEN":
            return get_length(*args)
        case b"LPOP":
            return pop(*args)
        case b"BLPOP":
            return pop_or_wait(*args)
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


def push_left(key: bytes, *new: bytes) -> bytes:
    """Each element goes to the front, so that the last one comes first."""
    elements = list_at(key)
    for element in new:
        elements.insert(0, element)
    store[key] = Entry(elements, math.inf)
    return integer(len(elements))


def get_range(key: bytes, start: bytes, stop: bytes) -> bytes:
    """The elements from start to stop, both included."""
    elements = list_at(key)
    first, last = position(start, elements), position(stop, elements)
    chosen = elements[max(first, 0) : max(last + 1, 0)]
    return array([bulk_string(element) for element in chosen])


def position(index: bytes, elements: list[bytes]) -> int:
    """An index below zero counts from the end; the result may still be below zero, if it counts too far."""
    number = int(index)
    return number if number >= 0 else len(elements) + number


def get_length(key: bytes) -> bytes:
    return integer(len(list_at(key)))


def pop(key: bytes, count: bytes | None = None) -> bytes:
    """With a count, the reply is an array, even of one element."""
    if count is None:
        return bulk_string(take_first(key))
    length = len(list_at(key))
    if length == 0:
        return NULL_ARRAY
    return array([bulk_string(take_first(key)) for _ in range(min(int(count), length))])


def pop_or_wait(key: bytes, seconds: bytes) -> bytes | Wait:
    """BLPOP waits at most so long, or with 0 as long as it takes."""
    attempt = partial(pop_with_key, key)
    return attempt() or Wait(attempt, float(seconds) or None)


def pop_with_key(key: bytes) -> bytes | None:
    element = take_first(key)
    return None if element is None else array([bulk_string(key), bulk_string(element)])


def take_first(key: bytes) -> bytes | None:
    """Removes the first element. With its last element, a list goes too."""
    elements = list_at(key)
    if not elements:
        return None
    element = elements.pop(0)
    if not elements:
        del store[key]
    return element


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
