"""The bytes that crossed stdin, stdout and every connection of a test: both directions, in order, bounded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from codealong._show import show_exactly

LINES_KEPT = 40
#: Of a fixture of wider scope, whose transcript stands in front of that of each of its tests.
SCOPE_LINES_KEPT = 10
LINE_CHARACTERS = 400


class Transcript:
    """Keeps the first and the last lines of a long conversation, up to `kept` of each."""

    def __init__(self, kept: int = LINES_KEPT) -> None:
        self._kept = kept
        self._first: list[str] = []
        self._last: deque[str] = deque(maxlen=kept)
        self._left_out = 0
        #: Told each line as it is said, in a run that a person debugs.
        self.on_line: Callable[[str], None] | None = None

    def add(self, who: str, arrow: str, what: object) -> None:
        """`arrow` is `->` for data sent to the program and `<-` for data received from it."""
        self.line(f"{who} {arrow} {show_exactly(what)}")

    def line(self, text: str) -> None:
        text = text if len(text) <= LINE_CHARACTERS else text[:LINE_CHARACTERS] + " …"
        if self.on_line is not None:
            self.on_line(text)
        if len(self._first) < self._kept:
            self._first.append(text)
            return
        if len(self._last) == self._kept:
            self._left_out += 1
        self._last.append(text)

    def __str__(self) -> str:
        gap = [f"… {self._left_out} lines left out …"] if self._left_out else []
        return "\n".join([*self._first, *gap, *self._last])
