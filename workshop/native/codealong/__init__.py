"""A stand-in for CodeAlong's module of the same name, for runs without a container. Never committed."""

from __future__ import annotations

import os
import random
import signal as signals
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

REPLY_SECONDS = 1.0
rng = random.Random(0)
PROGRAM = os.environ.get("NATIVE_PROGRAM", "redis")


class Failed(AssertionError):
    def __init__(self, code: str, args: dict[str, Any] | None = None, *, message: str | None = None, expected: object = None,
                 actual: object = None, request: object = None, advice: str | None = None, received: bytes = b"") -> None:
        super().__init__(message or code)
        self.code, self.args_, self.message = code, dict(args or {}), message
        self.expected, self.actual, self.request = expected, actual, request
        self.advice, self.received = advice, received

    def __str__(self) -> str:
        text = self.message or f"[{self.code} {self.args_}]"
        rows = [("tried", self.request), ("expected", self.expected), ("received", self.actual)]
        text += "\n" + "".join(f"\n  {name:<9} {value}" for name, value in rows if value is not None)
        return text + (f"\n\n  ADVICE: {self.advice}" if self.advice else "\n\n  (no advice)")


def fail(message: str, *, expected: object = None, actual: object = None, request: object = None, advice: str | None = None) -> NoReturn:
    raise Failed("message", message=message, expected=expected, actual=actual, request=request, advice=advice)


def parse(reader: Any, data: Any) -> Any:
    try:
        return reader(data)
    except Failed:
        raise
    except Exception as error:
        raise Failed("parse", {"error": repr(error)}, actual=data) from None


class Process:
    def __init__(self, args: tuple[str, ...]) -> None:
        self.args = args
        self.launch()

    def launch(self) -> None:
        if PROGRAM == "redis":
            command = ["/usr/bin/redis-server", "--bind", "127.0.0.1", "--port", "6379", "--save", "", "--appendonly", "no",
                       "--dir", "/tmp", "--loglevel", "warning"]
            folder = "/tmp"
        else:
            path = Path(PROGRAM).resolve()
            command, folder = [sys.executable, "-B", str(path)], str(path.parent)
        self.out = tempfile.TemporaryFile()
        self.popen = subprocess.Popen([*command, *self.args], cwd=folder, stdin=subprocess.DEVNULL, stdout=self.out, stderr=subprocess.STDOUT)

    @property
    def exit_code(self) -> int | None:
        return self.popen.poll()

    @property
    def stdout(self) -> bytes:
        self.out.seek(0)
        return self.out.read()

    stderr = stdout

    def signal(self, signum: int) -> None:
        self.popen.send_signal(signum)

    def expect_exit(self, code: int | None = None, timeout: float | None = 5.0) -> int:
        try:
            found = self.popen.wait(timeout)
        except subprocess.TimeoutExpired:
            raise Failed("no-exit", {"seconds": timeout}) from None
        if code is not None and code != found:
            raise Failed("exit-code", {"wanted": code}, expected=code, actual=found)
        return found

    def restart(self) -> None:
        self.signal(signals.SIGKILL)
        self.expect_exit()
        self.launch()


_state = SimpleNamespace(processes=[], connections=[])


class Program:
    def start(self, *args: str, **_: object) -> Process:
        process = Process(args)
        _state.processes.append(process)
        return process

    def wait_for_port(self, port: int, protocol: object = "tcp", timeout: float | None = None) -> None:
        until = time.monotonic() + (timeout or 10)
        process = _state.processes[-1]
        wanted = f":{port:04X}"
        while time.monotonic() < until:
            for table in ("/proc/net/tcp", "/proc/net/tcp6"):
                rows = [row.split() for row in Path(table).read_text().splitlines()[1:]]
                if any(row[1].endswith(wanted) and row[3] == "0A" for row in rows):
                    return
            if process.exit_code is not None:
                raise Failed("exited", {"exit_code": process.exit_code})
            time.sleep(0.01)
        raise Failed("port", {"port": port})


program = Program()


class Connection:
    def __init__(self, port: int) -> None:
        self.port = port
        self._buffer = b""
        try:
            self._socket = socket.create_connection(("localhost", port), 2.0)
        except OSError as error:
            raise Failed("refused", {"port": port, "why": str(error)}) from None
        self._socket.setsockopt(socket.SOL_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes) -> None:
        self._socket.settimeout(REPLY_SECONDS)
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise Failed("send-blocked", {"port": self.port, "seconds": REPLY_SECONDS}) from None
        except OSError:
            self._closed("connection-reset")

    def _closed(self, code: str) -> NoReturn:
        time.sleep(0.3)
        last = _state.processes[-1]
        if last.exit_code is not None:
            raise Failed("exited", {"exit_code": last.exit_code}, received=self._buffer) from None
        raise Failed(code, {"port": self.port}, received=self._buffer) from None

    def _receive(self, until: float) -> bool:
        self._socket.settimeout(max(0.0001, until - time.monotonic()))
        data = self._socket.recv(65536)
        self._buffer += data
        return bool(data)

    def _more(self, until: float, timeout: float) -> None:
        try:
            if not self._receive(until):
                self._closed("connection-closed")
        except TimeoutError:
            code = "reply-incomplete" if self._buffer else "nothing-received"
            raise Failed(code, {"port": self.port, "seconds": timeout}, actual=self._buffer or None, received=self._buffer) from None
        except OSError:
            self._closed("connection-reset")

    def read_exactly(self, count: int, timeout: float = REPLY_SECONDS) -> bytes:
        until = time.monotonic() + timeout
        while len(self._buffer) < count:
            self._more(until, timeout)
        return self._take(count)

    def read_until(self, marker: bytes, timeout: float = REPLY_SECONDS) -> bytes:
        until = time.monotonic() + timeout
        while marker not in self._buffer:
            self._more(until, timeout)
        return self._take(self._buffer.index(marker) + len(marker))

    def read_available(self, wait: float = 0.0) -> bytes:
        until = time.monotonic() + wait
        try:
            while self._receive(until):
                pass
        except OSError:
            pass
        return self._take(len(self._buffer))

    def expect_closed(self, timeout: float = REPLY_SECONDS) -> None:
        until = time.monotonic() + timeout
        try:
            while self._receive(until):
                pass
        except TimeoutError:
            raise Failed("still-open", {"port": self.port, "seconds": timeout}) from None
        except OSError:
            pass

    def expect_accepted(self, grace: float = 0.3) -> None:
        pass

    def _take(self, count: int) -> bytes:
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def abort(self) -> None:
        if self._socket.fileno() >= 0:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._socket.close()

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def connect(port: int, protocol: str = "tcp") -> Connection:
    connection = Connection(port)
    _state.connections.append(connection)
    return connection


def _end() -> str:
    """Ends what the test made; returns what the programs printed."""
    printed = b""
    for process in _state.processes:
        process.popen.kill()
        process.popen.wait()
        printed += process.stdout
    for connection in _state.connections:
        connection.abort()
    _state.processes, _state.connections = [], []
    return printed.decode(errors="replace")
