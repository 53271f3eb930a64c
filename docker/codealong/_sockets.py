"""Who listens, and who was accepted: read from /proc/net, without connecting (a valid solution may accept one client only)."""

from __future__ import annotations

from dataclasses import dataclass

LISTEN = "0A"
FILES = (("/proc/net/tcp", 4), ("/proc/net/tcp6", 6))


@dataclass(frozen=True)
class Row:
    family: int
    local_address: str
    local_port: int
    remote_port: int
    state: str
    inode: int


def rows() -> list[Row]:
    found: list[Row] = []
    for path, family in FILES:
        try:
            with open(path, encoding="ascii") as file:
                lines = file.readlines()[1:]
        except FileNotFoundError:  # a kernel without IPv6
            continue
        found += [_row(line.split(), family) for line in lines]
    return found


def _row(fields: list[str], family: int) -> Row:
    address, port = fields[1].split(":")
    return Row(family, address, int(port, 16), int(fields[2].split(":")[1], 16), fields[3], int(fields[9]))


def listeners() -> list[Row]:
    return [row for row in rows() if row.state == LISTEN]


def families_of(port: int) -> list[int]:
    """The address families in which somebody listens on the port: 4, 6."""
    return sorted({row.family for row in listeners() if row.local_port == port})


def accepted(port: int, client_port: int) -> bool:
    """The program has accepted this client. Until then the kernel's side of the connection belongs to no file: inode 0."""
    return any(row.local_port == port and row.remote_port == client_port and row.inode for row in rows())
