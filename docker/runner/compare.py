"""Makes `assert actual == expected` fill both fields of a failure. pytest's own comparison can take for ever, so it is replaced."""

from __future__ import annotations

from _pytest.assertion import util

from codealong._show import error_text, show_exactly


class Comparison:
    """The last comparison by `==` that failed in this test."""

    def __init__(self) -> None:
        self.expected: str | None = None
        self.actual: str | None = None

    def forget(self) -> None:
        self.expected = self.actual = None

    def watch(self) -> None:
        """Replaces pytest's explanation for the test that is about to run."""
        util._reprcompare = self._explain

    def _explain(self, op: str, left: object, right: object) -> str:
        actual, expected = show_exactly(left), show_exactly(right)
        if op == "==":
            self.actual, self.expected = actual, expected
        return f"{actual} {op} {expected}"


def words_of(error: AssertionError) -> str | None:
    """The message that the suite's author wrote after the comma of `assert`; otherwise the assertion itself, with its values."""
    text = error_text(error)
    before, found, _ = text.partition("\nassert ")
    return before if found else text or None
