"""The grader: waits for a job, runs its suite, and writes events to its own stdout. Its watchdog is process 1 of the sandbox.

When it ends, everything in the container ends. Its arguments: how many seconds it waits for a job, and the id of the program's user.
"""

from __future__ import annotations

import sys

sys.path[:0] = ["/opt/codealong", "/opt/codealong/lib"]

from runner import shut, watchdog  # noqa: E402

shut.shut_in()  # before there is another process or thread
board = watchdog.fork()  # before any large import and any thread: the parent stays small

from runner import tried_calls  # noqa: E402

CALLS = tried_calls.some()  # once, while a child costs little: what is shut cannot be opened again

from runner.inbox import Inbox  # noqa: E402

UNCLAIMED_SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 900.0
inbox = Inbox(UNCLAIMED_SECONDS)  # before any slow import: from here on the container ends with its owner

import faulthandler  # noqa: E402
import os  # noqa: E402
import time  # noqa: E402

import pytest  # noqa: E402

from codealong import _clock, _state  # noqa: E402
from runner import cgroup, contract, cover_tests, coverage, facts, link, memory, once_more, packages, reach, rehearsal, suite, users  # noqa: E402
from runner.backend import LauncherBackend  # noqa: E402
from runner.board import Board  # noqa: E402
from runner.debugging import Debugging, is_there  # noqa: E402
from runner.interactive import Interactive  # noqa: E402
from runner.last_words import LastWords  # noqa: E402
from runner.listener import Listener  # noqa: E402
from runner.outbox import Outbox  # noqa: E402
from runner.output import OutputLog  # noqa: E402
from runner.persons import Debug  # noqa: E402
from runner.plugin import Reporter  # noqa: E402
from runner.pump import Pump  # noqa: E402
from runner.run_time import RunTime  # noqa: E402
from runner.spares import Spares  # noqa: E402
from runner.stacks import Look  # noqa: E402

#: How long to wait for the launcher. An exec of the host starts it and has a deadline too.
LAUNCHER_SECONDS = 60.0
PROGRAM_UID = int(sys.argv[2]) if len(sys.argv) > 2 else contract.IMAGE_PROGRAM_UID
#: Ending a container costs the engine 50 ms of processor time, just when the host has a verdict to show. The host closes stdin or
#: removes the container once it has shown it (docs/engine-traps.md, "The end of a container costs processor time").
LINGER_SECONDS = 1.0
#: A suite can print every number that it gets from a function: 100,000 bits (_values.INT_BITS_MAX). Python's own limit is 4,300 digits.
DIGITS_MAX = 30_200
#: At the end of the time a test may be working without end. It would take the interpreter for 5 ms whenever this thread lets go of it.
SWITCH_SECONDS = 0.0002
COMPLETE = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


