"""Turns an exception of a test into the outcome and the failure that are reported."""

from __future__ import annotations

import difflib
import os
import re
import traceback
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Any

import pytest
from _pytest.fixtures import FixtureLookupError

from codealong import Failed, Raised
from codealong._came import Came
from codealong._show import bounded, error_text
from codealong._state import State
from runner import bounds, contract
from runner.compare import Comparison, words_of
from runner.missing import missing
from runner.raising import about_raising
from runner.unread import of_the_answer, unread, unwrapped

SUITE = f"{contract.GRADER}/suite/"
#: How much of two names must be the same, from 0 to 1.
ALIKE = 0.7
TEST_FILE = re.compile(r"test_.*\.py|.*_test\.py")
TRACEBACK_CHARACTERS = 8000
#: If the programs wrote more than this and the suite then runs out of memory, the programs' output is the cause.
MUCH_OUTPUT_BYTES = 1024 * 1024

#: The beginnings of what pytest says of a test that passed although a mark expects it to fail: of its own mark, and of unittest's.
PASSED = ("[XPASS(strict)]", "Unexpected success")
#: In front of the reason of an expected failure that was not even tried.
NOT_RUN = "[NOTRUN]"

#: Fixtures of plugins that suites often use.
FIXTURES_OF = {
    "benchmark": "pytest-benchmark",
    "event_loop": "pytest-asyncio",
    "faker": "Faker",
    "freezer": "pytest-freezer",
    "httpx_mock": "pytest-httpx",
    "mocker": "pytest-mock",
    "requests_mock": "requests-mock",
    "snapshot": "syrupy",
}

Explained = tuple[str, dict[str, Any]]


def explain(
    error: BaseException,
    trace: TracebackType | None,
    compared: Comparison,
    state: State,
    written: int,
    test: dict[str, Any] | None,
    came: Came | None,
) -> Explained:
    """`test` is the place of the test itself, for an error that has no other in the suite. `came` is what was read of the program."""
    where = place_in_suite(traceback.walk_tb(trace))
    if isinstance(error, Raised):  # first: it may be of any class, AssertionError included
        return "failed", _raised(error, state, where)
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
    raising = about_raising(error, state)
    if raising is not None:
        code, args, values = raising
        return "failed", contract.failure(code, args, **values, request=state.tried, where=where)
    if isinstance(error, AssertionError):
        return "failed", _assertion(error, compared, state.tried, where)
    if isinstance(error, pytest.fail.Exception):
        return "failed", contract.failure("message", message=bounded(error_text(error)), where=where)
    return _of_the_suite(error, trace, state.tried, where, test, came)


def explain_mark(report: pytest.TestReport) -> Explained | None:
    """What a mark made of a phase of a test: skipped, failed as it was expected to, or passed although it was not. None without one."""
    if report.skipped:
        expected = expectation_of(report)
        if expected is None:
            reason, where = skip_of(report)
            return "skipped", contract.failure("skipped", {"reason": reason}, where=where)
        if expected.startswith(NOT_RUN):
            return "skipped", contract.failure("skipped", {"reason": bounded(expected.removeprefix(NOT_RUN).strip())})
        return "passed", contract.failure("expected-failure", {"reason": bounded(expected)})
    expectation = _unexpected_pass(report)
    if expectation is None:
        return None
    return "failed" if report.failed else "passed", contract.failure("unexpected-pass", {"reason": bounded(expectation)})


def expectation_of(report: pytest.TestReport) -> str | None:
    """The reason of the mark `xfail`, which may be empty; None without the mark, or if it did not matter."""
    expected: str | None = getattr(report, "wasxfail", None)
    return None if expected is None else expected.removeprefix("reason: ")


def _unexpected_pass(report: pytest.TestReport) -> str | None:
    """The reason of the mark `xfail` on a test that passed. unittest has a decorator for it."""
    if report.passed:
        return expectation_of(report)
    text = report.longreprtext
    return next((text.removeprefix(words).lstrip(": ") for words in PASSED if text.startswith(words)), None)


def skip_of(report: pytest.TestReport | pytest.CollectReport) -> tuple[str, dict[str, Any] | None]:
    """The reason of a skip, and the line that asked for it."""
    told = report.longrepr
    if not isinstance(told, tuple):
        return "", None
    file, line, reason = told
    file = str(file)
    where = contract.place(file.removeprefix(SUITE), int(line or 1)) if file.startswith(SUITE) else None
    return bounded(reason.removeprefix("Skipped: ").removeprefix("Skipped")), where


