"""Finds out which ports have a listener or a UDP socket, and which clients were accepted, without connecting: a valid solution may accept
one client only.

`sock_diag` asks the kernel in 0.02 ms. /proc/net/tcp holds the same data and is the fallback for a kernel without `sock_diag`. Every
read of it walks through a table that grows with the machine's memory: 9 ms for each of the two families.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

LISTENING = 10
#: The state of a UDP socket that has a port but no peer: that of a server. A connected client is in another state.
UNCONNECTED = 7
EVERY_STATE = 0xFFFFFFFF
TCP_FILES = (("/proc/net/tcp", 4), ("/proc/net/tcp6", 6))
UDP_FILES = (("/proc/net/udp", 4), ("/proc/net/udp6", 6))
FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}
LOOPBACK = {4: socket.inet_pton(socket.AF_INET, "127.0.0.1"), 6: socket.inet_pton(socket.AF_INET6, "::1")}

#: linux/netlink.h, linux/sock_diag.h, linux/inet_diag.h
NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY = 4, 20
REQUEST, DUMP = 0x1, 0x300
ERROR, DONE = 2, 3
HEADER, ANSWER = struct.Struct("=IHHII"), struct.Struct("=BBBB")
ANSWER_PORTS, ANSWER_INODE, ANSWER_BYTES = 4, 68, 72
NO_COOKIE = b"\xff" * 8
PATIENCE_SECONDS = 1.0
#: More than any piece of a dump.
RECEIVED_BYTES = 65536


@dataclass(frozen=True)
class Row:
    family: int
    local_port: int
    remote_port: int
    state: int
    inode: int


def listeners() -> list[Row]:
    try:
        return [row for family in FAMILIES for row in _asked(family, DUMP, 1 << LISTENING)]
    except OSError:
        return [row for row in read_rows() if row.state == LISTENING]


def bound() -> list[Row]:
    """Every UDP socket that has a port of its own: those of servers, and of clients that have sent something."""
    try:
        return [row for family in FAMILIES for row in _asked(family, DUMP, 1 << UNCONNECTED, protocol=socket.IPPROTO_UDP)]
    except OSError:
        return [row for row in read_rows(UDP_FILES) if row.state == UNCONNECTED]


def holders(protocol: str) -> list[Row]:
    """What a client of this protocol could talk to."""
    return bound() if protocol == "udp" else listeners()


def families_of(port: int, protocol: str = "tcp") -> list[int]:
    """The address families in which a listener or a UDP socket holds the port: 4, 6."""
    return sorted({row.family for row in holders(protocol) if row.local_port == port})


def not_ours(rows: list[Row]) -> list[Row]:
    """Without the sockets of the suite itself: a test may play a server, or send from a socket of its own."""
    ours = _own_inodes() if rows else set()
    return [row for row in rows if row.inode not in ours]


def _own_inodes() -> set[int]:
    found = set()
    for fd in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # such as the descriptor of the listing itself
            found.add(os.fstat(int(fd)).st_ino)
    return found


def accepted(port: int, client_port: int) -> bool:
    """Whether the program has accepted this client. Until then the kernel's side of the connection belongs to no file: inode 0."""
    try:
        rows = [row for family in FAMILIES for row in _connection(family, port, client_port)]
    except OSError:
        rows = read_rows()
    return any(row.local_port == port and row.remote_port == client_port and row.inode for row in rows)


def _connection(family: int, port: int, client_port: int) -> list[Row]:
    """The program's side of a connection on this machine, if there is one."""
    try:
        return _asked(family, 0, EVERY_STATE, (port, client_port))
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise
    # There is no such connection. A kernel without `sock_diag` gives the same answer to every request, so ask it something else.
    _asked(family, DUMP, 1 << LISTENING)
    return []


def _asked(
    family: int, flags: int, states: int, ports: tuple[int, int] = (0, 0), protocol: int = socket.IPPROTO_TCP
) -> list[Row]:
    """The kernel's answer about sockets. Raises OSError if there is none, with ENOENT if there is no such connection."""
    address = LOOPBACK[family].ljust(16, b"\0") if any(ports) else bytes(16)
    which = struct.pack(">HH16s16s", *ports, address, address) + struct.pack("=I8s", 0, NO_COOKIE)
    body = struct.pack("=BBBBI", FAMILIES[family], protocol, 0, 0, states) + which
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as kernel:
        kernel.settimeout(PATIENCE_SECONDS)
        kernel.sendto(HEADER.pack(HEADER.size + len(body), SOCK_DIAG_BY_FAMILY, REQUEST | flags, 1, 0) + body, (0, 0))
        return list(_answers(kernel, many=bool(flags)))


def _answers(kernel: socket.socket, many: bool) -> Iterator[Row]:
    while True:
        data, (sender, _) = kernel.recvfrom(RECEIVED_BYTES)
        for kind, payload in _messages(data) if sender == 0 else ():
            # The end of a dump has a number too: a kernel may know `sock_diag` for TCP alone.
            number = -struct.unpack_from("=i", payload)[0] if kind in (DONE, ERROR) and len(payload) >= 4 else 0
            if kind == ERROR or number > 0:
                raise OSError(number, "sock_diag")
            if kind == DONE:
                return
            if len(payload) >= ANSWER_BYTES:
                yield _answer(payload)
            if not many:
                return


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + HEADER.size <= len(data):
        size, kind, *_ = HEADER.unpack_from(data, at)
        yield kind, data[at + HEADER.size : at + size]
        at += max(HEADER.size, (size + 3) & ~3)


def _answer(payload: bytes) -> Row:
    family, state, _, _ = ANSWER.unpack_from(payload)
    local_port, remote_port = struct.unpack_from(">HH", payload, ANSWER_PORTS)
    inode = struct.unpack_from("=I", payload, ANSWER_INODE)[0]
    return Row(6 if family == socket.AF_INET6 else 4, local_port, remote_port, state, inode)


def read_rows(files: tuple[tuple[str, int], ...] = TCP_FILES) -> list[Row]:
    """Every socket of a protocol, read from the kernel's files."""
    found: list[Row] = []
    for path, family in files:
        try:
            with open(path, encoding="ascii") as file:
                lines = file.readlines()[1:]
        except FileNotFoundError:  # a kernel without IPv6
            continue
        found += [_row(line.split(), family) for line in lines]
    return found


def _row(fields: list[str], family: int) -> Row:
    local, remote = (int(field.split(":")[1], 16) for field in fields[1:3])
    return Row(family, local, remote, int(fields[3], 16), int(fields[9]))
