"""A client that talks to the program by UDP: datagrams instead of a stream, each whole or not at all."""

from __future__ import annotations

import socket
from contextlib import suppress
from types import TracebackType

from codealong import _ending, _ports, _sockets, _state
from codealong._backend import Handle
from codealong._clock import now
from codealong._deadline import clocked
from codealong._failure import Failed
from codealong._look import gave_up
from codealong._patience import APART_SECONDS, Patience, processor_seconds
from codealong._show import show_exactly

REPLY_SECONDS = 1.0
#: How long a test listens before it is sure that nothing comes.
NOTHING_SECONDS = 0.3
#: Pause between two looks at whether the program still runs. Its end closes no connection that the client could notice.
LOOK_SECONDS = 0.02
#: The most that one datagram can carry by IPv4.
DATAGRAM_BYTES = 65507
RECEIVED_BYTES = 65536
#: A program that sends without end must not fill our memory.
WAITING_DATAGRAMS = 256
LOOPBACK = {4: (socket.AF_INET, "127.0.0.1"), 6: (socket.AF_INET6, "::1")}
#: IP_RECVERR and IPV6_RECVERR of linux/in.h and linux/in6.h: a client without a peer, which hears every sender, hears refusals too.
REFUSALS = {4: (socket.IPPROTO_IP, 11), 6: (socket.IPPROTO_IPV6, 25)}


def open_datagrams(port: int) -> DatagramClient:
    """A client of this port. Fails the test if the program has not bound it."""
    state, gone = _state.current(), _ending.gone()
    families = _sockets.families_of(port, "udp")
    if not families:
        _ending.fail_if_ended_early(port, protocol="udp")
        raise _ports.wrong_protocol(port, "udp") or Failed("datagram-refused", {"port": port})
    client = DatagramClient(families[0], port, state.next_client(), gone)
    state.connections.append(client)
    state.transcript.line(f"{client.name} opened to UDP port {port}")
    return client


