"""The grader's end of the connection to the launcher. Data from the launcher is hostile input, and bounded."""

from __future__ import annotations

import errno
import json
import os
import socket
import struct
import threading
from collections.abc import Callable
from typing import Any, NoReturn

from runner import contract, machine

MESSAGE_MAX_BYTES = 65536
FDS_MAX = 7
#: After this long without an answer, the launcher's state is checked. Many busy processes can make an honest launcher slow.
PATIENCE_SECONDS = 1.0


class LauncherLost(BaseException):
    """The learner's program stopped or killed the launcher. This ends the run, whatever exceptions the suite catches."""


def listen() -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    path = f"{contract.MEETING}/launcher"
    server.bind(path)
    os.chmod(path, 0o666)
    server.listen(1)
    return server


def accept(server: socket.socket, patience_seconds: float, program_uid: int) -> Link:
    """Accepts the launcher's connection, before any learner code is here, and then closes the listening socket."""
    server.settimeout(patience_seconds)
    connection, _ = server.accept()
    server.close()
    os.unlink(f"{contract.MEETING}/launcher")
    connection.setblocking(True)
    pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    if uid != program_uid:
        raise PermissionError(f"someone other than the launcher connected: user {uid}")
    made = Link(connection, pid)
    made.confinement = json.loads(connection.recv(MESSAGE_MAX_BYTES))["confinement"]
    return made


class Link:
    """Orders and their answers. The pump's thread calls `receive`; the tests' thread calls `ask`."""

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.connection = connection
        self.changed = threading.Condition()
        self.on_exit: Callable[[int, int], None] = lambda pid, code: None
        self.on_lost: Callable[[], None] = lambda: None
        #: The machine refused a call of ours: which one, and the name of the error.
        self.on_refused: Callable[[str, str], None] = lambda call, why: None
        #: What confines the launcher, as it said before any learner's code was here (`confinement.py`).
        self.confinement: dict[str, Any] = {}
        self._pid = pid
        self._limits = _limits_of(pid)
        self._next = 0
        self._answers: dict[int, tuple[dict[str, Any], list[int]]] = {}
        self._awaited: set[int] = set()

    def forget(self) -> None:
        """Forgets all listeners: they are not called any more."""
        self.on_exit = lambda pid, code: None
        self.on_lost = lambda: None
        self.on_refused = lambda call, why: None

    def ask(self, op: str, fds: tuple[int, ...] = (), **order: Any) -> tuple[dict[str, Any], list[int]]:
        """Returns the answer and the descriptors that came with it. Raises LauncherLost."""
        try:
            return self._await(self.post(op, fds, **order))
        except OSError as error:
            if error.errno in machine.ERRORS:
                self.on_refused(op, errno.errorcode[error.errno])
            self._lose()

    def post(self, op: str, fds: tuple[int, ...] = (), **order: Any) -> int:
        """Sends an order without waiting. Returns the order's number, for `answered`. Raises OSError."""
        with self.changed:
            self._next += 1
            number = self._next
            self._awaited.add(number)
        message = json.dumps({"op": op, "id": number, **order}).encode()
        machine.patiently(lambda: socket.send_fds(self.connection, [message], list(fds)))
        return number

    def answered(self, number: int) -> dict[str, Any] | None:
        """The answer to a posted order, or None if it has not arrived."""
        with self.changed:
            found = self._answers.get(number)
            return None if found is None else found[0]

    def take(self, number: int) -> tuple[dict[str, Any], list[int]] | None:
        """The answer to a posted order with its descriptors, once; None if it has not arrived."""
        with self.changed:
            if number in self._answers:
                self._awaited.discard(number)
            return self._answers.pop(number, None)

    def _await(self, number: int) -> tuple[dict[str, Any], list[int]]:
        with self.changed:
            while number not in self._answers:
                if not self.changed.wait(PATIENCE_SECONDS) and not self.alive():
                    self._lose()
            self._awaited.discard(number)
            return self._answers.pop(number)

    def alive(self) -> bool:
        """False if the launcher is gone or stopped, by its state in /proc."""
        try:
            with open(f"/proc/{self._pid}/stat", "rb") as file:
                state = file.read().rpartition(b")")[2].split()[0]
        except OSError:
            return False
        return state not in (b"T", b"t", b"Z", b"X")

    def has_its_room(self) -> bool:
        """False if a program has lowered the launcher's limits, as any process of the same user may. The machine is not to blame then."""
        return _limits_of(self._pid) == self._limits

    def receive(self) -> bool:
        """Takes one message. False if the connection has ended."""
        try:
            message, fds, flags, _ = socket.recv_fds(self.connection, MESSAGE_MAX_BYTES, FDS_MAX)
        except OSError:
            message, fds, flags = b"", [], 0
        if flags & socket.MSG_CTRUNC:  # this process has no room for the descriptors
            self.on_refused("receive", "EMFILE")
        taken = bool(message) and not flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC) and self._take(message, fds)
        if not taken:
            for fd in fds:
                os.close(fd)
            self.on_lost()
        return taken

    def _lose(self) -> NoReturn:
        self.on_lost()
        raise LauncherLost()

    def _take(self, message: bytes, fds: list[int]) -> bool:
        said = _read(message)
        if "exit" in said and "code" in said and not fds:
            self.on_exit(said["exit"], said["code"])
            return True
        return self._answered(said, fds)

    def _answered(self, said: dict[str, Any], fds: list[int]) -> bool:
        number = said.get("re", 0)
        with self.changed:
            if number not in self._awaited:
                return False
            self._answers[number] = (said, fds)
            self.changed.notify_all()
        return True


def _read(message: bytes) -> dict[str, Any]:
    """What the launcher says, if each field is of its kind; otherwise nothing."""
    try:
        said: dict[str, Any] = json.loads(message)
        sound = isinstance(said, dict) and all(key in FIELDS and FIELDS[key](value) for key, value in said.items())
    except Exception:  # hostile input, which may also be too deep
        return {}
    return said if sound else {}


def _limits_of(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/limits", "rb") as file:
            return file.read()
    except OSError:
        return b""


def _whole(value: object) -> bool:
    return type(value) is int and -(2**31) < value < 2**31


def _number(value: object) -> bool:
    return type(value) is int and 0 < value < 2**31


def _flag(value: object) -> bool:
    return type(value) is bool


#: The fields of a message, each with a test of its kind. An answer has `re`, the number of the order. `exit` is news of a process.
FIELDS: dict[str, Callable[[Any], bool]] = {
    "re": _number,
    "exit": _number,
    "code": _whole,
    "pid": _number,
    "error": lambda value: type(value) is str,
    "errno": lambda value: value is None or _whole(value),
    "gone": _flag,
    "sent": _flag,
    "busy": _flag,
    "threads": lambda value: type(value) is list and all(map(_number, value)),
    "ended": lambda value: type(value) is dict and all(map(_whole, value.values())),
}
