"""Runs a small suite against a small program before there is a job: the costs of a first session are paid while nobody waits.

It goes the way of a job, through pytest, `codealong` and the launcher, but reports nothing. Nothing of it stays that a job or a
program could meet: its files, modules and processes are gone when it is over.
"""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import sys

import pytest

from codealong import _sockets, _state
from runner import cgroup, contract, languages, suite
from runner.backend import LauncherBackend
from runner.board import Board
from runner.last_words import LastWords
from runner.link import Link
from runner.output import OutputLog
from runner.plugin import Reporter
from runner.pump import Pump
from runner.spares import Spares

FOLDER = "rehearsal"
PROGRAM = b"""import socket
socket.socket().close()
print("ready", input())
"""
SUITE = b'''"""Every way that a suite goes often."""

import pytest

from codealong import program, rng


@pytest.fixture
def number() -> int:
    return rng.randrange(9)


def test_it_runs(number: int) -> None:
    """It runs"""
    process = program.start()
    process.send("now\\n")
    assert process.read_until("\\n") == b"ready now\\n"
    process.expect_exit(0)
    assert number == 10
'''


class Nowhere:
    """Stands in for the result channel and drops everything."""

    def send(self, event: contract.Event) -> None:
        contract.encode(event)


#: The names of all modules imported before a job comes. A job should need little more than its own suite.
known: frozenset[str] = frozenset()


def rehearse(launcher: Link, board: Board) -> Spares:
    global known
    before = set(sys.modules)
    spares = _perform(launcher, board)
    _clear(before)
    known = frozenset(sys.modules)
    # These objects stay for good, so a collection during the run need not look at them.
    gc.collect()
    gc.freeze()
    return spares


def _perform(launcher: Link, board: Board) -> Spares:
    job = _job()
    nowhere = Nowhere()
    log = OutputLog(nowhere.send)
    pump = Pump(launcher, log)
    backend = LauncherBackend(launcher, pump, log, job)
    last_words = LastWords(board, job.limits.timeout_seconds)
    _state.install(backend)
    pump.start(None)
    suite.write(job)
    suite.make_importable()
    pytest.main(suite.arguments(job), plugins=[Reporter(nowhere.send, backend, job, log, last_words)])
    log.flush()
    for stream in (sys.stdout, sys.stderr):  # otherwise it would mix with pytest's output for the job's suite
        stream.flush()
    spares = backend.spares()
    pump.stop()
    launcher.forget()
    _state.uninstall()
    _sockets.accepted(1, 1)
    cgroup.read()
    return spares


def _job() -> contract.Job:
    return contract.Job(
        id=FOLDER,
        seed=0,
        runtime=languages.PYTHON.runtime,
        entry=contract.Entry("file", "main.py", None),
        limits=contract.Limits(timeout_seconds=10, memory_mb=128, pids=50, cpus=0.5),
        tests=(FOLDER,),
        program={"main.py": PROGRAM},
        suite={f"{FOLDER}/test_{FOLDER}.py": SUITE},
    )


def _clear(before: set[str]) -> None:
    os.unlink(f"{contract.WORK}/main.py")
    shutil.rmtree(suite.SUITE)
    sys.path.remove(suite.SUITE)
    for name in set(sys.modules) - before:
        if FOLDER in name:
            del sys.modules[name]
    importlib.invalidate_caches()
