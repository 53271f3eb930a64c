"""Run by stub.py in the process of a traced program, and in no other: marks each line of the learner's files that is reached.

One byte a line, in memory that the grader made (line_map.py). It is mapped, so nothing has to be written at the end: a program that is
killed has marked what it reached. Forks and threads mark the same bytes. An interpreter that the program starts anew is not followed;
that one was started is said instead.
"""

from __future__ import annotations

import mmap
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # no program should have to import these
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

    Tracing = Callable[[FrameType, str, Any], Any]

#: Twins of TRACE_FD and WORK in contract.py, and of MAGIC in line_map.py.
FD, WORK, MAGIC = 1002, "/work/", b"codealong-lines\0"
#: A free number among those of tools; debuggers, coverage, profilers and optimizers have others.
TOOL = 4
#: Events of the interpreter before another program takes its place, or is started.
STARTS = frozenset(["os.exec", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"])
#: Modules that start interpreters by ways of their own.
STARTERS = frozenset(
    ["multiprocessing.popen_forkserver", "multiprocessing.popen_spawn_posix", "_interpreters", "_xxsubinterpreters"]
)


def begin() -> None:
    memory = mmap.mmap(FD, 0)
    if memory[: len(MAGIC)] != MAGIC:  # a file of the program's own, handed to another interpreter
        return
    os.close(FD)
    others, *records = memory[len(MAGIC) : memory.find(b"\0\0")].split(b"\0")
    files = {}
    for record in records:
        at, lines, path = record.split(b" ", 2)
        files[WORK + path.decode()] = (int(at), int(lines))
    _watch_starts(memory, int(others))
    if sys.version_info >= (3, 12):
        _monitor(memory, files)
    else:
        _trace(memory, files, int(others))


def _watch_starts(memory: mmap.mmap, others: int) -> None:
    def heard(event: str, args: tuple[object, ...]) -> None:
        if event in STARTS or (event == "import" and args[0] in STARTERS):
            memory[others] = 1

    sys.addaudithook(heard)


def _monitor(memory: mmap.mmap, files: dict[str, tuple[int, int]]) -> None:
    """From 3.12 on. Each line is told of once: after that it costs nothing."""
    monitoring: Any = vars(sys)["monitoring"]
    again = monitoring.DISABLE

    def reached(code: CodeType, line: int) -> object:
        at, lines = files.get(code.co_filename, (0, 0))
        if 0 < line <= lines:
            memory[at + line] = 1
        return again

    monitoring.use_tool_id(TOOL, "codealong")
    monitoring.register_callback(TOOL, monitoring.events.LINE, reached)
    monitoring.set_events(TOOL, monitoring.events.LINE)


def _trace(memory: mmap.mmap, files: dict[str, tuple[int, int]], others: int) -> None:
    """Up to 3.11. A program that traces itself, as a debugger does, marks no more lines; that is said as well."""
    import threading

    def entered(frame: FrameType, event: str, arg: Any) -> Tracing | None:
        return reached if frame.f_code.co_filename in files else None

    def reached(frame: FrameType, event: str, arg: Any) -> Tracing:
        line = frame.f_lineno if event == "line" else None
        at, lines = files[frame.f_code.co_filename]
        if line is not None and 0 < line <= lines:
            memory[at + line] = 1
        return reached

    def replaced(tracing: Tracing | None) -> None:
        if tracing is not entered:
            memory[others] = 1
        settrace(tracing)

    settrace = sys.settrace
    threading.settrace(entered)
    settrace(entered)
    sys.settrace = replaced


begin()
