"""The learner's program as a process: run to its end, or started and talked to."""

from __future__ import annotations

import os
import signal as signals
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from codealong import _command, _ending, _ports, _sockets, _state
from codealong._backend import Buffer, Handle
from codealong._deadline import can_write
from codealong._failure import Failed
from codealong._look import gave_up
from codealong._show import show_exactly

READ_SECONDS = 5.0
EXIT_SECONDS = 5.0
SEND_SECONDS = 5.0
FILE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Finished:
    """A program that has ended. A negative exit code is minus the number of the signal that ended it."""

    stdout: bytes
    stderr: bytes
    exit_code: int

    @property
    def text(self) -> str:
        """stdout as text."""
        return self.stdout.decode("utf-8", "backslashreplace")

    @property
    def lines(self) -> list[str]:
        """The lines of `text`, without their ends."""
        return self.text.splitlines()


class Program:
    def run(
        self,
        *args: str,
        input: bytes | str = b"",
        files: Mapping[str, bytes | str] | None = None,
        timeout: float | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Finished:
        """Runs the program to its end, with `input` as its stdin, `files` in its folder, and `env` as in `start`.

        It may take as long as the run's own limit, or `timeout` seconds. Any exit code counts as asked for.
        """
        for path, data in (files or {}).items():
            self.write_file(path, data)
        process = self.start(*args, env=env)
        process.handle.asked = True
        process.give_all(_bytes(input))
        if input:
            _state.current().tried = f"{process.command}\nwith the input {show_exactly(input)}"
        process.close_stdin()
        code = process.expect_exit(timeout=timeout)
        return Finished(bytes(process.handle.stdout.data), bytes(process.handle.stderr.data), code)

    def start(self, *args: str, tty: bool = False, env: Mapping[str, str] | None = None) -> Process:
        """Starts the program and returns at once. The program ends with the test, or with the fixture of wider scope that started it.

        `env` has variables that are added to its environment: PATH, HOME, LANG, with a terminal PYTHON_COLORS. Those of loaders
        (`LD_…`, `PYTHON…`) cannot be set.
        """
        if not _state.current().handles and not _state.scopes_serve():
            _fail_if_busy()
        process = Process(args, tty, _command.checked(args, env))
        process.launch()
        return process

    def wait_for_port(self, port: int, protocol: str | float | None = "tcp", timeout: float | None = None) -> None:
        """Waits until the program listens on the port, or has bound it for "udp": up to the run's own limit, or `timeout` seconds.

        It looks for a listener and never connects, because a valid early solution accepts one client only. It fails at once when the
        program ends, and soon when the program has another port, or this one for the other protocol. The program's stdin is closed,
        unless the test has sent something: a server that asks for input then gets an EOFError instead of hanging.
        """
        if not isinstance(protocol, str):  # once, the timeout had the second place
            timeout = protocol
            protocol = "tcp"
        _ports.checked(protocol)
        handle = self._last()
        self._end_unused_stdin(handle)
        with _state.current().waiting("udp-port" if protocol == "udp" else "port", port=port):
            _ports.await_port(handle, port, protocol, timeout)

    def read_file(self, path: str, limit: int = FILE_BYTES) -> bytes:
        """Reads a regular file that the program can read. `path` is relative to the learner's folder. Links are not followed."""
        try:
            data = _state.current().backend.read_file(path, limit)
        except FileNotFoundError:
            raise Failed("read-file-missing", {"path": path}) from None
        except OSError as error:
            raise Failed("read-file-refused", {"path": path, "why": error.strerror or str(error), "limit": limit}) from None
        _state.has_read("file", data)
        return data

    def write_file(self, path: str, data: bytes | str) -> None:
        """Writes a file that belongs to the program. `path` is relative to the learner's folder.

        The file is removed after the test, or after the fixture of wider scope that wrote it.
        """
        try:
            _state.current().backend.write_file(path, _bytes(data))
        except OSError as error:
            raise Failed("write-file-refused", {"path": path, "why": error.strerror or str(error)}) from None

    def _last(self) -> Handle:
        handles = _state.current().seen
        if not handles:
            raise RuntimeError("program.start() comes before wait_for_port()")
        return handles[-1]

    def _end_unused_stdin(self, handle: Handle) -> None:
        state = _state.current()
        processes = [process for owner in (*state.around, state) for process in owner.processes]
        process = next((one for one in processes if one.handle is handle), None)
        if process is not None and not process.tty and not process.has_sent:
            process.close_stdin()


class Process:
    """A program that was started. It ends with its owner: the test, or the fixture of wider scope."""

    def __init__(self, args: tuple[str, ...], tty: bool, env: Mapping[str, str]) -> None:
        self._owner = _state.current()
        self.args = args
        self.tty = tty
        self.env = env
        self.has_sent = False
        self._read_to = 0

    def launch(self) -> None:
        state = self._now
        self.command = state.tried = self._owner.backend.command(self.args, self.env)
        state.transcript.line(f"{self.command} started")
        state.goes_on()
        taken = _taken() if state.seen or _state.scopes_serve() else frozenset[int]()
        try:
            self.handle = self._owner.backend.start(self.args, tty=self.tty, env=self.env)
        except OSError as error:
            raise Failed("not-started", {"why": error.strerror or str(error)}) from None
        self.handle.taken_before = taken
        self._owner.handles.append(self.handle)
        if self not in self._owner.processes:
            self._owner.processes.append(self)
        self._read_to = 0

    @property
    def _now(self) -> _state.State:
        """That of the test or the fixture that talks to the program now."""
        self._owner.must_live("this program")
        return _state.current()

    @property
    def stdout(self) -> bytes:
        """Everything that the program has written to stdout so far."""
        return self._read(self.handle.stdout)

    @property
    def stderr(self) -> bytes:
        return self._read(self.handle.stderr)

    def _read(self, stream: Buffer) -> bytes:
        data = bytes(stream.data)
        _state.has_read("printed", data)
        return data

    @property
    def exit_code(self) -> int | None:
        """None while the program runs; minus the signal's number if a signal ended it."""
        return self.handle.code

    def send(self, data: bytes | str) -> None:
        """Writes to the program's stdin. Fails the test if the program has closed its stdin or does not read."""
        if not self.give_all(_bytes(data)):
            _ending.fail_if_ended("output", first=self.handle)
            raise Failed("stdin-closed")

    def give_all(self, data: bytes) -> bool:
        """As `send`, but returns False instead of failing if the program has closed its stdin."""
        self.has_sent = True
        self._now.goes_on()
        if data:
            self._now.transcript.add("stdin", "->", data)
        view = memoryview(data)
        deadline = self._now.deadline(SEND_SECONDS)
        while view and self.handle.stdin is not None:
            if not can_write(self.handle.stdin, deadline):
                raise gave_up("stdin-full", {"seconds": SEND_SECONDS})
            try:
                view = view[os.write(self.handle.stdin, view[:4096]) :]
            except OSError:
                return False
        return not view

    def close_stdin(self) -> None:
        """Closes the program's stdin, so that the program reads to the end of its input."""
        if self.handle.stdin is not None:
            os.close(self.handle.stdin)
            self.handle.stdin = None

    def read_until(self, marker: bytes | str, timeout: float = READ_SECONDS) -> bytes:
        """Reads stdout from where the last read ended, up to and including the marker."""
        wanted = _bytes(marker)
        out, start = self.handle.stdout, self._read_to

        def find() -> int:
            return out.data.find(wanted, start)

        over = self._now.wait(lambda: find() >= 0 or out.closed or self.handle.code is not None, timeout)
        if find() < 0 and over:  # the program has ended; its last output may still be on its way
            _ending.await_output(self.handle)
        if find() < 0:
            self._missing(wanted, over, timeout)
        self._read_to = find() + len(wanted)
        data = bytes(out.data[start : self._read_to])
        self._now.transcript.add("stdout", "<-", data)
        _state.has_read("printed", data)
        return data

    def _missing(self, wanted: bytes, over: bool, timeout: float) -> NoReturn:
        if over:
            _ending.fail_if_ended("output", first=self.handle)
        received = bytes(self.handle.stdout.data[self._read_to :])
        args = {"wanted": wanted.decode("utf-8", "backslashreplace"), "seconds": timeout}
        if over:
            raise Failed("output-closed", args, expected=wanted, actual=received, received=received)
        raise gave_up("output-missing", args, expected=wanted, actual=received, received=received)

    def expect_exit(self, code: int | None = None, timeout: float | None = EXIT_SECONDS) -> int:
        """Waits for the end and returns the exit code, which counts as asked for. If `code` is given, the exit code must equal it."""
        self.handle.asked = True
        with self._now.waiting("exit"):
            ended = self._now.wait(lambda: self.handle.code is not None, timeout)
        if not ended:
            raise gave_up("no-exit", {"seconds": timeout})
        _ending.await_output(self.handle)
        found = self.handle.code
        assert found is not None
        self._now.transcript.line(f"program ended with code {found}")
        _state.has_read("printed", bytes(self.handle.stdout.data))
        if code is not None and found != code:
            raise Failed("exit-code", {"wanted": code, **_ending.how(self.handle)}, expected=code, actual=found)
        return found

    def signal(self, signum: int) -> None:
        """Sends a signal. Any ending after that counts as asked for."""
        self.handle.asked = self.handle.signalled = True
        self._now.transcript.line(f"signal {signals.Signals(signum).name} sent")
        self._now.backend.signal(self.handle, signum)

    def restart(self) -> None:
        """Kills the program and starts it again with the same arguments and environment. Connections are reset; files stay."""
        self.signal(signals.SIGKILL)
        self.expect_exit()
        self._now.restarted()
        self._owner.restarted()
        self.close_stdin()
        self.has_sent = False
        self.handle.replaced = True
        self.launch()


def _taken() -> frozenset[int]:
    """The ports that are held beside the suite's own sockets."""
    return frozenset(row.local_port for row in _sockets.not_ours([*_sockets.listeners(), *_sockets.bound()]))


def _fail_if_busy() -> None:
    """A process of an earlier test must not answer in the place of the program."""
    busy = sorted(_taken())
    if busy:
        raise Failed("port-taken", {"ports": ", ".join(map(str, busy))})


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else bytes(data)


program = Program()
