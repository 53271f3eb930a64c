"""What the watchdog must know of the grader: a page of memory that both share, and a pipe that ends with the grader.

Neither has a name that a program could open. At every step the grader posts the last words of its run: what is to be said if the
grader is killed now. That wakes nobody. A post fits on one page, so a kill cannot cut it in half. Imports nothing large, because the
watchdog keeps it all its life.
"""

from __future__ import annotations

import os
import select
import time

PAGE_BYTES = 4096
STACK_BYTES = 64 * 1024
#: Of last words. The first byte of the page says that the grader ends the run by itself. Behind the page are the last beat and the deadline.
MOST_BYTES = PAGE_BYTES - 1
BEAT_BYTES = 32
DEADLINE_AT = PAGE_BYTES + BEAT_BYTES


class Board:
    """Made before the fork."""

    def __init__(self) -> None:
        self._page = os.memfd_create("board")
        os.ftruncate(self._page, DEADLINE_AT + BEAT_BYTES)
        #: Where the grader writes its stack when it is asked to (watchdog.py).
        self.stack = os.memfd_create("stack")
        self._ended, self._alive = os.pipe()

    def be_grader(self) -> None:
        os.close(self._ended)

    def be_watchdog(self) -> None:
        os.close(self._alive)

    def arm(self, deadline: float) -> None:
        """`deadline`: when the grader ends a run that takes too long, by time.monotonic(). It beats from here on."""
        self.beat()
        self.extend(deadline)
        os.write(self._alive, b"-")

    def extend(self, deadline: float) -> None:
        """The run may take longer: until then."""
        os.pwrite(self._page, str(deadline).encode().ljust(BEAT_BYTES, b"\0"), DEADLINE_AT)

    def post(self, last_words: bytes) -> None:
        """At most MOST_BYTES."""
        os.pwrite(self._page, last_words.ljust(MOST_BYTES, b"\0"), 1)

    def end_by_itself(self) -> None:
        """From here on the grader ends the run, so the watchdog need not."""
        os.pwrite(self._page, b"1", 0)

    def ends_by_itself(self) -> bool:
        return os.pread(self._page, 1, 0) == b"1"

    def beat(self) -> None:
        """A sign of life. It says how much processor time the grader has used until now."""
        os.pwrite(self._page, str(time.process_time()).encode().ljust(BEAT_BYTES, b"\0"), PAGE_BYTES)

    def last_beat(self) -> float:
        return float(os.pread(self._page, BEAT_BYTES, PAGE_BYTES).rstrip(b"\0") or 0)

    def last_words(self) -> bytes:
        return os.pread(self._page, MOST_BYTES, 1).rstrip(b"\0")

    def await_run(self) -> bool:
        """False if the grader has ended without a run."""
        return bool(os.read(self._ended, PAGE_BYTES))

    def deadline(self) -> float:
        """It may have become later since."""
        return float(os.pread(self._page, BEAT_BYTES, DEADLINE_AT).rstrip(b"\0"))

    def ends_by(self, at: float) -> bool:
        """Whether the grader ends by then. Waits for it."""
        return bool(select.select([self._ended], [], [], max(0.0, at - time.monotonic()))[0])

    def lines_of_stack(self) -> list[str]:
        """Innermost first."""
        return os.pread(self.stack, STACK_BYTES, 0).decode("utf-8", "replace").splitlines()
