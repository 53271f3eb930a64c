"""Tests once more, traced: which lines of the learner's program do they reach? It begins when the end record is out.

It goes the way of a run, with the same seed and everything else new. It reports none of its tests, and whatever is in its way ends it:
the sandbox has no other use then. What the program marks is its own word (line_map.py).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import NoReturn

import pytest

from codealong import _state
from runner import contract, suite
from runner.backend import LauncherBackend
from runner.board import Board
from runner.last_words import LastWords
from runner.line_map import LineMap
from runner.link import Link
from runner.output import OutputLog
from runner.plugin import Reporter
from runner.pump import Pump

#: The host shows the verdict meanwhile, and on two cores a run would take the processor from it.
PAUSE_SECONDS = 0.3


def give_up() -> NoReturn:
    os._exit(0)


class TracedRun:
    """`hear` is told what the run that was judged has sent as events."""

    def __init__(self, job: contract.Job, launcher: Link, board: Board, lines: LineMap, hear: Callable[[contract.Event], None]) -> None:
        self._job = job
        self._board = board
        log = OutputLog(hear)
        self._pump = Pump(launcher, log)
        self.backend = LauncherBackend(launcher, self._pump, log, job)
        self.backend.lines = (lines.fd,)
        self._reporter = Reporter(hear, self.backend, job, log, LastWords(board, job.limits.timeout_seconds))
        self._pump.on_timeout = self._pump.on_too_much = self._pump.on_terminals = give_up
        launcher.on_lost = give_up
        launcher.on_refused = lambda call, why: give_up()

    def go(self, most_seconds: float, plugin: object) -> None:
        """After so many seconds it is given up, and all that comes behind it as well."""
        time.sleep(PAUSE_SECONDS)
        ends = time.monotonic() + most_seconds
        self._board.extend(ends)
        _state.uninstall()
        _state.install(self.backend)
        self._pump.start(lambda: ends)
        pytest.main(suite.arguments(self._job), plugins=[plugin, self._reporter])
