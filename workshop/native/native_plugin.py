import os
from pathlib import Path

import codealong
import pytest

SEED = os.environ.get("SEED", "1")


@pytest.fixture(autouse=True)
def _native(request):
    path = Path(request.node.path)
    codealong.rng.seed(f"{SEED}:redis/{path.parent.name[3:]}/{path.name}::{request.node.name}")
    yield
    request.node.add_report_section("call", "what the program printed", codealong._end()[-3000:])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if call.when == "call" and call.excinfo is not None and call.excinfo.errisinstance(codealong.Failed):
        title = (item.function.__doc__ or "").strip().split("\n")[0]
        report.longrepr = f"{title}\n{call.excinfo.value}\n"
