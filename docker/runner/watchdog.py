"""Process 1 of the sandbox: watches the grader, its only child.

The grader ends a run that takes too long by itself, in a thread of its own. But code in C that works on a hostile value holds the
interpreter's lock for minutes: a set of equal hashes, a regular expression that tries every way. No thread of the grader runs then,
and no handler of a signal in Python either (docs/engine-traps.md, "C code holds the interpreter's lock"). The watchdog ends such a
grader and says which test it was. A process 1 cannot be killed from inside, so it has to be the watchdog, not the grader.

It is forked before anything large is imported, and it sleeps until a run is over its time. So it costs no time and 2 MB.
"""

from __future__ import annotations

import os
import select
import time

from runner.board import Board

#: A grader that is not blocked beats every 0.05 s (pump.py). One that has used this much processor time since its last beat is blocked.
#: Wall-clock time says nothing: a busy program or a busy machine may keep the grader from the processor.
BLOCKED_SECONDS = 0.12
#: After this long it is the host's turn to say that the time is over.
TOO_LATE_SECONDS = 0.4
LOOK_SECONDS = 0.01
STACK_SECONDS = 0.1
#: The grader ends this many seconds after its time, whatever it does.
HARD_CAP_SECONDS = 2.5
#: The host may have stopped reading.
WRITE_SECONDS = 2.0
#: A line that ends with this was broken off when its writer was killed. JSON never contains it. The host skips such a line.
BROKEN_OFF = b"\x18\n"
#: In front of the path and the number of a line, in a stack of faulthandler's.
FRAME, LINE = '  File "/grader/suite/', '", line '
#: By number, because the module `signal` is large. The grader writes its stack when it gets SIGUSR1 (grader.py).
SIGKILL, SIGUSR1 = 9, 10


def fork() -> Board:
    """Returns in the grader. The parent is the watchdog and does not return."""
    board = Board()
    grader = os.fork()
    if grader == 0:
        board.be_grader()
        return board
    board.be_watchdog()
    os._exit(Watchdog(board, grader).watch())


class Watchdog:
    def __init__(self, board: Board, grader: int) -> None:
        self._board = board
        self._grader = grader

    def watch(self) -> int:
        """Returns the exit code of the container when the grader has ended."""
        if not self._board.await_run():
            return self._reap()
        while True:
            deadline = self._board.deadline()
            if self._board.ends_by(deadline):
                return self._reap()
            if self._is_blocked(deadline):
                self._take_stack()
                if not self._board.ends_by_itself():  # it may have come to an end just now
                    return self._end_run()
            if self._board.deadline() == deadline and self._board.ends_by(deadline + HARD_CAP_SECONDS):
                return self._reap()
            if self._board.deadline() == deadline:
                self._kill()
                return 1

    def _is_blocked(self, deadline: float) -> bool:
        """False as soon as the run has got more time, too."""
        until = deadline + TOO_LATE_SECONDS
        while time.monotonic() < until and not self._board.ends_by_itself() and self._board.deadline() == deadline:
            if processor_seconds(self._grader) - self._board.last_beat() >= BLOCKED_SECONDS:
                return True
            if self._board.ends_by(time.monotonic() + LOOK_SECONDS):
                return False
        return False

    def _end_run(self) -> int:
        self._kill()
        if not self._board.ends_by_itself():  # otherwise it may have said the same, and the host says what is missing
            say(BROKEN_OFF + with_place(self._board.last_words(), self._board.lines_of_stack()))
        return 0

    def _take_stack(self) -> None:
        """The lines arrive one by one: the stack is whole when no more have come for a while."""
        os.kill(self._grader, SIGUSR1)
        until = time.monotonic() + STACK_SECONDS
        before: list[str] = []
        while time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
            lines = self._board.lines_of_stack()
            if lines and lines == before:
                return
            before = lines

    def _kill(self) -> None:
        os.kill(self._grader, SIGKILL)
        os.waitpid(self._grader, 0)

    def _reap(self) -> int:
        """128 and the signal's number for a grader that was killed, as a shell has it."""
        code = os.waitstatus_to_exitcode(os.waitpid(self._grader, 0)[1])
        return code if code >= 0 else 128 - code


def with_place(last_words: bytes, stack: list[str]) -> bytes:
    """Names the line of the suite where the grader was. A line in a test file is preferred to one in the course's library."""
    found = [line.removeprefix(FRAME).split(" in ")[0].split(LINE) for line in stack if line.startswith(FRAME)]
    places = [(one[0], one[1]) for one in found if len(one) == 2 and one[1].isdigit() and is_plain(one[0])]
    tests = [one for one in places if os.path.basename(one[0]).startswith("test_") or one[0].endswith("_test.py")]
    for file, line in (*tests, *places):
        return last_words.replace(b'"place":null', f'"place":{{"file":"{file}","line":{line}}}'.encode(), 1)
    return last_words


def is_plain(path: str) -> bool:
    """Whether it is the same in JSON."""
    return path.isascii() and path.isprintable() and not any(mark in path for mark in '"\\')


def processor_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat", "rb") as file:
        fields = file.read().rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def say(data: bytes) -> None:
    """Writes to stdout as long as somebody reads it."""
    out = select.poll()
    out.register(1, select.POLLOUT)
    until = time.monotonic() + WRITE_SECONDS
    view = memoryview(data)
    while view and out.poll(max(0.0, until - time.monotonic()) * 1e3):
        view = view[os.write(1, view[: select.PIPE_BUF]) :]
