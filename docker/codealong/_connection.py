"""A client's connection to the program, with a deadline on every wait and an exact record of the bytes."""

from __future__ import annotations

import errno
import socket
import struct
from contextlib import suppress
from types import TracebackType
from typing import Literal, NoReturn, overload

from codealong import _ending, _ports, _sockets, _state
from codealong._backend import Handle
from codealong._came import PIECES_BYTES
from codealong._clock import now
from codealong._datagrams import DatagramClient, open_datagrams
from codealong._deadline import Deadline, can_write, clocked, connected
from codealong._failure import Failed
from codealong._look import gave_up
from codealong._patience import APART_SECONDS, Patience, processor_seconds
from codealong._show import show_exactly

CONNECT_SECONDS = 2.0
REPLY_SECONDS = 1.0
#: A program that never accepts still counts as serving if it runs this many seconds longer.
GRACE_SECONDS = 0.3
READ_BYTES = 65536
#: The most that one client buffers before the test reads it. A program that sends without end must not fill our memory.
WAITING_BYTES = 8 * 1024 * 1024
#: Reads of what has come until a connection is left: unread data would turn its end into a reset.
LEFT_READS = 128
LOOPBACK = {4: (socket.AF_INET, "127.0.0.1"), 6: (socket.AF_INET6, "::1")}


@overload
def connect(port: int, protocol: Literal["tcp"] = "tcp") -> Connection: ...
@overload
def connect(port: int, protocol: Literal["udp"]) -> DatagramClient: ...
def connect(port: int, protocol: str = "tcp") -> Connection | DatagramClient:
    """Connects to the program on this machine. Fails the test if nothing listens on the port, or if no more clients are accepted.

    With the protocol "udp": a client for datagrams. Fails the test if the program has not bound the port.
    """
    if _ports.checked(protocol) == "udp":
        return open_datagrams(port)
    state, gone = _state.current(), _ending.gone()
    families = _sockets.families_of(port) or [4]
    family, address = LOOPBACK[families[0]]
    client, error = connected(family, (address, port), Deadline(CONNECT_SECONDS, lambda: 0.0))
    if error:
        client.close()
        _ending.fail_if_ended_early(port)
        raise _not_connected(error, port)
    connection = Connection(client, port, state, gone)
    state.connections.append(connection)
    state.transcript.line(f"{connection.name} opened to port {port}")
    return connection


def _not_connected(error: int, port: int) -> Failed:
    if error == errno.ETIMEDOUT:  # when the queue of `listen` is full, the kernel drops new connections
        return gave_up("queue-full", {"port": port, "seconds": CONNECT_SECONDS})
    # Closing a listener resets the connections in its queue, even those whose client does not know yet that it is connected.
    if error == errno.ECONNRESET:
        return Failed("connection-reset", {"port": port})
    return _ports.wrong_protocol(port, "tcp") or Failed("refused", {"port": port})


