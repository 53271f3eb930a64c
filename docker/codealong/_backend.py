"""The interface to the part that starts processes: the sandbox's launcher, or a plain one for measurements."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol


class Buffer:
    """The output of one stream of the program so far. Guarded by the backend's `changed`."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.closed = False
        #: Reads at once what the program has written so far.
        self.catch_up: Callable[[], None] = lambda: None


class Handle:
    """A process that runs as the learner's user. `stdin` is our end of its pipe; `code` is its exit code (minus the signal's number)."""

    def __init__(self, stdin: int | None, asks: int | None = None) -> None:
        self.pid = 0
        self.stdin = stdin
        self.asks = asks
        self.stdout = Buffer()
        self.stderr = Buffer()
        self.answers = Buffer()
        #: Where the program was, as it wrote itself when it was looked at or when it crashed. Hostile input.
        self.stack = Buffer()
        #: The result of the last look. One entry per thread: whether it was running (not waiting), and its part of `stack`.
        self.threads: list[tuple[bool, bytes]] = []
        #: The ports that others listened on when it was started.
        self.taken_before: frozenset[int] = frozenset()
        self.code: int | None = None
        #: What was said with it, if it calls functions (_conversation.py).
        self.conversation: object = None
        #: True if the suite asked for the exit code that comes, or sent a signal itself.
        self.asked = False
        self.signalled = False
        #: Whether it was started again, in another process.
        self.replaced = False


class OpenConnection(Protocol):
    """A client's connection to the program, as far as the end of a test needs it."""

    #: Whether it can go on with the program that is started in the place of this one.
    outlives_the_program: bool

    def close(self) -> None: ...

    def abort(self) -> None:
        """Closes it at once, with a reset."""
        ...

    def leave(self) -> None:
        """Closes it without a reset, unless the program has closed its side."""
        ...


class StartedProgram(Protocol):
    """A program that a test has started, as far as the wait for its port needs it."""

    handle: Handle
    tty: bool
    has_sent: bool

    def close_stdin(self) -> None: ...


class Kept(NamedTuple):
    """What a sweep leaves alone: what belongs to living fixtures of wider scope and, if it still runs, to the test."""

    programs: Sequence[Handle] = ()
    #: The numbers of the fixtures whose files stay.
    scopes: Sequence[int] = ()
    #: A kept program or the test may have made any file, so only files that are known to belong to something else go.
    files: bool = False
    #: The test still runs: what it wrote stays.
    test: bool = False


class Backend(Protocol):
    #: Notified at every output and every exit.
    changed: threading.Condition
    #: For how many seconds the machine has kept the sandbox from the processor since the run began.
    kept_waiting: Callable[[], float]

    @property
    def tools(self) -> str:
        """A folder that the program can execute from and cannot write. Raises OSError."""
        ...

    def start(self, args: Sequence[str], *, tty: bool, env: Mapping[str, str]) -> Handle:
        """Starts the learner's entry file in the learner's folder. `env` is added to its environment. Raises OSError."""
        ...

    def command(self, args: Sequence[str], env: Mapping[str, str]) -> str:
        """The command that a learner would type to start the program with these arguments and variables."""
        ...

    def start_caller(self) -> Handle:
        """A process that calls the learner's functions, in their folder, with a channel on descriptors 3 and 4. Raises OSError."""
        ...

    def signal(self, handle: Handle, signum: int) -> None: ...

    def look(self, handles: Sequence[Handle]) -> None:
        """Takes the stacks of the living processes, as far as a moment allows. Never fails."""
        ...

    def read_file(self, path: str, limit: int) -> bytes:
        """Reads a regular file that the program can read. Raises OSError: the system's, or `not-regular` or `too-large`."""
        ...

    def write_file(self, path: str, data: bytes) -> None:
        """Writes a file that belongs to the program. Raises OSError."""
        ...

    def make_folder(self, path: str) -> None: ...

    def mark(self, scope: int) -> None:
        """The files that are there now do not belong to the fixture of this number, which is about to be set up."""
        ...

    def hold(self, scope: int) -> None:
        """The files that have come since belong to the fixture of this number, until a sweep does not keep it."""
        ...

    def sweep(self, kept: Kept = Kept()) -> None:
        """Ends every other process and removes every other file that the test's programs left behind."""
        ...
