"""The time of one run. It is longer by what the machine takes away, and at most twice the limit (docs/architecture.md, "How time is counted")."""

from __future__ import annotations

import time
from collections.abc import Callable

from codealong._clock import Clock
from runner import contract
from runner.board import Board
from runner.kept_waiting import KeptWaiting
from runner.last_words import LastWords


class RunTime:
    def __init__(self, limits: contract.Limits, board: Board, last_words: LastWords) -> None:
        self.began = time.monotonic()
        self.kept = KeptWaiting(limits.cpus)
        self._limit = limits.timeout_seconds
        self._board = board
        self._last_words = last_words
        #: Stands still in a debugged run only.
        self.clock = Clock()
        #: Told how many seconds the machine has taken until now.
        self.on_extended: Callable[[float], None] = lambda seconds: None

    def begin(self) -> None:
        self._last_words.deadline = self.ends()
        self._last_words.between(0)
        self._board.arm(self.ends())

    def turn(self) -> None:
        """Called by the pump: every 0.05 s at least."""
        self._board.beat()
        taken = self.kept.look(time.monotonic())
        if taken or self.clock.stands():
            self._last_words.deadline = self.ends()
            self._board.extend(self.ends())
        if taken:
            self.on_extended(self.kept.seconds)

    def took(self) -> float:
        return time.monotonic() - self.began

    def ends(self) -> float:
        """By time.monotonic()."""
        return self.began + self._limit - contract.INSIDE_MARGIN_SECONDS + min(self._limit, self.kept.seconds) + self.clock.stood()

    def busy(self) -> dict[str, float]:
        """What to tell of a run that is over its time because the machine was busy. Empty if that is not the reason."""
        took = self.took()
        if not self.kept.starved(took, self._limit):
            return {}
        return {"took": round(took, 1), "computed": round(self.kept.used(), 1)}
