"""Processes for the module `codealong` without a sandbox: same user, no launcher. For the bench alone, never in the image that we ship."""

from __future__ import annotations

import fcntl
import os
import shlex
import signal as signals
import sys
import threading
from contextlib import suppress
from collections.abc import Callable, Mapping, Sequence

from codealong._backend import Buffer, Handle, Kept
from codealong._caller_source import caller_source

FIRST_FREE_FD = 10
END_SECONDS = 1.0
NOTHING = Kept()


class PlainBackend:
    def __init__(self, entry: str) -> None:
        self.changed = threading.Condition()
        self.kept_waiting: Callable[[], float] = lambda: 0.0
        self._entry = entry
        self._started: list[Handle] = []
        self._written: list[str] = []
        self._env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    @property
    def tools(self) -> str:
        raise OSError("the plain backend has no tools")

    def start(self, args: Sequence[str], *, tty: bool, env: Mapping[str, str]) -> Handle:
        if tty or env:
            raise OSError("the plain backend has no terminals and no environments")
        return self._spawn([sys.executable, "-u", "-B", self._entry, *args], channel=False)

    def command(self, args: Sequence[str], env: Mapping[str, str]) -> str:
        return shlex.join(["python3", self._entry, *args])

    def start_caller(self) -> Handle:
        return self._spawn([sys.executable, "-u", "-B", "-c", caller_source()], channel=True)

    def signal(self, handle: Handle, signum: int) -> None:
        if handle.code is None:
            os.kill(handle.pid, signum)

    def look(self, handles: Sequence[Handle]) -> None:
        """Where a program hangs is not measured."""

    def read_file(self, path: str, limit: int) -> bytes:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise OSError("too-large")
        return data

    def write_file(self, path: str, data: bytes) -> None:
        with open(path, "wb") as file:
            file.write(data)
        self._written.append(path)

    def make_folder(self, path: str) -> None:
        os.makedirs(path, exist_ok=True)

    def mark(self, scope: int) -> None:
        """No suite of the bench has fixtures of wider scope."""

    def hold(self, scope: int) -> None: ...

    def sweep(self, kept: Kept = NOTHING) -> None:
        with self.changed:
            for handle in self._started:
                if handle.code is None:
                    with suppress(ProcessLookupError):  # it has just ended, and was reaped
                        os.killpg(handle.pid, signals.SIGKILL)
            self.changed.wait_for(lambda: all(map(_is_over, self._started)), END_SECONDS)
        for handle in self._started:
            for fd in (handle.stdin, handle.asks):
                if fd is not None:
                    os.close(fd)
            handle.stdin = handle.asks = None
        for path in self._written:
            if os.path.exists(path):
                os.unlink(path)
        self._started.clear()
        self._written.clear()

    def _spawn(self, argv: list[str], *, channel: bool) -> Handle:
        theirs, ours = _pipes(["r", "w", "w", "r", "w"] if channel else ["r", "w", "w"])
        files = [(os.POSIX_SPAWN_DUP2, fd, number) for number, fd in enumerate(theirs)]
        handle = Handle(ours[0], asks=ours[3] if channel else None)
        handle.pid = os.posix_spawn(argv[0], argv, self._env, file_actions=files, setsid=True)
        for fd in theirs:
            os.close(fd)
        for fd in (ours[0], *ours[3:4]):
            os.set_blocking(fd, False)
        self._started.append(handle)
        buffers = [(ours[1], handle.stdout), (ours[2], handle.stderr)]
        if channel:
            buffers.append((ours[4], handle.answers))
        for fd, buffer in buffers:
            _in_thread(lambda fd=fd, buffer=buffer: self._drain(fd, buffer))
        _in_thread(lambda: self._reap(handle))
        return handle

    def _drain(self, fd: int, buffer: Buffer) -> None:
        data = b"?"
        while data:
            data = os.read(fd, 65536)
            with self.changed:
                buffer.data += data
                buffer.closed = not data
                self.changed.notify_all()
        os.close(fd)

    def _reap(self, handle: Handle) -> None:
        _, status = os.waitpid(handle.pid, 0)
        with self.changed:
            handle.code = os.waitstatus_to_exitcode(status)
            self.changed.notify_all()


def _is_over(handle: Handle) -> bool:
    return handle.code is not None and handle.stdout.closed and handle.stderr.closed


def _pipes(directions: list[str]) -> tuple[list[int], list[int]]:
    """The program's ends, far from the numbers that they will have there, and ours. `r`: the program reads."""
    theirs, ours = [], []
    for direction in directions:
        reads, writes = os.pipe()
        end, other = (reads, writes) if direction == "r" else (writes, reads)
        theirs.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE_FD))
        ours.append(other)
        os.close(end)
    return theirs, ours


def _in_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()
