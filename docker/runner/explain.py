"""Turns an exception of a test into the outcome and the failure that are reported."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable
from types import FrameType, TracebackType
from typing import Any

import pytest

from codealong import Failed, Raised
from codealong._show import bounded, error_text
from runner import bounds, contract
from runner.compare import Comparison, words_of

SUITE = f"{contract.GRADER}/suite/"
TRACEBACK_CHARACTERS = 8000
#: If the programs wrote more than this and the suite then runs out of memory, the programs' output is the cause.
MUCH_OUTPUT_BYTES = 1024 * 1024

Explained = tuple[str, dict[str, Any]]


def explain(
    error: BaseException, trace: TracebackType | None, compared: Comparison, tried: str | None, written: int
) -> Explained:
    where = place_in_suite(traceback.walk_tb(trace))
    if isinstance(error, MemoryError) and written > MUCH_OUTPUT_BYTES:
        return "failed", contract.failure("too-much-written", {"bytes": written}, where=where)
    if isinstance(error, Failed):
        return "failed", contract.failure(
            str(error.code),
            bounds.args(error.args_),
            message=bounds.words(error.message),
            expected=error.expected,
            actual=error.actual,
            request=error.request,
            advice=bounds.words(error.advice),
            where=where,
        )
    if isinstance(error, Raised):
        args = {"type": bounded(error.type), "message": bounded(error.message)}
        return "failed", contract.failure("raised", args, traceback=error.traceback, where=where)
    if isinstance(error, AssertionError):
        return "failed", _assertion(error, compared, tried, where)
    if isinstance(error, pytest.fail.Exception):
        return "failed", contract.failure("message", message=bounded(error_text(error)), where=where)
    return "errored", _suite_error(error, trace, where)


def _assertion(
    error: AssertionError, compared: Comparison, tried: str | None, where: dict[str, Any] | None
) -> dict[str, Any]:
    words = words_of(error)
    if compared.expected is not None and words is not None and words.startswith("assert "):
        words = None  # expected and actual say it better
    return contract.failure(
        "assertion",
        message=None if words is None else bounded(words),
        expected=compared.expected,
        actual=compared.actual,
        request=None if tried is None else bounded(tried),
        where=where,
    )


def _suite_error(error: BaseException, trace: TracebackType | None, where: dict[str, Any] | None) -> dict[str, Any]:
    args = {"type": type(error).__name__, "message": bounded(error_text(error))}
    text = "".join(traceback.format_exception(type(error), error, trace))[-TRACEBACK_CHARACTERS:]
    return contract.failure("suite-error", args, traceback=text, where=where)


def problem_of(error: BaseException) -> tuple[str, dict[str, Any] | None]:
    """Why a file of the suite could not be read, and where. pytest wraps syntax and import errors in an error of its own."""
    error = error.__cause__ or error
    message = traceback.format_exception_only(error)[-1].strip()
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(SUITE):
        return message, contract.place(error.filename.removeprefix(SUITE), error.lineno or 1)
    return message, place_in_suite(traceback.walk_tb(error.__traceback__))


def place_in_suite(stack: Iterable[tuple[FrameType, int]]) -> dict[str, Any] | None:
    """The innermost line of the suite; `stack` ends with the innermost frame. A line in a test file is preferred to one in the course's library."""
    at = [(frame.f_code.co_filename, line) for frame, line in stack]
    ours = [(file.removeprefix(SUITE), line) for file, line in at if file.startswith(SUITE)]
    tests = [(file, line) for file, line in ours if os.path.basename(file).startswith("test_")]
    chosen = (tests or ours)[-1:]
    return contract.place(*chosen[0]) if chosen else None
