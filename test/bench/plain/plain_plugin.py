"""The pytest plugin that gives the module `codealong` its plain backend: `python3 -m pytest -p plain_plugin`.

The program's entry, in the folder in which pytest is started, is in the variable `BENCH_ENTRY`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from plain_backend import PlainBackend

from codealong import _state

_state.install(PlainBackend(os.environ["BENCH_ENTRY"]))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _state.begin_test(item.nodeid, 0)
    yield
    _state.end_test()
