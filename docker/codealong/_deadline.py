"""The end of one wait. A busy machine may keep the whole sandbox from the processor; that time is not the program's."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from typing import TypeVar

from codealong._clock import now, stands

#: No wait is longer than this. The run's own limit comes much earlier.
FOREVER_SECONDS = 3600.0
#: How often a wait looks whether the clock goes on. It must not take the processor from the debugger meanwhile.
LOOK_SECONDS = 0.02
Read = TypeVar("Read")


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
    while not select.select([], [fd], [], max(0.0, left))[1]:
        if left <= 0:
            return False
        left = deadline.left()
    return True


def clocked(connection: socket.socket, until: float, read: Callable[[], Read]) -> Read:
    """Reads until `until` by the clock, which may stand still meanwhile. Raises TimeoutError."""
    while True:
        connection.settimeout(max(LOOK_SECONDS if stands() else 0.0001, until - now()))
        try:
            return read()
        except TimeoutError:
            if now() >= until:
                raise