def _raised(error: Raised, state: State, where: dict[str, Any] | None) -> dict[str, Any]:
    """An exception of the learner's own code. `wanted` is the one that the test expects in its place."""
    absent = missing(error)
    if absent is not None:
        return contract.failure("name-missing", absent, request=state.tried, where=where)
    wanted = None if error.wanted is None else bounded(error.wanted)
    args = {"type": bounded(error.type), "message": bounded(error.message), "wanted": wanted}
    values = {} if wanted is None else {"expected": wanted, "actual": bounded(error.said), "request": state.tried}
    return contract.failure("raised", args, **values, traceback=error.traceback, where=where)


def _of_the_suite(
    error: BaseException,
    trace: TracebackType | None,
    tried: str | None,
    where: dict[str, Any] | None,
    test: dict[str, Any] | None,
    came: Came | None,
) -> Explained:
    """An exception of the suite's own: the answer may not be what it can read, or the suite is broken."""
    inner = unwrapped(error)
    if inner is not error:
        error, trace = inner, inner.__traceback__
        where = where or place_in_suite(traceback.walk_tb(trace))
    if came is not None and of_the_answer(error, trace):
        return "failed", unread(error, came, tried, SUITE, where)
    return "errored", _suite_error(error, trace, where or test)


def _assertion(
    error: AssertionError, compared: Comparison, tried: str | None, where: dict[str, Any] | None
) -> dict[str, Any]:
    text = error_text(error)
    words = compared.words if compared.told else words_of(text)
    known = compared.of_plain(text if words is None else text.removeprefix(words).lstrip("\n"), words is not None)
    if words is None and not known:
        words = text.split("\n", 1)[0] or None
    return contract.failure(
        "assertion",
        compared.difference if known else {},
        message=None if words is None else bounded(words),
        expected=compared.expected,
        actual=compared.actual,
        request=None if tried is None else bounded(tried),
        where=where,
    )


def _suite_error(error: BaseException, trace: TracebackType | None, where: dict[str, Any] | None) -> dict[str, Any]:
    message = missing_fixture(error) if isinstance(error, FixtureLookupError) else error_text(error)
    args = {"type": type(error).__name__, "message": bounded(message)}
    text = "".join(traceback.format_exception(type(error), error, trace))[-TRACEBACK_CHARACTERS:]
    return contract.failure("suite-error", args, traceback=text, where=where)


def missing_fixture(error: FixtureLookupError) -> str:
    """It is no fixture, or the mark that would give the value is misspelt."""
    name = str(error.argname)
    for mark, known in misspelt(error.request.node):
        return f'there is no fixture "{name}"; there is no mark "{mark}" of pytest either: did you mean "{known}"?'
    plugin = FIXTURES_OF.get(name)
    where = "" if plugin is None else f" (it belongs to {plugin}, which the sandbox does not have)"
    return f'there is no fixture "{name}"{where}'


def misspelt(node: Any) -> Iterator[tuple[str, str]]:
    """The marks of a test that pytest does not know, with the known mark that is spelled almost alike."""
    known = {re.split(r"[:(]", line)[0].strip() for line in node.config.getini("markers")}
    for mark in node.iter_markers():
        near = [] if mark.name in known else difflib.get_close_matches(mark.name, known, 1, ALIKE)
        if near:
            yield mark.name, near[0]


def problem_of(error: BaseException) -> tuple[str, dict[str, Any] | None]:
    """Why a file of the suite could not be read, and where. pytest wraps syntax and import errors in an error of its own."""
    error = error.__cause__ or error
    message = traceback.format_exception_only(type(error), error)[-1].strip()
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(SUITE):
        return message, contract.place(error.filename.removeprefix(SUITE), error.lineno or 1)
    return message, place_in_suite(traceback.walk_tb(error.__traceback__))


def place_in_suite(stack: Iterable[tuple[FrameType, int]]) -> dict[str, Any] | None:
    """The innermost line of the suite; `stack` ends with the innermost frame. A line in a test file is preferred to one in the course's library."""
    at = [(frame.f_code.co_filename, line) for frame, line in stack]
    ours = [(file.removeprefix(SUITE), line) for file, line in at if file.startswith(SUITE)]
    tests = [(file, line) for file, line in ours if TEST_FILE.fullmatch(os.path.basename(file))]
    chosen = (tests or ours)[-1:]
    return contract.place(*chosen[0]) if chosen else None
