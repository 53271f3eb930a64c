"""A failing test once more, traced: which lines of the learner's program did it reach? It begins when the end record is out.

It goes the way of a run, with the same seed and everything else new. It reports none of its tests, and whatever is in its way ends it:
the sandbox has no other use then. What the program marks is its own word (line_map.py), and here it is made lines of its files.
"""

from __future__ import annotations

import os
import time
from typing import Any, NoReturn

import pytest

from codealong import _state
from runner import contract, suite
from runner.backend import LauncherBackend
from runner.last_words import LastWords
from runner.line_map import LineMap
from runner.link import Link
from runner.output import OutputLog
from runner.plugin import Reporter
from runner.pump import Pump
from runner.reach import Unreached, unreached

#: A test that took longer is not run again. Waiting in vain for a reply takes a second.
TOOK_MS = 1500.0
#: The host shows the verdict meanwhile, and on two cores a run would take the processor from it.
PAUSE_SECONDS = 0.3
#: A traced run that takes longer is given up. src/sandbox/sandbox.ts waits a little longer.
MOST_SECONDS = 3.0


def should_be_traced(failed: contract.Event) -> bool:
    """Not where a program has broken down: its own words say more."""
    return failed["duration_ms"] <= TOOK_MS and not any(map(_broke_down, failed["programs"]))


def _broke_down(program: dict[str, Any]) -> bool:
    return not program["asked"] and (program["signal"] is not None or program["exit_code"] not in (None, 0))


def give_up() -> NoReturn:
    os._exit(0)


class TracedRun:
    def __init__(self, job: contract.Job, launcher: Link, failed: contract.Event, last_words: LastWords) -> None:
        self._job = job
        self._failed = failed
        self._ended: contract.Event | None = None
        self._map = LineMap(job.program)
        log = OutputLog(self._hear)
        self._pump = Pump(launcher, log)
        self._backend = LauncherBackend(launcher, self._pump, log, job)
        self._backend.lines = (self._map.fd,)
        self._reporter = Reporter(self._hear, self._backend, job, log, last_words)
        self._pump.on_timeout = self._pump.on_too_much = self._pump.on_terminals = give_up
        launcher.on_lost = give_up
        launcher.on_refused = lambda call, why: give_up()

    def go(self) -> Unreached | None:
        time.sleep(PAUSE_SECONDS)
        ends = time.monotonic() + MOST_SECONDS
        _state.uninstall()
        _state.install(self._backend)
        self._pump.start(lambda: ends)
        pytest.main(suite.arguments(self._job), plugins=[Only(self._failed["test"]), self._reporter])
        return self._found() if self._failed_alike() else None

    def _hear(self, event: contract.Event) -> None:
        if event["event"] == "finished":
            self._ended = event

    def _failed_alike(self) -> bool:
        """A test that ends in another way says nothing about the failure that was told, nor does one with lines that nobody marked."""
        if self._ended is None or self._ended["outcome"] != "failed" or self._map.has_others():
            return False
        return all(self._ended["failure"][one] == self._failed["failure"][one] for one in ("code", "request"))

    def _found(self) -> Unreached | None:
        request = self._failed["failure"]["request"]
        begin = self._backend.command((), {})
        told = None if request is None else str(request).removeprefix(begin).replace("\nwith the input ", " ")
        return unreached(self._map.files, self._map.reached, self._job.entry.path, told)


class Only:
    """Leaves out every test but one."""

    def __init__(self, test: str) -> None:
        self._test = test

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid == self._test]
