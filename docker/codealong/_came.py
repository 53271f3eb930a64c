"""What a test has read of the program last. It is shown when the test's own code cannot go on with it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from codealong._show import show_exactly

_numbers = itertools.count(1)
#: Of a reply that came in pieces.
PIECES_BYTES = 4096
#: How Python shows the value of a function that returns nothing.
NOTHING = "None"


class Came:
    """`how` is one of the words of `given` in src/contract/codes/failure-codes.ts. `printed` came beside a value that was returned."""

    def __init__(self, how: str, value: str | bytes, printed: str = "") -> None:
        #: A later one has a higher number, whoever has read it.
        self.number = next(_numbers)
        self._how = how
        self._value = value
        self._printed = printed

    def told(self, words: str) -> tuple[str, str]:
        """How it came, and how it is shown. `words` are those of the exception: a function may print a result and return another."""
        if self._how == "printed":
            text = self._value if isinstance(self._value, str) else self._value.decode("utf-8", "backslashreplace")
            return ("printed" if text.strip() else "printed-nothing"), show_exactly(text)
        if self._how == "returned":
            return self._returned(words)
        if self._how == "sent" and not self._value:
            return "sent-nothing", show_exactly(self._value)
        return self._how, show_exactly(self._value) if isinstance(self._value, bytes) else self._value

    def _returned(self, words: str) -> tuple[str, str]:
        value = str(self._value)
        if value != NOTHING or "NoneType" in words:
            return "returned", value
        return ("printed", show_exactly(self._printed)) if self._printed else ("gave-nothing", value)


def newest(all_that_came: Iterable[Came | None]) -> Came | None:
    return max((came for came in all_that_came if came is not None), key=lambda came: came.number, default=None)
