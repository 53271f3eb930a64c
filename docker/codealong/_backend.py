"""What the module needs from whoever starts processes: the sandbox's launcher, or a plain one for measurements."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol


class Buffer:
    """What a stream of the program has given so far. Guarded by the backend's `changed`."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.closed = False


class Handle:
    """A process of the learner's user. `stdin` is a descriptor of ours, `code` its exit code (minus the signal's number)."""

    def __init__(self, stdin: int | None, asks: int | None = None) -> None:
        self.pid = 0
        self.stdin = stdin
        self.asks = asks
        self.stdout = Buffer()
        self.stderr = Buffer()
        self.answers = Buffer()
        #: Where it was, as it wrote itself when it was looked at or when it crashed. Hostile.
        self.stack = Buffer()
        #: What came of the last look: of each thread whether it was running, rather than waiting, and its part of `stack`.
        self.threads: list[tuple[bool, bytes]] = []
        self.code: int | None = None
        #: The suite had asked for the exit code that comes, or has sent a signal itself.
        self.asked = False
        self.signalled = False


class OpenConnection(Protocol):
    """A client's connection to the program, as far as the end of a test needs it."""

    def close(self) -> None: ...

    def abort(self) -> None:
        """Closes it at once, with a reset."""
        ...


class Backend(Protocol):
    #: Notified at every output and at every exit.
    changed: threading.Condition

    def start(self, args: Sequence[str], *, tty: bool) -> Handle:
        """The learner's entry, in their folder. Raises OSError."""
        ...

    def command(self, args: Sequence[str]) -> str:
        """What a learner would type to start it like that."""
        ...

    def start_caller(self) -> Handle:
        """A process that calls the learner's functions, in their folder, with a channel on descriptors 3 and 4. Raises OSError."""
        ...

    def signal(self, handle: Handle, signum: int) -> None: ...

    def look(self, handles: Sequence[Handle]) -> None:
        """Takes the stacks of those that live, as far as they can be had within a moment. Never fails."""
        ...

    def read_file(self, path: str, limit: int) -> bytes:
        """A regular file of the program's. Raises OSError."""
        ...

    def write_file(self, path: str, data: bytes) -> None:
        """Raises OSError."""
        ...

    def make_folder(self, path: str) -> None: ...

    def sweep(self) -> None:
        """Ends every process and removes every file that the test's programs left."""
        ...