class Connection:
    """One client. It ends with the test or the fixture that opened it.

    It is reset after the program is gone: the next program can then bind its port without SO_REUSEADDR.
    """

    outlives_the_program = False

    def __init__(self, client: socket.socket, port: int, owner: _state.State, gone: frozenset[Handle]) -> None:
        self.port = port
        self.name = f"client {owner.next_client()}"
        self._owner = owner
        self._gone = gone
        self._socket = client
        self._buffer = bytearray()
        #: What was read since the last request.
        self._reply = b""
        self._ended = False
        #: Processor time that the program had used at the last request.
        self._used = 0.0
        self._local_port: int = client.getsockname()[1]

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:  # after a failure the sweep closes it: a program that sees the close may end with an exception of its own
            self.close()

    def send(self, data: bytes) -> None:
        """Sends all of `data`. Fails the test if the program accepts nothing for a second."""
        self._owner.must_live("this connection")
        _state.current().transcript.add(self.name, "->", data)
        _state.current().tried = show_exactly(data)
        _state.current().goes_on()
        self._reply = b""
        self._used = processor_seconds(self._pids())
        deadline = _state.current().deadline(REPLY_SECONDS)
        self._look()
        view = memoryview(data)
        try:
            while view:
                if not can_write(self._socket.fileno(), deadline):
                    raise gave_up("send-blocked", {"port": self.port, "seconds": REPLY_SECONDS})
                with suppress(BlockingIOError):
                    view = view[self._socket.send(view) :]
        except OSError:
            self._closed("connection-reset")

    def read_exactly(self, count: int, timeout: float = REPLY_SECONDS) -> bytes:
        """Reads the next `count` bytes."""
        until = now() + timeout
        while len(self._buffer) < count:
            self._more(until, timeout)
        return self._take(count)

    def read_until(self, marker: bytes, timeout: float = REPLY_SECONDS) -> bytes:
        """Reads up to and including the marker."""
        until = now() + timeout
        while marker not in self._buffer:
            self._more(until, timeout)
        return self._take(self._buffer.index(marker) + len(marker))

    def read_available(self, wait: float = 0.0) -> bytes:
        """Returns the bytes that are there or arrive within `wait` seconds; empty if there are none. Never fails."""
        until = now() + wait
        try:
            while len(self._buffer) <= WAITING_BYTES and self._receive(until):
                pass
        except OSError:
            pass
        return self._take(len(self._buffer))

    def expect_closed(self, timeout: float = REPLY_SECONDS) -> None:
        """Expects the program to close its end within `timeout` seconds."""
        deadline = _state.current().deadline(timeout)
        while True:
            try:
                if not self._receive(now() + deadline.left()):
                    return
                self._bounded()
            except TimeoutError:
                if deadline.left() <= 0:
                    raise gave_up("still-open", {"port": self.port, "seconds": timeout}) from None
            except OSError:
                return

    def expect_accepted(self, grace: float = GRACE_SECONDS) -> None:
        """Expects that the program has accepted this client or, if it never accepts, that it still runs `grace` seconds later.

        A program that ends without accepting resets the connections in its queue. A program that accepts and then ends closes them
        normally. "Still runs" means that the program waits for something or has used `grace` seconds of processor time. A program
        that only lacked the processor may be about to end, so elapsed time alone proves nothing. The result therefore does not
        depend on the speed of either side.
        """
        until = now() + grace
        still = _ending.stillness_of_last()
        while not _sockets.accepted(self.port, self._local_port):
            try:
                if not self._receive(min(until, now() + 0.002)):
                    return
            except TimeoutError:
                pass
            except OSError:
                _ending.fail_if_ended_early(self.port)
                raise Failed("connection-reset", {"port": self.port}) from None
            waits = still.look() or still.busy_seconds() >= grace
            if waits and now() >= until:
                _ending.fail_if_ended_early(self.port, patience=0.0)
                return

    def abort(self) -> None:
        """Closes the connection at once with a reset."""
        if self._socket.fileno() < 0:
            return
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def leave(self) -> None:
        """Closes the connection as a client does that has finished, and reads what has come. For a program that may live on."""
        if self._socket.fileno() < 0:
            return
        self._socket.setblocking(False)
        try:
            for _ in range(LEFT_READS):
                if not self._socket.recv(READ_BYTES):
                    return self.abort()
        except BlockingIOError:
            pass
        except OSError:
            return self.abort()
        self._socket.close()

    def close(self) -> None:
        """Closes the connection normally, as a client does when it has finished."""
        if self._socket.fileno() < 0:
            return
        if self._peek() == b"":  # the side that closes first keeps its port in TIME_WAIT: a reset spares the program that
            self.abort()
        else:
            self._socket.close()
        _state.current().transcript.line(f"{self.name} closed")

    def _peek(self) -> bytes | None:
        """The first byte that waits; none at the end or after a reset. None as long as it is open and nothing has come. Never blocks, from here on."""
        self._socket.setblocking(False)
        try:
            return self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def _take(self, count: int) -> bytes:
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        self._reply = (self._reply + taken)[-PIECES_BYTES:]
        _state.has_read("sent", self._reply)
        return taken

    def _more(self, until: float, timeout: float) -> None:
        try:
            if not self._receive_patiently(until):
                self._closed("connection-closed")
            self._bounded()
        except TimeoutError:
            received = bytes(self._buffer)
            args = {"port": self.port, "seconds": timeout}
            code = "reply-incomplete" if received else "nothing-received"
            raise gave_up(code, args, actual=received or None, received=received) from None
        except OSError:
            self._closed("connection-reset")

    def _receive_patiently(self, until: float) -> bool:
        """As `_receive`, but waits longer for a program that does not get the processor."""
        try:
            return self._receive(until)
        except TimeoutError:
            patience = Patience(self._pids(), self._used)
        while not patience.is_over():
            try:
                return self._receive(now() + APART_SECONDS)
            except TimeoutError:
                pass
        raise TimeoutError

    def _pids(self) -> list[int]:
        return [handle.pid for handle in _state.current().seen if handle.code is None]

    def _bounded(self) -> None:
        if len(self._buffer) > WAITING_BYTES:
            received = bytes(self._buffer[:READ_BYTES])
            args = {"port": self.port, "bytes": WAITING_BYTES}
            raise gave_up("too-much-sent", args, actual=received, received=received)

    def _receive(self, until: float) -> bool:
        """Adds the next bytes to the buffer. False at the end of the stream. Raises TimeoutError at `until`, OSError on a reset."""
        self._owner.must_live("this connection")
        try:
            data = clocked(self._socket, until, lambda: self._socket.recv(READ_BYTES))
        except ConnectionResetError:
            self._tell_end("reset")
            raise
        if data:
            _state.current().transcript.add(self.name, "<-", data)
            self._buffer += data
        else:
            self._tell_end("closed")
        return bool(data)

    def _tell_end(self, how: str) -> None:
        if not self._ended:
            self._ended = True
            _state.current().transcript.line(f"{self.name} <- ({how} by the program)")

    def _look(self) -> None:
        """As long as it is open, no program that has ended is the one that serves it."""
        gone = _ending.gone()
        if self._peek() is None:
            self._gone = gone

    def _closed(self, code: str) -> NoReturn:
        received = bytes(self._buffer)
        _ending.fail_if_ended("reply", received, self._gone)
        raise Failed(code, {"port": self.port}, actual=received or None, received=received) from None
