"""Reads which lines each test has reached, beside the reporter (plugin.py)."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from codealong import _state
from runner import contract
from runner.coverage import Coverage

#: From here on marking a line costs nothing after the first time, so that it may be done in a run that is judged (tracer.py).
FREE_FROM = (3, 12)


class CoverTests:
    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)  # around the reporter's own: when it has ended the test, its programs are gone
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        yield
        self._coverage.ended(item.nodeid, _state.scopes_serve())


def along(job: contract.Job) -> Coverage | None:
    """For a run that is judged; None where nobody asks for it, or where it would cost time."""
    return Coverage(job.program) if job.traced == "along" and sys.version_info >= FREE_FROM else None
