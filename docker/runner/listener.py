"""Reads what debuggers say, in a thread of its own.

A program can send descriptors over its debugger's socket. None of them comes in, because no room is given for them: the kernel closes
them, in the thread that has read the bytes beside them or that closes the socket. That may take as long as the program likes, for a TCP
socket with SO_LINGER whose data nobody reads. So it is this thread that reads and that closes last, and nothing else depends on it: the run's
limit, the output of programs and the end of the container have threads of their own (docs/debugging.md, "What is trusted").
"""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable

READ_BYTES = 65536
PAUSE_SECONDS = 0.01
Sink = Callable[[bytes], None]


class Listener:
    def __init__(self) -> None:
        self._poll = select.epoll()
        self._ends: dict[int, tuple[socket.socket, Sink]] = {}
        threading.Thread(target=self._run, name="debuggers", daemon=True).start()

    def add(self, end: socket.socket, sink: Sink) -> None:
        """`sink` gets what comes, then b"" at the end. `end` does not block. It is closed after that, by nobody else."""
        self._ends[end.fileno()] = (end, sink)
        self._poll.register(end.fileno(), select.EPOLLIN)

    def _run(self) -> None:
        while True:
            try:
                for fd, _ in self._poll.poll():
                    self._read(fd)
            except MemoryError:  # as in the pump: the suite has used up the memory, and is about to say so
                time.sleep(PAUSE_SECONDS)

    def _read(self, fd: int) -> None:
        end, sink = self._ends[fd]
        try:
            data = end.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._poll.unregister(fd)
            del self._ends[fd]
        sink(data)
        if not data:
            end.close()
