"""One terminal of an interactive job: the descriptors of its process, and what is under way in both directions.

Output is read only as fast as the host shows it, so a program that prints without end is slowed down as by a terminal at home, and
nothing of it piles up.
"""

from __future__ import annotations

import base64
import fcntl
import os
import select
import struct
import termios
from contextlib import suppress

from runner import contract, frames

READ_BYTES = 8192
#: asm-generic/ioctls.h: opens the other end of a terminal. Python names it from 3.13 on.
TIOCGPTPEER = 0x5441
INTERRUPT = b"\x03"
#: Nobody has the terminal open. Somebody may open it again by its name.
HUNG_UP_SECONDS = 0.1


class Screen:
    """`number`: that of the host's terminal. Its process is being started until `attach` is called."""

    def __init__(self, number: int, tty: bool, columns: int, rows: int) -> None:
        self.number = number
        self.tty = tty
        self.size = (columns, rows)
        self.pid = 0
        #: What its process returned, once it has ended: minus the signal's number for one that a signal ended.
        self.code: int | None = None
        #: Where the process reads from; None before it is there, and once nobody reads any more.
        self.input: int | None = None
        #: Where it writes to, with the names of the streams.
        self.outputs: dict[int, str] = {}
        #: When a terminal that nobody has open is looked at again, by time.monotonic().
        self.again = 0.0
        self._waiting = bytearray()
        self._credit = frames.WINDOW_BYTES
        self._input_ends = False

    def attach(self, pid: int, fds: list[int]) -> None:
        """`fds`: the other end of its terminal, or those of its stdin, stdout and stderr."""
        for fd in fds:
            os.set_blocking(fd, False)
        self.pid = pid
        self.input = fds[0]
        self.outputs = {fds[0]: "stdout"} if self.tty else {fds[1]: "stdout", fds[2]: "stderr"}
        self.resize(*self.size)
        self._close_input_if_done()

    def resize(self, columns: int, rows: int) -> None:
        """The kernel tells the program."""
        self.size = (columns, rows)
        if self.tty and self.input is not None:
            with suppress(OSError):
                fcntl.ioctl(self.input, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def typed(self, data: bytes) -> int:
        """Returns how many bytes were dropped: those before a Ctrl-C that its process has not taken, as a terminal does."""
        dropped = 0
        if self.tty and data == INTERRUPT and self._interrupts():
            dropped = len(self._waiting)
            self._waiting.clear()
        self._waiting += data
        return dropped

    def _interrupts(self) -> bool:
        """Whether Ctrl-C is a signal now, and no mere byte. What was typed before is dropped then, as the kernel will do: if its buffer is
        full, it would not come to see the Ctrl-C."""
        if self.input is None:
            return False
        with suppress(OSError, termios.error):
            _, _, _, local, _, _, keys = termios.tcgetattr(self.input)
            if not local & termios.ISIG or local & termios.NOFLSH or keys[termios.VINTR] != INTERRUPT:
                return False
            slave = fcntl.ioctl(self.input, TIOCGPTPEER, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                termios.tcflush(slave, termios.TCIFLUSH)
            finally:
                os.close(slave)
            return True
        return False

    def end_input(self) -> None:
        """For pipes: the program finds the end of its input behind what was sent."""
        self._input_ends = True
        self._close_input_if_done()

    def shown(self, count: int) -> None:
        self._credit += count

    def readable(self, now: float) -> list[int]:
        """The descriptors from which may be read now. The one that was read last comes last."""
        return list(self.outputs) if self._credit > 0 and now >= self.again else []

    def writable(self) -> list[int]:
        return [self.input] if self.input is not None and self._waiting else []

    def write(self) -> int:
        """Returns the number of bytes that have gone."""
        if self.input is None:
            return 0
        try:
            count = os.write(self.input, self._waiting[: frames.FRAME_BYTES])
        except BlockingIOError:
            return 0
        except OSError:  # nobody reads it any more
            count = len(self._waiting)
        del self._waiting[:count]
        self._close_input_if_done()
        return count

    def read(self, fd: int, now: float) -> contract.Event | None:
        """What is there to read; None when there is nothing, or no room for it now, or never more."""
        room = min(READ_BYTES, self._credit)
        if room <= 0:  # a read of no bytes would look like the end
            return None
        try:
            data = os.read(fd, room)
        except BlockingIOError:
            return None
        except OSError:  # nobody has the terminal open
            data = b""
        if data:
            self._credit -= len(data)
            # The other one comes first next time, or one that prints without end would use up all the room.
            stream = self.outputs[fd] = self.outputs.pop(fd)
            return frames.wrote(self.number, stream, base64.b64encode(data).decode())
        if self.tty and self.code is None:
            self.again = now + HUNG_UP_SECONDS
        else:
            self._close_output(fd)
        return None

    def has_more(self) -> bool:
        """Whether it has said something that was not read yet. Whoever still has the terminal open may say more, and is not waited for."""
        return bool(self.outputs) and bool(select.select(list(self.outputs), [], [], 0)[0])

    def close(self) -> None:
        for fd in {*self.outputs, *([] if self.input is None else [self.input])}:
            os.close(fd)
        self.outputs.clear()
        self.input = None

    def _close_output(self, fd: int) -> None:
        del self.outputs[fd]
        if fd == self.input:
            self.input = None
        os.close(fd)

    def _close_input_if_done(self) -> None:
        if self._input_ends and not self._waiting and not self.tty and self.input is not None:
            os.close(self.input)
            self.input = None
