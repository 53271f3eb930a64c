"""How a test reports a failure."""

from __future__ import annotations

from typing import Any, NoReturn

from codealong._difference import side_by_side, texts_side_by_side
from codealong._show import show


class Failed(AssertionError):
    """The learner's program did not do what the test expects.

    `code` and `args_` select the text from the catalogue. `message`, `request`, `expected`, `actual` and `advice` are the suite's own
    words. `received` holds the bytes that had arrived by then, for a toolbox that wants to explain more.
    """

    def __init__(
        self,
        code: str,
        args: dict[str, Any] | None = None,
        *,
        message: str | None = None,
        expected: object = None,
        actual: object = None,
        request: object = None,
        advice: str | None = None,
        received: bytes = b"",
    ) -> None:
        super().__init__(message or code)
        self.code = code
        self.args_ = dict(args or {})
        self.message = message
        self.expected = None if expected is None else show(expected)
        self.actual = None if actual is None else show(actual)
        self._compare(expected, actual)
        self.request = None if request is None else show(request)
        self.advice = advice
        self.received = received

    def _compare(self, expected: object, actual: object) -> None:
        """Cuts two long values where they differ. Only a failure in the suite's own words says where that is."""
        if isinstance(expected, str) and isinstance(actual, str):
            pair = texts_side_by_side(expected, actual)
        elif type(expected) is type(actual) and expected is not None:
            pair = side_by_side(expected, actual)
        else:
            return
        self.expected, self.actual, args = pair
        if self.code == "message":
            self.args_.update(args)


def fail(
    message: str,
    *,
    expected: object = None,
    actual: object = None,
    request: object = None,
    advice: str | None = None,
) -> NoReturn:
    """Ends the test with a failure. Text is shown unchanged; any other value is shown as Python would write it."""
    raise Failed("message", message=message, expected=expected, actual=actual, request=request, advice=advice)
