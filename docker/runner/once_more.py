"""What is traced behind the verdict: the first failing test, for what it did not reach, or every test, for what they reached together."""

from __future__ import annotations

from typing import Any

import pytest

from runner import contract
from runner.board import Board
from runner.cover_tests import CoverTests
from runner.coverage import Coverage
from runner.line_map import LineMap
from runner.link import Link
from runner.reach import Unreached, unreached
from runner.traced_run import TracedRun

#: A test that took longer is not run again. Waiting in vain for a reply takes a second.
TOOK_MS = 1500.0
#: A traced run of one test that takes longer is given up. src/sandbox/sandbox.ts waits a little longer.
MOST_SECONDS = 3.0
#: All tests may take so many times what they took, within these bounds. Before 3.12 a traced loop takes five times as long.
TIMES, ALL_LEAST_SECONDS, ALL_MOST_SECONDS = 3.0, 3.0, 10.0


def should_be_traced(failed: contract.Event) -> bool:
    """Not where a program has broken down: its own words say more."""
    return failed["duration_ms"] <= TOOK_MS and not any(map(_broke_down, failed["programs"]))


def _broke_down(program: dict[str, Any]) -> bool:
    return not program["asked"] and (program["signal"] is not None or program["exit_code"] not in (None, 0))


def every_test(job: contract.Job, launcher: Link, board: Board, took_seconds: float) -> Coverage:
    coverage = Coverage(job.program)
    most = min(ALL_MOST_SECONDS, max(ALL_LEAST_SECONDS, TIMES * took_seconds))
    TracedRun(job, launcher, board, coverage.map, lambda event: None).go(most, CoverTests(coverage))
    return coverage


class FailedTest:
    """The first failing test."""

    def __init__(self, job: contract.Job, launcher: Link, board: Board, failed: contract.Event) -> None:
        self._job = job
        self._failed = failed
        self._ended: contract.Event | None = None
        self._map = LineMap(job.program)
        self._run = TracedRun(job, launcher, board, self._map, self._hear)

    def go(self) -> Unreached | None:
        self._run.go(MOST_SECONDS, Only(self._failed["test"]))
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
        begin = self._run.backend.command((), {})
        told = None if request is None else str(request).removeprefix(begin).replace("\nwith the input ", " ")
        return unreached(self._map.files, self._map.reached, self._job.entry.path, told)


class Only:
    """Leaves out every test but one."""

    def __init__(self, test: str) -> None:
        self._test = test

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid == self._test]
