"""The parts of a test: each `with self.subTest(...)` of unittest, and each `with subtests.test(...)` of pytest, is judged by itself,
and the test goes on after one that fails.

pytest has the fixture `subtests` from version 9 on. Ours is there in every version, so a suite means the same in each."""

from __future__ import annotations

import time
import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from codealong._show import bounded, show_exactly
from runner import contract

#: Parts of one test that are reported; after that only those that fail.
PARTS_MAX = 200
LABEL_CHARACTERS = 200

#: Turns an exception of a part into its outcome and its failure; None for one that ends the whole test.
Judge = Callable[[BaseException], "tuple[str, dict[str, Any] | None] | None"]


class Parts:
    """The parts of the running test, in the order in which they ended."""

    def __init__(self, judge: Judge) -> None:
        self.ended: list[dict[str, Any]] = []
        self._judge = judge
        self._labels: list[str] = []
        self._known: dict[str, int] = {}

    def forget(self) -> None:
        self.ended.clear()
        self._labels.clear()
        self._known.clear()

    def watch(self) -> None:
        """Replaces `subTest` for all tests of this process."""
        parts = self

        @contextmanager
        def sub_test(case: unittest.TestCase, msg: object = None, **params: Any) -> Iterator[None]:
            with parts.part(label_of(msg, params), goes_on=not _must_fail(case)):
                yield

        setattr(unittest.TestCase, "subTest", sub_test)

    @pytest.fixture
    def subtests(self, request: pytest.FixtureRequest) -> Subtests:
        """Judges parts of a test by themselves: `with subtests.test("a row", seat="4C"): …`"""
        return Subtests(self, goes_on=request.node.get_closest_marker("xfail") is None)

    @contextmanager
    def part(self, label: str, *, goes_on: bool) -> Iterator[None]:
        self._labels.append(label)
        whole, began, before = ", ".join(self._labels), time.monotonic(), len(self.ended)
        try:
            yield
        except BaseException as error:
            judged = self._judge(error) if goes_on else None
            if judged is None:
                raise
            self._end(whole, began, *judged)
        else:
            if len(self.ended) == before:  # otherwise the parts inside it stand for it
                self._end(whole, began, "passed", None)
        finally:
            self._labels.pop()

    def first_failure(self) -> dict[str, Any] | None:
        """The part that makes the whole test fail."""
        return next((part for part in self.ended if part["outcome"] == "failed"), None)

    def _end(self, label: str, began: float, outcome: str, failed: dict[str, Any] | None) -> None:
        times = self._known[label] = self._known.get(label, 0) + 1
        if len(self.ended) >= PARTS_MAX and (outcome != "failed" or self.first_failure() is not None):
            return
        took = round((time.monotonic() - began) * 1e3, 2)
        self.ended.append(contract.part(label if times == 1 else f"{label} #{times}", outcome, took, failed))


class Subtests:
    """What the fixture `subtests` gives to a test. `goes_on`: not where the failure of the test is what its mark expects."""

    def __init__(self, parts: Parts, *, goes_on: bool) -> None:
        self._parts = parts
        self._goes_on = goes_on

    @contextmanager
    def test(self, msg: str | None = None, **params: object) -> Iterator[None]:
        with self._parts.part(label_of(msg, params), goes_on=self._goes_on):
            yield


def label_of(msg: object, params: dict[str, Any]) -> str:
    """`a row, seat='4C'`"""
    # unittest marks a missing message with an object of its own.
    words = [str(msg)] if isinstance(msg, str) else []
    given = [f"{name}={show_exactly(value)}" for name, value in params.items()]
    return bounded(" ".join(", ".join([*words, *given]).split())[:LABEL_CHARACTERS]) or "part"


def _must_fail(case: unittest.TestCase) -> bool:
    """Whether the method is marked with `expectedFailure`: its failure must reach unittest."""
    method = getattr(case, getattr(case, "_testMethodName", ""), None)
    return bool(getattr(method, "__unittest_expecting_failure__", False))


def is_skip(error: BaseException) -> bool:
    return isinstance(error, (unittest.SkipTest, pytest.skip.Exception))
