"""The end of one wait. A busy machine may keep the whole sandbox from the processor; that time is not the program's."""

from __future__ import annotations

import errno
import select
import socket
from collections.abc import Callable
from typing import TypeVar

from codealong._clock import may_stand, now, stands

#: No wait is longer than this. The run's own limit comes much earlier.
FOREVER_SECONDS = 3600.0
#: How often a wait looks whether the clock goes on. It must not take the processor from the debugger meanwhile.
LOOK_SECONDS = 0.02
#: The kernel asks for a connection again after 1, 3, 7, … seconds. Where the clock may stand, it is asked for anew before that: the program
#: that stood may have little time left once it goes on.
AGAIN_SECONDS = 0.25
Done = TypeVar("Done")
Address = tuple[str, int]


class Deadline:
    """In `seconds` from now, later by the time that the machine takes away meanwhile, and at most twice as late.

    `kept_waiting` says how many seconds the machine has taken away since the run began.
    """

    def __init__(self, seconds: float | None, kept_waiting: Callable[[], float]) -> None:
        self._seconds = FOREVER_SECONDS if seconds is None else seconds
        self._kept_waiting = kept_waiting
        self._before = kept_waiting()
        self._began = now()

    def left(self) -> float:
        """Seconds; 0 or less when it is over."""
        taken = min(self._seconds, self._kept_waiting() - self._before)
        return self._began + self._seconds + taken - now()


def can_write(fd: int, deadline: Deadline) -> bool:
    """Waits until `fd` takes more. False when the time is over."""
    left = deadline.left()
    while not select.select([], [fd], [], _look_seconds(left, 0.0))[1]:
        if left <= 0:
            return False
        left = deadline.left()
    return True


def clocked(connection: socket.socket, until: float, act: Callable[[], Done]) -> Done:
    """Reads or sends until `until` by the clock, which may stand still meanwhile. Raises TimeoutError."""
    while True:
        connection.settimeout(_look_seconds(until - now(), 0.0001))
        try:
            return act()
        except TimeoutError:
            if now() >= until:
                raise


def connected(family: int, address: Address, deadline: Deadline) -> tuple[socket.socket, int]:
    """A client by TCP that does not block, and the number of the error if it is not connected: ETIMEDOUT when the time is over."""
    while True:
        client = socket.socket(family, socket.SOCK_STREAM)
        client.setsockopt(socket.SOL_TCP, socket.TCP_NODELAY, 1)
        client.setblocking(False)
        error = _connect(client, address, _attempt_seconds(max(0.0, deadline.left())))
        if error != errno.ETIMEDOUT or deadline.left() <= 0:
            return client, error
        client.close()


def _connect(client: socket.socket, address: Address, seconds: float) -> int:
    error = client.connect_ex(address)
    if error != errno.EINPROGRESS:
        return error
    poll = select.poll()  # a test may have more clients than `select` can look at
    poll.register(client, select.POLLOUT)
    if not poll.poll(seconds * 1e3):
        return errno.ETIMEDOUT
    return client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)


def _look_seconds(left: float, least: float) -> float:
    """Of one look, while the clock goes on or stands."""
    return max(LOOK_SECONDS if stands() else least, left)


def _attempt_seconds(left: float) -> float:
    if stands():
        return AGAIN_SECONDS
    return min(left, AGAIN_SECONDS) if may_stand() else left
