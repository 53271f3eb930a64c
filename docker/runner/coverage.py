"""Which lines of the learner's files each test has reached, as programs have marked them (line_map.py).

It is told when the end record of the run is out, and is no part of it: what a program marks is its own word. All of it is bounded, and
whoever cannot tell all of it tells none, and why.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from codealong import _state
from runner import contract
from runner.code_lines import code_in, stretches
from runner.line_map import LineMap

#: Of one event, and of all. The result channel would shorten a longer one when a run has said much (bounds.py).
EVENT_BYTES = 60 * 1024
ALL_BYTES = 1024 * 1024
#: From here on marking a line costs nothing after the first time, so that it may be done in a run that is judged.
FREE_FROM = (3, 12)


def lines_of_file(path: str, lines: list[int]) -> dict[str, Any]:
    """`lines`: the first and the last of each stretch, one after the other."""
    return {"path": path, "lines": lines}


def covered(test: str, files: list[dict[str, Any]]) -> contract.Event:
    """The lines that were reached during a test."""
    return {"event": "covered", "test": test, "files": files}


def coverable(path: str, lines: list[int], functions: list[dict[str, Any]]) -> contract.Event:
    """The lines of a file on which something can run, and its functions."""
    return {"event": "coverable", "path": path, "lines": lines, "functions": functions}


def traced(why: str | None) -> contract.Event:
    """The last word. `why`: why nothing can be told of what was reached; None if all of it was told."""
    return {"event": "traced", "why": why}


class Coverage:
    """A plugin of pytest, beside the reporter: it reads the marks when a test and its programs have ended."""

    def __init__(self, program: dict[str, bytes]) -> None:
        self.map = LineMap(program)
        self._tests: list[contract.Event] = []
        self._room = ALL_BYTES

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)  # so that the reporter's own comes first at the end
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        yield
        marked = [lines_of_file(path, self.map.marked(path)) for path in self.map.files]
        event = covered(item.nodeid, [one for one in marked if one["lines"]])
        if self._fits(event):
            self._tests.append(event)
        # A program of wider scope marks no line twice. What it has reached counts for each test in which it lives.
        if not _state.scopes_serve():
            self.map.clear()

    def events(self) -> list[contract.Event]:
        """Takes up to seconds for a large program."""
        files = [_of_file(path, source) for path, source in self.map.files.items()]
        known = [one for one in files if one["lines"]]
        fits = all([self._fits(one) for one in known])
        why = "no-lines" if not known else "others" if self.map.has_others() else None if fits else "too-much"
        return [traced(why)] if why else [*self._tests, *known, traced(None)]

    def _fits(self, event: contract.Event) -> bool:
        size = len(contract.encode(event))
        self._room -= size if size <= EVENT_BYTES else ALL_BYTES
        return self._room >= 0


def along(job: contract.Job) -> Coverage | None:
    """That of a run that is judged; None where it must not be looked at, or would cost time."""
    return Coverage(job.program) if job.traced == "along" and sys.version_info >= FREE_FROM else None


def _of_file(path: str, source: bytes) -> contract.Event:
    code = code_in(source)
    return coverable(path, stretches(code.lines), [one._asdict() for one in code.functions])
