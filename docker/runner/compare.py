"""Makes a plain `assert` fill both fields of a failure. pytest's own comparison can take for ever, so it is replaced."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any

from _pytest.assertion import rewrite, util

from codealong._difference import side_by_side
from codealong._show import Unasked, only_showing, show_exactly

#: How a comparison with the second value is said to a learner. By itself that value is what was expected.
CONDITIONS = {
    "==": "{}",
    "!=": "not {}",
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
    "is": "{}",
    "is not": "not {}",
}
HOLDS: dict[str, Callable[[Any, Any], object]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda part, whole: part in whole,
    "not in": lambda part, whole: part not in whole,
}
TEXTS = (str, bytes, bytearray)


class Comparison:
    """The last comparison that failed in this test."""

    def __init__(self) -> None:
        self.expected: str | None = None
        self.actual: str | None = None
        #: Where two long values first differ; empty for others.
        self.difference: dict[str, Any] = {}
        #: The words of the suite's author that came with an assertion of unittest, whose own words are not for learners.
        self.words: str | None = None
        #: Whether the values come from an assertion of unittest.
        self.told = False
        self._line = ""

    def forget(self) -> None:
        self.expected = self.actual = self.words = None
        self.told = False
        self.difference = {}
        self._line = ""

    def watch(self) -> None:
        """Replaces pytest's explanation for the test that is about to run."""
        util._reprcompare = self._explain
        rewrite._saferepr = _shown

    def tell(self, expected: str | None, actual: str | None, difference: dict[str, Any] | None = None, *, words: object) -> None:
        """An assertion of unittest has failed."""
        self.expected, self.actual, self.told = expected, actual, True
        self.difference = difference or {}
        self.words = None if words is None else str(words)

    def of_plain(self, text: str, worded: bool) -> bool:
        """Takes the values from the text of a plain `assert` that failed. False if it was not about values that are known.

        `worded`: the author says what is wrong. The value of a mere condition then adds something only if it came from a call.
        """
        if self.told:
            return True
        if self.expected is not None and self._line in text:
            return True
        self.expected = self.actual = None
        self.difference = {}
        found = re.match(r"assert (not )?([^\n]*)", text)
        if found is None or not _is_value(found[2]) or (worded and "\n +  where " not in text):
            return False
        self.actual, self.expected = found[2], "False" if found[1] else "True"
        return True

    def _explain(self, op: str, left: object, right: object) -> str:
        line = f"{show_exactly(left)} {op} {show_exactly(right)}"
        if not _holds(op, left, right):
            self.expected, self.actual = _told(op, left, right)
            self.difference = {}
            if op == "==":
                self.expected, self.actual, self.difference = side_by_side(right, left)
            self._line = line
        return line


_saferepr = rewrite._saferepr


def _shown(obj: object) -> str:
    """For pytest's explanation: an object of the program is not asked for its text."""
    with only_showing():
        return obj._kept_shown() if isinstance(obj, Unasked) else _saferepr(obj)


def _holds(op: str, left: object, right: object) -> bool:
    """Whether this is one of several comparisons of an `assert`, and not the one that failed. The values were compared before."""
    try:
        with only_showing():
            return bool(HOLDS[op](left, right))
    except Exception:  # objects of the suite's own, or of the program
        return False


def _is_value(text: str) -> bool:
    """Whether pytest shows a whole value: not a condition of several parts, and not an object of the suite's own."""
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _told(op: str, left: object, right: object) -> tuple[str | None, str | None]:
    if op in ("in", "not in"):
        return contents(op, left, right)
    condition = CONDITIONS.get(op)
    return (None, None) if condition is None else (condition.format(show_exactly(right)), show_exactly(left))


def contents(op: str, part: object, whole: object) -> tuple[str, str]:
    """What `part in whole` expected, and what came. A text that is searched came from the program; any other container is a choice."""
    if isinstance(whole, TEXTS):
        return f"{show_exactly(part)} {op} it", show_exactly(whole)
    return f"{op} {show_exactly(whole)}", show_exactly(part)


def words_of(text: str) -> str | None:
    """The words that the suite's author wrote after the comma of `assert`; None without any."""
    if text.startswith("assert "):
        return None
    return text.partition("\nassert ")[0] or None
