"""The clock of every wait. It stands still while a person looks at a program that a debugger has stopped (docs/debugging.md, "The clock").

In a run without a debugger it is `time.monotonic()`.
"""

from __future__ import annotations

import threading
import time


class Clock:
    """Stands while anybody holds it, for `most` seconds in all; then it goes on whatever happens."""

    def __init__(self, most: float = 0.0) -> None:
        self._most = most
        self._holders: set[object] = set()
        self._since: float | None = None
        self._stood = 0.0
        self._lock = threading.Lock()

    def hold(self, who: object) -> None:
        with self._lock:
            self._holders.add(who)
            if self._since is None:
                self._since = time.monotonic()

    def let_go(self, who: object) -> None:
        with self._lock:
            self._holders.discard(who)
            if not self._holders and self._since is not None:
                self._stood += time.monotonic() - self._since
                self._since = None

    def stood(self) -> float:
        """Seconds that it has stood still until now."""
        with self._lock:
            now = 0.0 if self._since is None else time.monotonic() - self._since
            return min(self._most, self._stood + now)

    def stands(self) -> bool:
        return self._since is not None and self.stood() < self._most


_clock: Clock | None = None


def install(clock: Clock | None) -> None:
    """Called once, before the first test of a run with a debugger."""
    global _clock
    _clock = clock


def now() -> float:
    return time.monotonic() if _clock is None else time.monotonic() - _clock.stood()


def stands() -> bool:
    return _clock is not None and _clock.stands()


def may_stand() -> bool:
    """Whether a person debugs the programs of this run."""
    return _clock is not None
