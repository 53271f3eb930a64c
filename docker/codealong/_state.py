"""The test that is running: its programs, connections, transcript and random numbers."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from codealong._backend import Backend, Handle, OpenConnection
from codealong._transcript import Transcript

#: No wait is longer than this; the run's own limit comes much earlier.
FOREVER_SECONDS = 3600.0

rng = random.Random(0)


class State:
    def __init__(self, backend: Backend, test: str) -> None:
        self.backend = backend
        self.test = test
        self.transcript = Transcript()
        self.handles: list[Handle] = []
        self.connections: list[OpenConnection] = []
        self.caller: Handle | None = None
        #: What the program was asked last, as a learner could try it: shown with a plain assertion that fails.
        self.tried: str | None = None
        #: What the test waits for without a deadline of its own, for a run that ends meanwhile.
        self.waits_for: dict[str, str | int] = {}

    def goes_on(self) -> None:
        """The test asks the program for something more: where it was before does not count."""
        for handle in self.handles:
            handle.threads.clear()

    @contextmanager
    def waiting(self, waiting_for: str, **what: str | int) -> Iterator[None]:
        self.waits_for = {"waiting_for": waiting_for, **what}
        yield
        self.waits_for = {}

    def close_connections(self) -> None:
        for connection in self.connections:
            connection.abort()
        self.connections.clear()

    def wait(self, happened: Callable[[], bool], seconds: float | None) -> bool:
        """Waits until something has happened that the backend notifies of; false after `seconds`."""
        until = time.monotonic() + (FOREVER_SECONDS if seconds is None else seconds)
        with self.backend.changed:
            while not happened():
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self.backend.changed.wait(left)
        return True


_backend: Backend | None = None
_current: State | None = None


def install(backend: Backend) -> None:
    """Called once by whoever runs the suite, before the first test."""
    global _backend
    _backend = backend


def uninstall() -> None:
    """Nothing runs a suite any more; the next one begins as the first did."""
    global _backend
    _backend = None
    rng.seed(0)


def begin_test(test: str, seed: int) -> State:
    """Called before each test; its random numbers depend on the seed and its own id alone, not on the order."""
    global _current
    if _backend is None:
        raise RuntimeError("no backend is installed")
    rng.seed(f"{seed}:{test}")
    _current = State(_backend, test)
    return _current


def end_test() -> State:
    """Called after each test: nothing of it lives on. Gives its state, for the report."""
    global _current
    state = current()
    _current = None
    # Killed first, then reset: a server that saw the reset would end with a traceback that nobody had asked for, and one
    # that was killed leaves no TIME_WAIT behind when the client's side resets (a plain close would).
    state.backend.sweep()
    state.close_connections()
    return state


def running() -> State | None:
    """For whoever watches from outside of a test; None between two tests."""
    return _current


def current() -> State:
    """For what a test calls. Raises RuntimeError between two tests."""
    if _current is None:
        raise RuntimeError("codealong can be used inside a test or a fixture of scope function only")
    return _current
