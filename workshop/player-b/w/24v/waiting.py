"""Clients that wait for a reply until another client has brought it."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from resp import NULL_ARRAY, CommandError

#: Held by the client whose command is carried out.
lock = threading.Lock()


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


#: The client that waits longest comes first.
waiters: list[Waiter] = []


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
