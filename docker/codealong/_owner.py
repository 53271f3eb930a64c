"""A test, or a fixture of class, module, package or session scope: what was made in it is its own and ends with it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from codealong._backend import Backend, Handle, OpenConnection, StartedProgram
from codealong._came import Came, newest
from codealong._deadline import Deadline
from codealong._transcript import LINES_KEPT, Transcript

_numbers = itertools.count(1)


class ScopeError(RuntimeError):
    """The suite uses something outside of the test or the fixture that it belongs to."""

    __module__ = "codealong"


class Owner:
    """`whose` names it in messages. `used` gives the living fixtures of wider scope that it may use."""

    def __init__(
        self, backend: Backend, whose: str, used: Callable[[], Sequence[Owner]] = tuple, lines: int = LINES_KEPT
    ) -> None:
        self.untouched_backend = backend
        self.whose = whose
        self.number = next(_numbers)
        self.transcript = Transcript(lines)
        #: The transcript of a fixture's setup; None while it is not over.
        self.story: str | None = None
        #: The programs and callers that were started in it.
        self.handles: list[Handle] = []
        self.processes: list[StartedProgram] = []
        self.connections: list[OpenConnection] = []
        self.caller: Handle | None = None
        #: Whether anything was asked of the backend.
        self.touched = False
        self.failed = False
        self.over = False
        self._used = used
        #: What the programs of its fixtures had written to stderr before it began; None for a program that had ended.
        self._before: dict[Handle, int | None] = {}
        self._returned: str | None = None
        #: What it has read of the program last; None before that.
        self.came: Came | None = None
        #: What the last request to the learner's functions and objects printed; None before the first.
        self._printed: str | None = None
        self._tried: str | None = None
        #: What the end undoes once the programs are gone, the last first.
        self.at_end: list[Callable[[], None]] = []
        #: Called with each new request.
        self.on_tried: Callable[[str | None], None] = lambda shown: None
        #: What the test waits for without a deadline of its own. Reported if the run ends meanwhile.
        self.waits_for: dict[str, str | int] = {}

    @property
    def backend(self) -> Backend:
        self.touched = True
        return self.untouched_backend

    @property
    def around(self) -> list[Owner]:
        """The fixtures of wider scope that it uses, in the order of their setup."""
        return [owner for owner in self._used() if owner is not self]

    @property
    def seen(self) -> list[Handle]:
        """The programs that it can talk to: those of the living fixtures around it, then its own."""
        return [handle for owner in self.around if not owner.over for handle in owner.handles] + self.handles

    @property
    def told(self) -> list[Handle]:
        """The programs that its report tells of. Left out are those of a fixture that had ended before it began, well or to be restarted."""
        others = [handle for owner in self.around for handle in owner.handles]
        known = [one for one in others if self._before.get(one, 0) is not None or not (one.code == 0 or one.replaced)]
        return known + self.handles

    def remember(self, handles: Iterable[Handle]) -> None:
        """It begins beside these programs of wider scope."""
        self._before = {one: len(one.stderr.data) if one.code is None else None for one in handles}

    def written_before(self, handle: Handle) -> int:
        """How much of the program's stderr belongs to an earlier test: nothing if the program has ended there."""
        return self._before.get(handle) or 0

    def whole_story(self) -> str:
        """Its transcript, after those of the fixtures that it uses."""
        return "\n".join(filter(None, [*(owner.told_first() for owner in self.around), str(self.transcript)]))

    def told_first(self) -> str:
        return str(self.transcript) if self.story is None else self.story

    @property
    def tried(self) -> str | None:
        """The last request to the program, in a form that a learner can try. Shown with a plain assertion that fails."""
        return next((owner._tried for owner in (self, *reversed(self.around)) if owner._tried is not None), None)

    @tried.setter
    def tried(self, shown: str) -> None:
        self._tried = shown
        self.on_tried(shown)

    @property
    def returned(self) -> str | None:
        """What the last request gave back, as a learner sees it; None without a result."""
        return next((owner._returned for owner in (self, *reversed(self.around)) if owner._tried is not None), None)

    @returned.setter
    def returned(self, shown: str | None) -> None:
        self._returned = shown

    @property
    def last_came(self) -> Came | None:
        """What was read last of the program, by itself or by a fixture that it uses."""
        return newest([self.came, *(owner.came for owner in self.around)])

    @property
    def printed(self) -> str:
        """Of a fixture that it uses, as long as it has asked nothing itself: what the setup's last request printed."""
        return next((owner._printed for owner in (self, *reversed(self.around)) if owner._printed is not None), "")

    @printed.setter
    def printed(self, text: str) -> None:
        self._printed = text

    def is_empty(self) -> bool:
        """Whether nothing was made in it."""
        return not self.touched and not self.connections and not self.at_end

    def lives(self) -> bool:
        """Whether one of its programs runs, beside the process that calls functions."""
        return any(handle.code is None and handle is not self.caller for handle in self.handles)

    def must_live(self, what: str) -> None:
        """Raises ScopeError if it has ended, and `what` with it."""
        if self.over:
            raise ScopeError(
                f"{what} was made in {self.whose}, and ended with it. What several tests use is made in a fixture whose scope holds "
                'all of them ("class", "module" or "session"), and each of these tests asks for that fixture'
            )

    def goes_on(self) -> None:
        """It asks the program for something more, so the last look at the program no longer counts."""
        for handle in self.seen:
            handle.threads.clear()

    def next_client(self) -> int:
        return 1 + sum(len(owner.connections) for owner in (*self.around, self))

    @contextmanager
    def waiting(self, waiting_for: str, **what: str | int) -> Iterator[None]:
        self.waits_for = {"waiting_for": waiting_for, **what}
        yield
        self.waits_for = {}

    def close_connections(self, gently: bool = False) -> None:
        """`gently`: a program at the other end may live on, and may not expect a reset."""
        for connection in self.connections:
            connection.leave() if gently else connection.abort()
        self.connections.clear()

    def restarted(self) -> None:
        """The program is started again: what was connected to it is closed. A client of datagrams is not connected."""
        for connection in [one for one in self.connections if not one.outlives_the_program]:
            connection.abort()
            self.connections.remove(connection)

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
        return Deadline(seconds, self.untouched_backend.kept_waiting)
