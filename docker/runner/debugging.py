"""Carries what debuggers and the person's side say to each other, and holds the clock while a program is stopped.

What a program's debugger says is the program's own word: the learner's code runs in the same process. It is bytes here, bounded, and no
more (docs/debugging.md, "What is trusted"). Nothing of it reaches a verdict, since a debugged run has none.
"""

from __future__ import annotations

import base64
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from codealong import _clock
from runner import contract, frames
from runner.frames import Frame
from runner.listener import Listener

#: Programs of one run that get a debugger. The number of a session is one byte.
SESSIONS_MAX = 64
#: Of all that the debuggers of one run say. An hour of stepping is a few megabytes.
SAID_BYTES = 16 * 1024 * 1024
#: Of one event's data, before base64.
PIECE_BYTES = 16 * 1024
#: Lines of the suite's talk that are told. Each is bounded by the transcript.
TALK_LINES = 2000
GIVING_UP = "giving up"


def is_there() -> bool:
    """Whether this image has a debugger."""
    return os.path.isdir(contract.DEBUGGER) and bool(os.listdir(contract.DEBUGGER))


class Debugging:
    def __init__(self, send: Callable[[contract.Event], None], listener: Listener, clock: _clock.Clock) -> None:
        self._send = send
        self._listener = listener
        self._clock = clock
        #: Of the sessions that go on.
        self._ends: dict[int, socket.socket] = {}
        #: By the process ids of their programs.
        self._numbers: dict[int, int] = {}
        self._next = 0
        self._said = 0
        #: Sessions that were cut off for what they said.
        self._too_much: set[int] = set()
        self._told = 0
        self._lock = threading.Lock()
        self._goes_on = threading.Event()

    def has_room(self) -> bool:
        return self._next < SESSIONS_MAX

    def add(self, fd: int, pid: int) -> None:
        """A program has started, with the other end of this socket. The clock stands until its breakpoints are set."""
        end = socket.socket(fileno=fd)
        end.setblocking(False)
        with self._lock:
            number, self._next = self._next, self._next + 1
            self._ends[number], self._numbers[pid] = end, number
            self._clock.hold(number)
        self._send(began(number))
        self._listener.add(end, lambda data: self._heard(number, data))

    def ended(self, pid: int) -> None:
        """This process has ended. A child that it has forked may hold its end of the socket. Waits for nothing."""
        with self._lock:
            number = self._numbers.pop(pid, None)
        if number is not None:
            self._cut(number)

    def _heard(self, number: int, data: bytes) -> None:
        """Called by the listener's thread, which may wait for what the program does, or for the host."""
        if not data:
            self._cut(number)
            return self._send(hung_up(number, number in self._too_much))
        self._said += len(data)
        if self._said > SAID_BYTES:
            self._too_much.add(number)
            return self._cut(number)
        for at in range(0, len(data), PIECE_BYTES):
            self._send(spoke(number, data[at : at + PIECE_BYTES]))

    def hear(self, frame: Frame | None) -> None:
        """Called by the inbox's thread, which must never wait: it is what ends the container with its owner."""
        if frame is None:
            return
        if frame.kind == frames.SAY:
            self._say(frame.terminal, frame.data)
        elif frame.kind == frames.HOLD:
            self._hold(frame.terminal, frame.held)
        elif frame.kind == frames.GO_ON:
            self._goes_on.set()

    def _say(self, number: int, data: bytes) -> None:
        with self._lock:
            end = self._ends.get(number)
            view = memoryview(data)
            try:
                while end is not None and view:
                    view = view[end.send(view) :]
                return
            except OSError:  # it is gone, or does not read what it is told
                pass
        self._cut(number)

    def _hold(self, number: int, held: bool) -> None:
        if not held:
            self._clock.let_go(number)
            return
        with self._lock:  # a session that ends meanwhile lets the clock go after this, and not before
            if number in self._ends:
                self._clock.hold(number)

    def _cut(self, number: int) -> None:
        """Its debugger hears that nobody listens any more, and its program stands no more. The listener then comes to the end of what was said."""
        with self._lock:
            end = self._ends.pop(number, None)
            if end is not None:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self._clock.let_go(number)

    def gives_up(self, event: contract.Event) -> None:
        """A test has failed, and its programs still live. The person may look at them now: waits in the tests' thread."""
        with self._lock:
            if not self._ends:
                return
        self._goes_on.clear()
        self._clock.hold(GIVING_UP)
        self._send(event)
        try:
            while self._clock.stands() and self._ends and not self._goes_on.wait(0.1):
                pass
        finally:
            self._clock.let_go(GIVING_UP)

    def talk(self, line: str) -> None:
        """A line of the transcript, as it is said."""
        self._told += 1
        if self._told <= TALK_LINES:
            self._send(talked(line))


def began(session: int) -> contract.Event:
    """A program has started, and its debugger listens."""
    return {"event": "debugging", "session": session}


def spoke(session: int, data: bytes) -> contract.Event:
    """`data`: bytes in base64, as they came. They are the program's word."""
    return {"event": "spoke", "session": session, "data": base64.b64encode(data).decode()}


def hung_up(session: int, too_much: bool) -> contract.Event:
    """Its program has ended, or has closed the socket, or has said too much."""
    return {"event": "hung-up", "session": session, "too_much": too_much}


def talked(line: str) -> contract.Event:
    return {"event": "talked", "line": line}
