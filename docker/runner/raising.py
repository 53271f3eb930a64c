"""What a test says of an exception that should have come: by `pytest.raises`, or by `assertRaises` of unittest."""

from __future__ import annotations

import functools
import re
import unittest.case
from typing import Any

import _pytest
import pytest

from codealong._raised import Raised
from codealong._show import bounded, error_text
from codealong._state import State
from runner.matching import Method, replace

#: The code, its args, and the values that were expected and that came.
Raising = tuple[str, dict[str, Any], dict[str, str | None]]

#: An exception of this name only says that some exception of the learner's was expected.
OURS = "Raised"
NONE_CAME = (
    re.compile(r"DID NOT RAISE (?P<wanted>.*)", re.DOTALL),
    re.compile(r"(?P<wanted>[\w., ()]+?) not raised(?: by .*)?(?: : .*)?", re.DOTALL),
)
OTHER_WORDS = (
    re.compile(
        r"Regex pattern did not match\.\s+(?:Expected regex|Regex): (?P<wanted>[^\n]*)\s+(?:Actual message|Input): (?P<came>[^\n]*)",
    ),
    re.compile(r"(?P<wanted>['\"].*['\"]) does not match (?P<came>['\"].*['\"])(?: : .*)?"),
)


def watch() -> None:
    """For all tests of this process: an exception of the learner's that passes where another one is expected notes that one."""
    contexts = (
        getattr(getattr(_pytest, "raises", None), "RaisesExc", None),
        getattr(getattr(_pytest, "python_api", None), "RaisesContext", None),  # of pytest before 8.4
        unittest.case._AssertRaisesContext,
    )
    for context in contexts:
        replace(context, "__exit__", _of_context)
    replace(pytest, "raises", _of_call)


def _of_context(plain: Method) -> Method:
    def leave(self: Any, kind: Any, error: Any, trace: Any) -> bool:
        __tracebackhide__ = True
        try:
            fits = bool(plain(self, kind, error, trace))
        except AssertionError as refused:
            refused.codealong_words = _other_words(self, error)  # type: ignore[attr-defined]
            raise
        if not fits:
            names = ("expected_exceptions", "expected_exception", "expected")
            _note(error, next((getattr(self, name) for name in names if hasattr(self, name)), None))
        return fits

    return leave


def _other_words(context: Any, error: BaseException | None) -> dict[str, str] | None:
    """The pattern and the text that does not match it. From pytest 9.1 on, what is said of them may be a comparison line by line."""
    pattern = getattr(context, "match", None)
    if error is None or not isinstance(pattern, re.Pattern):
        return None
    text = error_text(error)
    return None if pattern.search(text) else {"wanted": repr(pattern.pattern), "came": repr(text)}


def _of_call(plain: Method) -> Method:
    """`pytest.raises(ValueError, function)` of an older pytest uses no context."""

    @functools.wraps(plain)
    def raises(*args: Any, **options: Any) -> Any:
        __tracebackhide__ = True
        try:
            return plain(*args, **options)
        except Raised as error:
            _note(error, args[0] if args else options.get("expected_exception"))
            raise

    return raises


def _note(error: object, expected: object) -> None:
    if not isinstance(error, Raised) or error.wanted is not None:
        return
    classes = expected if isinstance(expected, tuple) else (expected,)
    names = [getattr(one, "__name__", "") for one in classes]
    if all(names) and OURS not in names:
        error.wanted = " or ".join(names)


def about_raising(error: BaseException, state: State) -> Raising | None:
    """None for a failure about anything else."""
    text = error_text(error)
    none = _first(NONE_CAME, text)
    if none is not None:
        wanted = _names(none["wanted"])
        return "no-exception", {"function": state.tried, "wanted": wanted}, {"actual": state.returned}
    other = getattr(error, "codealong_words", None) or _first(OTHER_WORDS, text)
    if other is None:
        return None
    came = other["came"]
    if isinstance(error.__context__, Raised) and re.match(r"\W*\w+: ", other["wanted"]):
        came = repr(error.__context__.said)  # the class is a part of what was wanted
    return "exception-words", {}, {"expected": bounded(other["wanted"]), "actual": bounded(came)}


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(text.strip())) is not None), None)


def _names(wanted: str) -> str | None:
    """The names of the exceptions; None when any would have done."""
    names = re.findall(r"class '([^']+)'", wanted) or [wanted.strip("() ")]
    short = [name.rsplit(".", 1)[-1] for name in names]
    return None if OURS in short else " or ".join(short)
