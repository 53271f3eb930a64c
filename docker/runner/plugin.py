"""The pytest plugin that turns a pytest session into events."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import pytest

from codealong import _state
from codealong._show import bounded
from runner import asserts, bounds, contract, matching, order, persons, raising
from runner.backend import LauncherBackend
from runner.beside import Beside
from runner.bounds import program_end
from runner.compare import Comparison
from runner.debugging import Debugging
from runner.explain import Explained, explain, explain_mark, place_in_suite, problem_of, skip_of
from runner.last_words import LastWords, endless
from runner.output import OutputLog
from runner.parts import Parts, is_skip
from runner.scopes import Scopes
from runner.stacks import Look

#: A test that has used or wanted the processor for this part of the time since its last request is not waiting, it is checking.
CHECKING = 0.25
#: Living programs of a failed test that a person who debugs is told of.
LIVING_TOLD = 8


class Reporter:
    def __init__(
        self,
        send: Callable[[contract.Event], None],
        backend: LauncherBackend,
        job: contract.Job,
        log: OutputLog,
        last_words: LastWords,
    ) -> None:
        self._send = send
        self._last_words = last_words
        self._backend = backend
        self._job = job
        self._log = log
        self._compared = Comparison()
        asserts.watch(self._compared)
        matching.watch()
        raising.watch()
        self._beside = Beside()
        self._scopes = Scopes(job.seed, job.tests)
        self._parts = Parts(self._judged)
        self._parts.watch()
        self._problem: dict[str, Any] | None = None
        self._skipped: list[dict[str, Any]] = []
        self._explained: Explained | None = None
        self.current: str | None = None
        self._place: dict[str, Any] | None = None
        self.began = 0.0
        #: When the last request was made, in seconds of the clock and of the tests' own processor time.
        self._asked = (0.0, 0.0)
        #: The number of what was read last before the teardown. A fixture that ends breaks by itself, unless it reads more.
        self._read_before = 0
        self._kept_waiting = 0.0
        self.finished = 0
        #: The record of the first test that failed.
        self.first_failed: contract.Event | None = None
        #: None in a run that nobody debugs.
        self.debugging: Debugging | None = None

    @property
    def broken(self) -> bool:
        return self._problem is not None

    def pytest_configure(self, config: pytest.Config) -> None:
        config.pluginmanager.register(self._scopes, "codealong-scopes")
        config.pluginmanager.register(self._parts, "codealong-parts")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        if isinstance(collector, pytest.File):
            self._beside.enter(collector.path)
        outcome = yield
        report = outcome.get_result()  # type: ignore[attr-defined]
        if report.skipped:
            reason, where = skip_of(report)
            self._skipped.append(contract.skipped_file(report.nodeid, where["line"] if where else 1, reason))
        if report.failed and self._problem is None:
            call = report.call.excinfo if hasattr(report, "call") and report.call else None
            text = str(report.longrepr)
            message, where = problem_of(call.value) if call else (text.strip().splitlines()[-1], None)
            self._problem = contract.suite_problem(message[:2000], where, text[-8000:])

    def suite_failed(self, words: str) -> None:
        """pytest could not complete the suite. Reported once, whatever it had collected."""
        if self._problem is None:
            message = words.strip().splitlines()[-1:] or ["pytest could not run the suite"]
            self._problem = contract.suite_problem(message[0], None, words)
            self._send(contract.collected([], self._problem))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order.by_line(items)
        if self._job.debug is not None and self._job.debug.only is not None:
            kept = persons.meant([item.nodeid for item in items], self._job.debug.only)
            items[:] = [item for item in items if item.nodeid in kept]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        tests = [self._test(item) for item in session.items]
        double = twice(tests)
        if double is not None:  # none of them may run: one result would stand for two tests
            self._problem = self._problem or double
            session.items.clear()
            tests = []
        self._send(contract.collected(tests, self._problem, self._skipped))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.begin(item)
        yield
        self.end()

    def begin(self, item: pytest.Item) -> None:
        self._beside.enter(item.path)
        self.current = item.nodeid
        self._backend.enter(self.current)
        path, line, _ = item.location
        self._place = contract.place(path, (line or 0) + 1)
        self.began = time.monotonic()
        self._kept_waiting = seconds_kept_waiting()
        self._read_before = 0
        self._explained = None
        self._compared.forget()
        self._parts.forget()
        self._compared.watch()
        _state.begin_test(self.current, self._job.seed, self._scopes.enter(item)).on_tried = self._on_tried
        if self.debugging is not None:
            _state.current().transcript.on_line = self.debugging.talk
        self._send(contract.started(self.current))
        self._on_tried(None)

    def _on_tried(self, tried: str | None) -> None:
        self._asked = (time.monotonic(), time.thread_time())
        self._last_words.during(self.current or "", self.began, self.finished, tried)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self) -> None:
        """A test may work on what a fixture of wider scope was answered."""
        self._on_tried(_state.current().tried)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self) -> None:
        came = _state.current().last_came
        self._read_before = 0 if came is None else came.number

    @pytest.hookimpl(hookwrapper=True)
    def pytest_pyfunc_call(self) -> Iterator[None]:
        outcome = yield
        raised = outcome.excinfo  # type: ignore[attr-defined]
        if raised is not None and isinstance(raised[1], MemoryError):
            traceback.clear_frames(raised[2])  # frees what the test has collected, to have memory for the report

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        outcome = yield
        report = outcome.get_result()  # type: ignore[attr-defined]
        if not report.failed:
            self._explained = self._explained or explain_mark(report)
        elif self._explained is None or self._explained[0] in ("passed", "skipped"):
            self._explained = self._failed(report, call)
            if report.when != "teardown":
                self._stay(self._explained)

    def _stay(self, explained: Explained) -> None:
        """In a debugged run a test that has failed waits before its programs are ended, so that a person can look at them."""
        if self.debugging is None or self.current is None:
            return
        outcome, failed = explained
        state = _state.current()
        living = [handle for handle in state.told if handle.code is None]
        if outcome != "failed" or failed is None or not living:
            return
        self._backend.look(living)
        ends = [program_end(one, self._backend.threads_of(one)) for one in living[:LIVING_TOLD]]
        self.debugging.gives_up(contract.gave_up(self.current, failed, ends))

    def _failed(self, report: pytest.TestReport, call: pytest.CallInfo[None]) -> Explained:
        mark = explain_mark(report)
        if mark is not None or call.excinfo is None:
            return mark or ("errored", contract.failure("suite-error", {"message": report.longreprtext[-2000:]}))
        return self._explain(call.excinfo.value, call.excinfo.tb)

    def _explain(self, error: BaseException, trace: TracebackType | None) -> Explained:
        state = _state.current()
        came = state.last_came
        if came is not None and came.number <= self._read_before:
            came = None
        made = (self._compared, state, self._log.total, self._place, came)
        return self._scopes.explained(error, lambda: explain(error, trace, *made))

    def _judged(self, error: BaseException) -> Explained | None:
        """How a part of a test ended; None if its exception is the suite's own, or ends more than the part."""
        if is_skip(error):
            return "skipped", contract.failure("skipped", {"reason": bounded(str(error))})
        if not isinstance(error, Exception) and not isinstance(error, pytest.fail.Exception):
            return None
        explained = self._explain(error, error.__traceback__)
        self._compared.forget()
        if explained[0] != "failed":
            return None
        self._stay(explained)
        return explained

    def end(self) -> None:
        assert self.current is not None
        state = _state.end_test()
        outcome, failed = self._explained or ("passed", None)
        part = self._parts.first_failure()
        if part is not None and outcome in ("passed", "skipped"):
            outcome, failed = "failed", part["failure"]
        record = self._finished(outcome, failed, state)
        if outcome == "failed" and self.first_failed is None:
            self.first_failed = record
        self._last_words.sending(self.finished)
        self._send(record)
        self.finished += 1
        self._last_words.between(self.finished)
        self.current = None

    def begin_look(self) -> Look | None:
        """A look at the living programs of the running test; None if there is nothing to see."""
        state = _state.running()
        living = [] if state is None else [handle for handle in list(state.told) if handle.code is None]
        return self._backend.begin_look(living) if living else None

    def interrupted(self, code: str, args: dict[str, Any]) -> list[contract.Event]:
        """The events for the test that was running when the run had to end. Called by the pump's thread; waits for nothing."""
        state, innermost = _state.running(), _state.innermost()
        if self.current is None or state is None or innermost is None:
            return []
        if code == "run-timeout" and "computed" not in args and not innermost.waits_for and self._is_checking():
            frame = sys._current_frames()[threading.main_thread().ident or 0]
            where = place_in_suite(reversed(list(traceback.walk_stack(frame))))
            outcome, failed = endless(args["seconds"], state.tried and bounded(state.tried), where)
            return [self._finished(outcome, failed, state, looked=False)]
        return [self._finished("failed", contract.failure(code, {**args, **innermost.waits_for}), state)]

    def _is_checking(self) -> bool:
        """Whether the test works on what it has got, and does not wait for the program."""
        clock, processor = self._asked
        used = time.clock_gettime(time.pthread_getcpuclockid(threading.main_thread().ident or 0)) - processor
        wanted = seconds_kept_waiting() - self._kept_waiting
        return used + wanted >= CHECKING * (time.monotonic() - clock)

    def _finished(
        self, outcome: str, failed: dict[str, Any] | None, state: _state.State, looked: bool = True
    ) -> contract.Event:
        """`looked`: where the programs are is a part of the failure."""
        assert self.current is not None
        took = (time.monotonic() - self.began) * 1e3
        ends = [
            program_end(one, self._backend.threads_of(one) if looked else [], state.written_before(one))
            for one in bounds.programs_told(state.told)
        ]
        parts, transcript = list(self._parts.ended), state.whole_story()
        return contract.finished(self.current, outcome, round(took, 2), failed, ends, transcript, parts)

    def _test(self, item: pytest.Item) -> dict[str, Any]:
        path, line, _ = item.location
        words = (getattr(item, "obj", None).__doc__ or "").strip()
        name = words.splitlines()[0] if words else item.name
        # A test with parameters runs several times under one title.
        if words and (given := getattr(item, "callspec", None)) is not None:
            name = f"{name}: {given.id}"
        return contract.collected_test(item.nodeid, name, path, (line or 0) + 1)


def seconds_kept_waiting() -> float:
    """For how long the tests' thread has been ready and did not get the processor. 0 if the kernel does not say."""
    try:
        with open("/proc/self/schedstat") as file:  # that of the main thread
            return int(file.read().split()[1]) / 1e9
    except OSError:
        return 0.0


def twice(tests: list[dict[str, Any]]) -> dict[str, Any] | None:
    known: set[str] = set()
    for test in tests:
        if test["id"] in known:
            return contract.suite_problem(
                f"two tests have the name {test['id']}", contract.place(test["file"], test["line"]), ""
            )
        known.add(test["id"])
    return None