class Run:
    """One job, from its arrival to its end record."""

    def __init__(self, job: contract.Job, launcher: link.Link, outbox: Outbox, spares: Spares) -> None:
        self._job = job
        self._launcher = launcher
        self._outbox = outbox
        self._before = cgroup.read()
        self._without_suite = 0.0
        self._log = OutputLog(outbox.send)
        self._pump = Pump(launcher, self._log)
        self._backend = LauncherBackend(launcher, self._pump, self._log, job, spares)
        last_words = LastWords(board, job.limits.timeout_seconds)
        self._time = RunTime(job.limits, board, last_words)
        self._reporter = Reporter(outbox.send, self._backend, job, self._log, last_words)
        self._coverage = cover_tests.along(job)
        self._backend.lines = () if self._coverage is None else (self._coverage.map.fd,)
        _state.install(self._backend)

    def debug(self, wanted: Debug) -> None:
        """A person debugs the programs of this run. Its clock stands while one of them is stopped."""
        self._time.clock = _clock.Clock(wanted.still_seconds)
        _clock.install(self._time.clock)
        relay = Debugging(self._outbox.send, Listener(), self._time.clock)
        self._backend.debugging = self._reporter.debugging = relay
        inbox.listen(relay.hear)

    def go(self) -> None:
        if self._job.debug is not None:
            self.debug(self._job.debug)
        self._backend.keep_spare(caller=suite.calls_functions(self._job))
        self._backend.kept_waiting = lambda: self._time.kept.seconds
        self._time.on_extended = lambda seconds: self._outbox.send(contract.extended(round(seconds * 1e3, 2)))
        self._pump.on_timeout = self._over
        self._pump.on_too_much = lambda: self._interrupt("output-limit", "output-limit")
        self._pump.on_terminals = lambda: self._interrupt(
            "terminal-limit", "too-many-terminals", most=contract.TERMINALS_MAX
        )
        self._pump.begin_look = self._begin_look
        self._pump.on_turn = self._time.turn
        self._launcher.on_lost = lambda: self._interrupt("launcher-lost", "launcher-lost")
        self._launcher.on_refused = self._refused
        self._pump.start(self._time.ends)
        self._time.begin()
        self._write()
        self._without_suite = memory.limit_suite(self._job.limits.memory_mb)
        said = suite.keep_what_pytest_says()
        suite.make_importable()
        beside = [] if self._coverage is None else [cover_tests.CoverTests(self._coverage)]
        code = pytest.main(suite.arguments(self._job), plugins=[*beside, self._reporter])
        if code not in COMPLETE:
            self._reporter.suite_failed(suite.last_words(said))
        self._end("suite-error" if self._reporter.broken else "complete")

    def _begin_look(self) -> Look | None:
        board.end_by_itself()
        sys.setswitchinterval(SWITCH_SECONDS)
        return self._reporter.begin_look()

    def _write(self) -> None:
        try:
            suite.write(self._job)
        except OSError as error:
            self._end("bad-job", why=f"{type(error).__name__}: {error}"[:500])

    def _over(self) -> None:
        busy = self._time.busy()
        told = {"seconds": self._job.limits.timeout_seconds, **busy}
        self._log.flush()
        self._end("timeout", *self._reporter.interrupted("run-timeout", told), **busy)

    def _interrupt(self, ending: str, code: str, **args: float) -> None:
        """Ends the run while a test is running. Called by the pump's thread, or when the launcher is lost."""
        self._log.flush()
        self._end(ending, *self._reporter.interrupted(code, dict(args)))

    def _refused(self, call: str, why: str) -> None:
        """Ends the run because the machine refused a call of our own. Neither the program nor the suite is to blame."""
        told = {"call": call, "why": why}
        self._log.flush()
        self._end("machine-refused", *self._reporter.interrupted("machine-refused", dict(told)), **told)

    def _end(self, ending: str, *last: contract.Event, **args: str | float) -> None:
        board.end_by_itself()
        self._log.flush()
        told = {**args, **self._share()}
        finished = self._reporter.finished + len(last)
        self._outbox.close_with(*last, self._metrics(), contract.done(ending, finished, told))
        if ending == "complete":  # otherwise a program may still be running
            self._trace()
            time.sleep(LINGER_SECONDS)
        os._exit(0)

    def _trace(self) -> None:
        """The verdict is out. What is found now explains it, and is no part of it."""
        failed = self._reporter.first_failed
        if self._job.traced == "failing" and failed is not None:
            self._outbox.add_to_end(reach.event(failed["test"], self._never_reached(failed)))
        if self._job.traced == "all":
            self._tell(once_more.every_test(*self._again(), self._time.took()))
        if self._job.traced == "along":
            self._tell(self._coverage)

    def _never_reached(self, failed: contract.Event) -> reach.Unreached | None:
        return once_more.FailedTest(*self._again(), failed).go() if once_more.should_be_traced(failed) else None

    def _again(self) -> tuple[contract.Job, link.Link, Board]:
        """What a traced run needs. This one hears nothing more of the launcher."""
        self._pump.stop()
        self._launcher.forget()
        return self._job, self._launcher, board

    def _tell(self, found: coverage.Coverage | None) -> None:
        for event in [coverage.traced("too-old")] if found is None else found.events():
            self._outbox.add_to_end(event)

    def _share(self) -> dict[str, int]:
        """How the memory was shared when a process was killed for it. The program is not always the cause."""
        return {"suite_mb": round(memory.peak_mb() - self._without_suite)} if cgroup.read().oom_kills > 0 else {}

    def _metrics(self) -> contract.Event:
        now = cgroup.read()
        return contract.metrics(
            wall_ms=round(self._time.took() * 1e3, 2),
            cpu_ms=round(now.cpu_ms - self._before.cpu_ms, 2),
            peak_memory_mb=round(now.peak_memory_mb, 2),
            throttled_ms=round(now.throttled_ms - self._before.throttled_ms, 2),
            kept_waiting_ms=round(self._time.kept.seconds * 1e3, 2),
            oom_kills=now.oom_kills,
            pids_refused=now.pids_refused,
            output_bytes=self._log.total,
            output_dropped=self._log.dropped,
        )


def ready(launcher: link.Link) -> contract.Event:
    return contract.ready(sys.version.split()[0], pytest.__version__, facts.read(launcher.confinement, CALLS))


def main() -> None:
    outbox = Outbox()
    os.umask(0o022)
    sys.dont_write_bytecode = True
    sys.set_int_max_str_digits(DIGITS_MAX)
    suite.close_folders()
    users.write(PROGRAM_UID)
    faulthandler.register(watchdog.SIGUSR1, file=board.stack, all_threads=False)
    packages.offer(suite.SUITE)
    meeting = link.listen()
    launcher = link.accept(meeting, LAUNCHER_SECONDS, PROGRAM_UID)
    spares = rehearsal.rehearse(launcher, board)
    outbox.hush()
    inbox.on_ping = lambda: outbox.send(ready(launcher))
    outbox.send(ready(launcher))
    try:
        job = inbox.wait()
        if job.interactive is not None:
            Interactive(job, job.interactive, launcher, outbox, board).go(inbox, spares)
        if job.debug is not None and not is_there():
            raise contract.BadJob("no-debugger")
        run = Run(job, launcher, outbox, spares)
    except contract.BadJob as error:
        outbox.close_with(contract.done("bad-job", 0, error.args_of_done))
        os._exit(0)
    run.go()


main()
