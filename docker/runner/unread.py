"""Tells an exception of a test that could not read the program's answer from one of a broken suite.

Suites of other places take an answer as it should be: `lines[0]`, `int(text)`, `answer["name"]`. On another answer such a line raises. It
then judges the program, as an assertion would. The exception never makes a test pass: it only decides who is told.
"""

from __future__ import annotations

import linecache
import opcode
import unittest
from types import ModuleType, TracebackType
from typing import Any

import pytest

import codealong
from codealong._came import Came
from codealong._held import Held
from codealong._show import bounded, error_text
from runner import contract

SOURCE_CHARACTERS = 200
#: Our own functions, and those of pytest and unittest.
OURS = f"{codealong.__path__[0]}/"
MACHINERY = ("codealong", "_pytest", "pytest", "unittest")
RAISE = opcode.opmap["RAISE_VARARGS"]


def of_the_answer(error: BaseException, trace: TracebackType | None) -> bool:
    """Whether another answer of the program could have prevented it, as far as its kind shows."""
    if not isinstance(error, Exception) or isinstance(error, (ImportError, MemoryError)) or _is_machinery(type(error)):
        return False
    if isinstance(error, AttributeError):
        return not _has_no_such_name(error)
    if isinstance(error, SyntaxError):  # of a text that was to be read as Python or XML
        return not str(error.filename or "").startswith("/")
    if isinstance(error, NameError) and not isinstance(error, UnboundLocalError):
        return not _innermost_file(trace).startswith("/")  # of a text that was evaluated
    return not _is_refused_by_us(trace)


def unread(
    error: BaseException, came: Came, request: str | None, suite: str, where: dict[str, Any] | None
) -> dict[str, Any]:
    """The failure. `suite` is the folder that the place is relative to."""
    words = error_text(error)
    given, shown = came.told(words)
    source = "" if where is None else linecache.getline(f"{suite}{where['file']}", where["line"]).strip()
    args = {
        "type": type(error).__name__,
        "message": bounded(words),
        "given": given,
        "line": None if where is None else where["line"],
        "source": source[:SOURCE_CHARACTERS],
    }
    request = None if request is None else bounded(request)
    return contract.failure("answer-unread", args, actual=shown or None, request=request, where=where)


def unwrapped(error: BaseException) -> BaseException:
    """A StopIteration that left a generator comes as a RuntimeError."""
    cause = error.__cause__
    return cause if type(error) is RuntimeError and isinstance(cause, (StopIteration, StopAsyncIteration)) else error


def _is_machinery(kind: type) -> bool:
    """A fixture that does not exist, or a wrong use of pytest."""
    return any(one.__module__.partition(".")[0] in ("_pytest", "pytest") for one in kind.__mro__)


def _has_no_such_name(error: AttributeError) -> bool:
    """A name that no answer could have brought: of a module, of a test, of our own objects. What a learner's class lacks is Raised."""
    owner = error.obj
    if isinstance(owner, (ModuleType, unittest.TestCase)) or isinstance(owner, pytest.Item):
        return True
    kind = owner if isinstance(owner, type) else type(owner)
    return kind.__module__.partition(".")[0] in MACHINERY and not issubclass(kind, Held)


def _is_refused_by_us(trace: TracebackType | None) -> bool:
    """Whether a function of ours has refused what the suite wanted of it: its own `raise`, not what Python says of a value."""
    last = _innermost(trace)
    if last is None or not last.tb_frame.f_code.co_filename.startswith(OURS):
        return False
    return last.tb_frame.f_code.co_code[last.tb_lasti] == RAISE


def _innermost_file(trace: TracebackType | None) -> str:
    last = _innermost(trace)
    return "/" if last is None else last.tb_frame.f_code.co_filename


def _innermost(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace
