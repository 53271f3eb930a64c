"""Which lines of the learner's files each test has reached, as programs have marked them (line_map.py).

It is told when the end record of the run is out, and is no part of it: what a program marks is its own word. All of it is bounded, and
whoever cannot tell all of it tells none, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runner import contract
from runner.code_lines import code_in, stretches
from runner.line_map import LineMap

#: Of one event, and of all. The result channel would shorten a longer one when a run has said much (bounds.py).
EVENT_BYTES = 60 * 1024
ALL_BYTES = 1024 * 1024


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
    """Of all tests of a run."""

    def __init__(self, program: Mapping[str, bytes]) -> None:
        self.map = LineMap(program)
        self._tests: list[contract.Event] = []
        self._room = ALL_BYTES

    def ended(self, test: str, scopes_serve: bool) -> None:
        """A test and its programs have ended, but for those of fixtures of wider scope, if there are any."""
        marked = [lines_of_file(path, self.map.marked(path)) for path in self.map.files]
        event = covered(test, [one for one in marked if one["lines"]])
        if self._fits(event):
            self._tests.append(event)
        # A living program marks no line twice. What it has reached counts for each test in which it lives.
        if not scopes_serve:
            self.map.clear()

    def events(self) -> list[contract.Event]:
        """Takes up to seconds for a large program."""
        files = [_of_file(path, source) for path, source in self.map.files.items()]
        known = [one for one in files if one["lines"]]
        fits = all([self._fits(one) for one in known])
        reached = known and any(one["files"] for one in self._tests)
        why = "too-much" if not fits else "no-lines" if not reached else "others" if self.map.has_others() else None
        return [traced(why)] if why else [*self._tests, *known, traced(None)]

    def _fits(self, event: contract.Event) -> bool:
        size = len(contract.encode(event))
        self._room -= size if size <= EVENT_BYTES else ALL_BYTES
        return self._room >= 0


def _of_file(path: str, source: bytes) -> contract.Event:
    code = code_in(source)
    return coverable(path, stretches(code.lines), [one._asdict() for one in code.functions])
