"""Waits until the program holds a port. It asks the kernel and never connects: a valid early solution accepts one client only."""

from __future__ import annotations

import time

from codealong import _ending, _sockets, _state
from codealong._backend import Handle
from codealong._deadline import Deadline
from codealong._failure import Failed
from codealong._look import gave_up

#: After holding another port, or this one for the other protocol, for this long, a program is not expected to open the right one.
ELSEWHERE_SECONDS = 1.0
#: The same for another port of the other protocol: a program may need that one too, and open the right one later.
ASIDE_SECONDS = 3.0
#: Pause between two looks for such a port.
LOOK_SECONDS = 0.05
#: Short while the program starts; longer later, because polling uses up the sandbox's share of the processor.
POLL_SECONDS, POLL_SECONDS_MAX = 0.0005, 0.002
#: From here on the kernel gives ports to clients. A UDP client looks like a server.
CLIENT_PORTS = 32768
OTHER = {"tcp": "udp", "udp": "tcp"}


def checked(protocol: str) -> str:
    if protocol not in OTHER:
        raise ValueError(f'the protocol of a port is "tcp" or "udp", not {protocol!r}')
    return protocol


def await_port(handle: Handle, port: int, protocol: str, timeout: float | None) -> None:
    """Fails at once when the program ends, and soon when it holds a port that the test does not wait for."""
    began, deadline = time.monotonic(), _state.current().deadline(timeout)
    elsewhere = _Elsewhere(port, protocol, handle.taken_before)
    while port not in _held(protocol, port):
        now = time.monotonic()
        if handle.code is not None:
            _ending.fail_if_ended_early(port, protocol=protocol)
        late = deadline.left() < 0
        elsewhere.look(now, late)
        if late:
            code = "not-bound" if protocol == "udp" else "not-listening"
            raise gave_up(code, {"port": port, "seconds": timeout})
        time.sleep(min(POLL_SECONDS_MAX, max(POLL_SECONDS, (now - began) / 20)))


def wrong_protocol(port: int, protocol: str) -> Failed | None:
    """The failure of a client that nobody serves, if the program holds the port for the other protocol."""
    return _wrong_protocol(port, protocol, {port}) if _held(OTHER[protocol], port) else None


class _Elsewhere:
    """Looks at the ports that the program holds while the test waits for another one."""

    def __init__(self, port: int, protocol: str, taken_before: frozenset[int]) -> None:
        self._port = port
        self._others = taken_before
        self._protocol = protocol
        self._looked = 0.0
        #: When such a port has been there for long enough, of this protocol and of the other; None while there is none.
        self._enough: tuple[Deadline, Deadline] | None = None

    def look(self, now: float, late: bool) -> None:
        """Raises Failed if the program has held such a port for long enough, or at all if it is late."""
        if now - self._looked < LOOK_SECONDS and not late:
            return
        self._looked = now
        same, other = (_held(one) - self._others for one in (self._protocol, OTHER[self._protocol]))
        self._enough = (self._enough or _deadlines()) if same or other else None
        if self._enough is None or (self._enough[0 if same or self._port in other else 1].left() >= 0 and not late):
            return
        if self._port in other or not same:
            raise _wrong_protocol(self._port, self._protocol, other)
        raise Failed("wrong-port", {"port": self._port, "protocol": self._protocol, "found": _list(same)})


def _deadlines() -> tuple[Deadline, Deadline]:
    deadline = _state.current().deadline
    return deadline(ELSEWHERE_SECONDS), deadline(ASIDE_SECONDS)


def _held(protocol: str, port: int | None = None) -> set[int]:
    """The ports that the program holds, or this port if it holds it."""
    rows = [row for row in _sockets.holders(protocol) if port in (None, row.local_port)]
    found = {row.local_port for row in _sockets.not_ours(rows)}
    return {one for one in found if one < CLIENT_PORTS or protocol == "tcp" or one == port}


def _wrong_protocol(port: int, wanted: str, found: set[int]) -> Failed:
    return Failed("wrong-protocol", {"port": port, "wanted": wanted, "found": str(port) if port in found else _list(found)})


def _list(ports: set[int]) -> str:
    return ", ".join(map(str, sorted(ports)))
