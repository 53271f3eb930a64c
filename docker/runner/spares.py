"""Interpreters that were started before any learner code arrived: starting one takes most of a run's time."""

from __future__ import annotations

import os
from typing import NamedTuple


class Spare(NamedTuple):
    """A waiting interpreter. A program of another language has other arguments, so it gets no spare."""

    argv: list[str]
    pid: int
    fds: list[int]
    #: Writing to it starts the program; closing it ends the process. None for a caller, which waits for its first call anyway.
    go: int | None

    def goes(self) -> bool:
        """Lets the spare start its program. False if it has ended meanwhile."""
        if self.go is None:
            return True
        try:
            os.write(self.go, b"g")
        except BrokenPipeError:
            self.close()
            return False
        os.close(self.go)
        return True

    def close(self) -> None:
        for fd in self.fds if self.go is None else (*self.fds, self.go):
            os.close(fd)


class Spares(NamedTuple):
    program: Spare
    caller: Spare