class DatagramClient:
    """One client with a port of its own. Closed at the end of the test."""

    outlives_the_program = True

    def __init__(self, family: int, port: int, number: int, gone: frozenset[Handle]) -> None:
        self.port = port
        self.name = f"client {number}"
        self._owner = _state.current()
        self._gone = gone
        #: The port that sent the last datagram; None before one has come.
        self.sender_port: int | None = None
        kind, self._address = LOOPBACK[family]
        self._socket = socket.socket(kind, socket.SOCK_DGRAM)
        self._socket.setsockopt(*REFUSALS[family], 1)
        self._socket.bind((self._address, 0))
        #: Processor time that the program had used at the last request.
        self._used = 0.0

    def __enter__(self) -> DatagramClient:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self.close()

    def send(self, datagram: bytes, port: int | None = None) -> None:
        """Sends one datagram to the client's port of the program, or to another one. Nobody confirms that it has arrived."""
        if len(datagram) > DATAGRAM_BYTES:
            raise ValueError(f"a datagram carries at most {DATAGRAM_BYTES} bytes, not {len(datagram)}")
        self._owner.must_live(self.name)
        state = _state.current()
        state.transcript.add(self.name, "->", datagram)
        state.tried = show_exactly(datagram)
        state.goes_on()
        self._look()
        address = (self._address, self.port if port is None else port)
        self._used = processor_seconds(_pids())
        try:
            clocked(self._socket, now() + REPLY_SECONDS, lambda: self._socket.sendto(datagram, address))
        except TimeoutError:
            raise gave_up("send-blocked", {"port": self.port, "seconds": REPLY_SECONDS}) from None
        except ConnectionRefusedError:
            raise self._refused() from None

    def receive(self, timeout: float = REPLY_SECONDS, *, any_port: bool = False) -> bytes:
        """The next datagram. It must come from the client's port of the program, or from `any_port`: see `sender_port`."""
        try:
            datagram = self._next(now() + timeout)
        except TimeoutError:
            raise gave_up("no-datagram", {"port": self.port, "seconds": timeout}) from None
        except ConnectionRefusedError:
            raise self._refused() from None
        if self.sender_port != self.port and not any_port:
            told = {"port": self.port, "found": self.sender_port}
            raise Failed("datagram-elsewhere", told, actual=datagram, received=datagram)
        return datagram

    def ask(self, datagram: bytes, timeout: float = REPLY_SECONDS) -> bytes:
        """Sends a datagram and receives the answer."""
        self.send(datagram)
        return self.receive(timeout)

    def receive_available(self, wait: float = 0.0) -> list[bytes]:
        """The datagrams that are there or arrive within `wait` seconds, from whatever port. Never fails."""
        until = now() + wait
        found: list[bytes] = []
        with suppress(TimeoutError, ConnectionRefusedError):
            while len(found) < WAITING_DATAGRAMS:
                found.append(self._receive(until))
        if not found:
            _state.has_read("sent", b"")
        return found

    def expect_nothing(self, wait: float = NOTHING_SECONDS) -> None:
        """Expects that no datagram arrives within `wait` seconds."""
        found = self.receive_available(wait)
        if found:
            raise Failed("datagram-unexpected", {"port": self.port}, actual=found[0], received=found[0])

    def close(self) -> None:
        if self._socket.fileno() >= 0:
            self._socket.close()
            _state.current().transcript.line(f"{self.name} closed")

    def abort(self) -> None:
        """Closes it without a word: nobody hears of the end of a datagram's client."""
        self._socket.close()

    def leave(self) -> None:
        """The same beside a program that lives on."""
        self.abort()

    def _next(self, until: float) -> bytes:
        """Waits in short pieces, to notice the program's end, and longer for a program that does not get the processor."""
        extra: Patience | None = None
        while True:
            late = now() > until
            try:
                return self._receive(now() + (APART_SECONDS if late else LOOK_SECONDS))
            except TimeoutError:
                self._fail_if_over()
            extra = extra or (Patience(_pids(), self._used) if late else None)
            if extra is not None and extra.is_over():
                raise TimeoutError

    def _look(self) -> None:
        """As long as the port is held, no program that has ended is the one that serves this client."""
        gone = _ending.gone()
        if _sockets.families_of(self.port, "udp"):
            self._gone = gone

    def _fail_if_over(self) -> None:
        """Fails if the program has ended and no process of it holds the port any more. Its last words may be there already."""
        if _ending.ended(0.0, self._gone) is None or _sockets.families_of(self.port, "udp"):
            return
        self._socket.settimeout(0.0)
        with suppress(BlockingIOError, ConnectionRefusedError):
            self._socket.recvfrom(1, socket.MSG_PEEK)
            return
        _ending.fail_if_ended("reply", gone=self._gone)

    def _receive(self, until: float) -> bytes:
        """Raises TimeoutError at `until`, ConnectionRefusedError if the kernel has said that nobody has the port."""
        self._owner.must_live(self.name)
        try:
            datagram, sender = clocked(self._socket, until, lambda: self._socket.recvfrom(RECEIVED_BYTES))
        except ConnectionRefusedError:
            self._forget_refusals()
            raise
        self.sender_port = sender[1]
        who = self.name if self.sender_port == self.port else f"{self.name} (from port {self.sender_port})"
        _state.current().transcript.add(who, "<-", datagram)
        _state.has_read("sent", datagram)
        return datagram

    def _forget_refusals(self) -> None:
        self._socket.settimeout(0.0)
        with suppress(OSError):
            while True:
                self._socket.recvmsg(1, 1024, socket.MSG_ERRQUEUE)

    def _refused(self) -> Failed:
        _ending.fail_if_ended("reply", gone=self._gone)
        return _ports.wrong_protocol(self.port, "udp") or Failed("datagram-refused", {"port": self.port})


def _pids() -> list[int]:
    return [handle.pid for handle in _state.current().seen if handle.code is None]
