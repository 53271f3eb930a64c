"""How a test says what went wrong."""

from __future__ import annotations

from typing import Any, NoReturn

from codealong._show import show


class Failed(AssertionError):
    """The learner's program did not do what the test expects.

    `code` and `args_` are for the catalogue of texts; `message`, `request`, `expected`, `actual` and `advice` are the words
    of the suite; `received` is what had come until then, for a toolbox that wants to say more.
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
        self.args_ = args or {}
        self.message = message
        self.expected = None if expected is None else show(expected)
        self.actual = None if actual is None else show(actual)
        self.request = None if request is None else show(request)
        self.advice = advice
        self.received = received


def fail(
    message: str,
    *,
    expected: object = None,
    actual: object = None,
    request: object = None,
    advice: str | None = None,
) -> NoReturn:
    """Ends the test. Text is shown as it is given, any other value as it would be written in Python."""
    raise Failed("message", message=message, expected=expected, actual=actual, request=request, advice=advice)
