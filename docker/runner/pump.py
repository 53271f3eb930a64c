"""One thread that moves all data while the tests run: the programs' output, the launcher's messages. It also watches the run's limit."""

from __future__ import annotations

import os
import selectors
import threading
import time
from collections.abc import Callable

from runner import contract
from runner.link import Link
from runner.output import Channel, OutputLog
from runner.stacks import Look

READ_BYTES = 65536
#: A program may make its pipe hold a megabyte.
CATCH_UP_READS = 20
#: Output is sent after a pause of the first length, or when its oldest part has waited for the second.
QUIET_SECONDS = 0.002
STALE_SECONDS = 0.02
#: How often the launcher is checked. A stopped launcher is silent, and a test that waits for an exit sends it no order.
LOOK_SECONDS = 1.0
#: How often the pseudo-terminals are counted. All containers of a kernel share about 3,000, and a quick program takes that many in 0.1 s.
COUNT_SECONDS = 0.05
TERMINALS = "/dev/pts"
Sink = Callable[[bytes], None]


class Stream:
    """A pipe of a program. `sink` gets the data, then b"" at the end. The stream ends after `most` bytes at the latest."""

    def __init__(self, fd: int, channel: Channel | None, sink: Sink, most: int | None = None) -> None:
        self.fd = fd
        self.channel = channel
        self.sink = sink
        self.most = most
        self.taken = 0
        #: Held while data is read and given to the sink, so that it stays in order.
        self.lock = threading.Lock()
        self.ended = False


class Pump:
    def __init__(self, link: Link, log: OutputLog) -> None:
        self._link = link
        self._log = log
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._added: list[Stream] = []
        #: Streams that have ended in the tests' thread.
        self._over: list[Stream] = []
        self._thread = threading.Thread(target=self._run, name="pump", daemon=True)
        self._stopped = False
        self._ends: Callable[[], float] | None = None
        self._waiting_since: float | None = None
        self._looked = time.monotonic()
        self._last_look: Look | None = None
        self._last: Callable[[], None] = lambda: None
        self.on_timeout: Callable[[], None] = lambda: None
        self.on_too_much: Callable[[], None] = lambda: None
        self.on_terminals: Callable[[], None] = lambda: None
        #: Called at every turn: every 0.05 s at least, while the run has a limit.
        self.on_turn: Callable[[], None] = lambda: None
        #: Starts a look at the programs, before any of the callbacks above.
        self.begin_look: Callable[[], Look | None] = lambda: None
        self._selector.register(link.connection, selectors.EVENT_READ, None)
        self._selector.register(self._wake_read, selectors.EVENT_READ, None)

    def start(self, ends: Callable[[], float] | None) -> None:
        """`ends` says when the run is over, by time.monotonic(), which may become later. on_timeout is called once then."""
        self._ends = ends
        self._thread.start()

    def stop(self) -> None:
        """Call this once every stream has ended. Later messages of the launcher belong to another pump."""
        self._stopped = True
        os.write(self._wake_write, b"-")
        self._thread.join()
        self._selector.close()
        for fd in (self._wake_read, self._wake_write):
            os.close(fd)

    def add(self, stream: Stream) -> None:
        """Drains the stream to its end, then closes it. Called by the tests' thread."""
        os.set_blocking(stream.fd, False)
        self._added.append(stream)
        os.write(self._wake_write, b"+")

    def _run(self) -> None:
        while not self._stopped:
            try:
                self._turn()
            except MemoryError:  # the suite has used up the memory and is about to say so; the run's limit must still be watched
                time.sleep(QUIET_SECONDS)

    def _turn(self) -> None:
        ready = self._selector.select(self._patience())
        self.on_turn()
        for key, _ in ready:
            if key.data is not None:
                self._drain(key.data)
            elif key.fileobj is self._link.connection:
                self._listen()
            else:
                self._take_added()
        self._send_output(quiet=not ready)
        self._watch_limits()

    def _patience(self) -> float:
        if self._last_look is not None:
            return QUIET_SECONDS
        if self._log.waiting:
            return QUIET_SECONDS
        if self._ends is None:
            return LOOK_SECONDS
        return max(0.0, min(COUNT_SECONDS, self._ends() - time.monotonic()))

    def _send_output(self, quiet: bool) -> None:
        now = time.monotonic()
        if not self._log.waiting:
            self._waiting_since = None
        elif quiet or (self._waiting_since is not None and now - self._waiting_since > STALE_SECONDS):
            self._log.send_head()
            self._waiting_since = None
        elif self._waiting_since is None:
            self._waiting_since = now

    def _watch_limits(self) -> None:
        now = time.monotonic()
        if self._last_look is not None and self._last_look.over():
            self._last()
        if now - self._looked >= LOOK_SECONDS:
            self._looked = now
            if not self._link.alive():
                self._link.on_lost()
        if self._last_look is None:
            if self._ends is not None and now >= self._ends():
                self._end_with(self.on_timeout)
            elif self._log.too_much:
                self._end_with(self.on_too_much)
            elif self._ends is not None and terminals() > contract.TERMINALS_MAX:
                self._end_with(self.on_terminals)

    def _end_with(self, last: Callable[[], None]) -> None:
        """Looks at the programs first. Everything else goes on meanwhile, because the stacks arrive through this thread."""
        self._last = last
        self._last_look = self.begin_look()
        if self._last_look is None:
            last()

    def _listen(self) -> None:
        if not self._link.receive():
            self._selector.unregister(self._link.connection)

    def _take_added(self) -> None:
        os.read(self._wake_read, 4096)
        while self._added:
            stream = self._added.pop(0)
            self._selector.register(stream.fd, selectors.EVENT_READ, stream)
        while self._over:
            self._forget(self._over.pop())

    def _drain(self, stream: Stream) -> None:
        with stream.lock:
            if not stream.ended:
                self._read(stream)

    def catch_up(self, stream: Stream) -> None:
        """Reads what has been written to the stream by now, in the thread of the tests. A program that goes on writing is not waited for."""
        with stream.lock:
            for _ in range(CATCH_UP_READS):
                if stream.ended or not self._read(stream):
                    return

    def _read(self, stream: Stream) -> bool:
        """False if there is nothing to read now, or never more."""
        try:
            data = os.read(stream.fd, READ_BYTES)
        except BlockingIOError:
            return False
        except OSError:  # the other end of a terminal was closed
            data = b""
        stream.taken += len(data)
        if stream.most is not None and stream.taken > stream.most:
            data = b""
        if data and stream.channel is not None:
            stream.channel.add(data)
        if not data:
            self._end(stream)
        stream.sink(data)
        return bool(data)

    def _end(self, stream: Stream) -> None:
        stream.ended = True
        if threading.current_thread() is self._thread:
            self._forget(stream)
        else:  # only the pump's thread uses the selector
            self._over.append(stream)
            os.write(self._wake_write, b"-")
        if stream.channel is not None:
            stream.channel.close()

    def _forget(self, stream: Stream) -> None:
        self._selector.unregister(stream.fd)
        os.close(stream.fd)


def terminals() -> int:
    """The pseudo-terminals of this container, beside the entry that makes new ones. None where they cannot be listed."""
    try:
        return len(os.listdir(TERMINALS)) - 1
    except OSError:
        return 0
