"""The test that is running: its programs, connections, transcript and random numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from codealong._backend import Backend, Handle, OpenConnection
from codealong._deadline import Deadline
from codealong._transcript import Transcript

rng = random.Random(0)


class State:
    def __init__(self, backend: Backend, test: str) -> None:
        self.backend = backend
        self.test = test
        self.transcript = Transcript()
        self.handles: list[Handle] = []
        self.connections: list[OpenConnection] = []
        self.caller: Handle | None = None
        #: What the last request gave back, as a learner sees it; None without a result.
        self.returned: str | None = None
        self._tried: str | None = None
        #: Called with each new request.
        self.on_tried: Callable[[str | None], None] = lambda shown: None
        #: What the test waits for without a deadline of its own. Reported if the run ends meanwhile.
        self.waits_for: dict[str, str | int] = {}

    @property
    def tried(self) -> str | None:
        """The last request to the program, in a form that a learner can try. Shown with a plain assertion that fails."""
        return self._tried

    @tried.setter
    def tried(self, shown: str) -> None:
        self._tried = shown
        self.on_tried(shown)

    def goes_on(self) -> None:
        """The test asks the program for something more, so the last look at the program no longer counts."""
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
        """Waits until `happened` is true, checking whenever the backend notifies. False after `seconds` of the program's time."""
        deadline = self.deadline(seconds)
        with self.backend.changed:
            while not happened():
                left = deadline.left()
                if left <= 0:
                    return False
                self.backend.changed.wait(left)
        return True

    def deadline(self, seconds: float | None) -> Deadline:
        return Deadline(seconds, self.backend.kept_waiting)


_backend: Backend | None = None
_current: State | None = None


def install(backend: Backend) -> None:
    """Called once, before the first test, by the code that runs the suite."""
    global _backend
    _backend = backend


def uninstall() -> None:
    """Called when no suite runs any more. The next suite begins with a fresh state."""
    global _backend
    _backend = None
    rng.seed(0)


def begin_test(test: str, seed: int) -> State:
    """Called before each test. Its random numbers depend on the seed and the test's id alone, not on the order of tests."""
    global _current
    if _backend is None:
        raise RuntimeError("no backend is installed")
    rng.seed(f"{seed}:{test}")
    _current = State(_backend, test)
    return _current


def end_test() -> State:
    """Called after each test: nothing of the test lives on. Returns its state for the report."""
    global _current
    state = current()
    _current = None
    # Kill first, then reset. A server that sees a reset would end with an irrelevant traceback. A killed server leaves no
    # TIME_WAIT behind when the client's side resets; a plain close would.
    state.backend.sweep()
    state.close_connections()
    return state


def running() -> State | None:
    """For code outside a test that watches it; None between two tests."""
    return _current


def current() -> State:
    """For code that a test calls. Raises RuntimeError between two tests."""
    if _current is None:
        raise RuntimeError("codealong can be used only inside a test or a fixture of scope function")
    return _current
