"""Reports as JSON what a learner's program finds in this sandbox. The doctor starts it in the program's place and as its user."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from runner import foreign_calls, tried_calls
from runner.allowed_calls import Machine

#: The families of sockets that the kernel knows (AF_*), and those that a sandbox may have: unix, inet, inet6, netlink.
FAMILIES, OURS = range(1, 46), (1, 2, 10, 16)
#: A value that no call takes for a descriptor, an address or a command. A call that has it for each argument does nothing.
NOTHING = (-1,) * 6
#: But for these. `msgget` would make a queue.
HARMLESS = {**tried_calls.TRIED, "msgget": (1, 0)}
#: A machine on the internet, and the metadata service of cloud providers.
OUTSIDE = (("1.1.1.1", 53), ("169.254.169.254", 80))
PATIENCE_SECONDS = 2.0


def main() -> None:
    print(json.dumps(found()))


def found() -> dict[str, Any]:
    return {
        "uid": os.getuid(),
        "calls": {**sockets(), **refused()},
        "absent": absent(),
        "foreign": foreign_calls.answers(),
        "outside": [reached(address) for address in OUTSIDE],
        "name_found": name_found(),
        "loopback": talks(socket.AF_INET, "127.0.0.1"),
        "ipv6_loopback": talks(socket.AF_INET6, "::1"),
        "grader_memory": opened("/proc/1/environ", os.O_RDONLY),
        "suite": opened("/grader", os.O_RDONLY),
        "writable": writable(),
    }


def sockets() -> dict[str, str]:
    """The answer to every family that a sandbox may not have."""
    return tried_calls.answers(tried_calls.sockets((one for one in FAMILIES if one not in OURS), socket.SOCK_RAW))


def refused() -> dict[str, str]:
    """The answer to every call that is not on our list, by its name, and to a number that no call has. Some need a right that nobody has
    in a sandbox: their EPERM may be the kernel's own."""
    here = tried_calls.HERE
    return tried_calls.some() if here is None else _answers({**here.refused, "a number without a call": unnamed(here)})


def absent() -> dict[str, str]:
    """The answer to every call that our list denies to have, and to the first that is newer than the list."""
    here = tried_calls.HERE
    return {} if here is None else _answers({**here.absent, "a newer call": here.newest + 1})


def unnamed(here: Machine) -> int:
    """The highest number, up to the newest call, that no call had when the list was written."""
    named = {*here.tested, *here.absent.values(), *here.refused.values()}
    named |= {number for first, last in here.allowed for number in range(first, last + 1)}
    return max(set(range(here.newest)) - named)


def _answers(numbers: dict[str, int]) -> dict[str, str]:
    return tried_calls.answers({name: (number, HARMLESS.get(name, NOTHING)) for name, number in numbers.items()})


#: What the kernel shows of itself: it has files that every process may write, and they are its own.
OF_THE_KERNEL = ("proc", "sysfs", "cgroup", "cgroup2", "devpts")


def writable() -> list[str]:
    """The folders where this program can make files, each without those below it."""
    rows = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    places = sorted({row[1] for row in rows if row[2] not in OF_THE_KERNEL})
    found: list[str] = []
    for place in places:
        if not is_read_only(place):
            found += [folder for folder in open_below(place) if not folder.startswith(tuple(f"{one}/" for one in found))]
    return found


def is_read_only(place: str) -> bool:
    try:
        return bool(os.statvfs(place).f_flag & os.ST_RDONLY)
    except OSError:
        return True


def open_below(place: str) -> Iterator[str]:
    """On the file system that is mounted there."""
    device = device_of(place)
    for folder, below, _ in os.walk(place):
        if os.access(folder, os.W_OK):
            yield folder
            below.clear()
        below[:] = [name for name in below if device_of(os.path.join(folder, name)) == device]


def device_of(path: str) -> int | None:
    try:
        return os.lstat(path).st_dev
    except OSError:
        return None


def reached(address: tuple[str, int]) -> str:
    with socket.socket() as client:
        client.settimeout(PATIENCE_SECONDS)
        try:
            client.connect(address)
        except OSError as error:
            return tried_calls.named(error.errno) if error.errno else type(error).__name__
    return "reached"


def name_found() -> bool:
    """Whether an internet name resolves here. Without a network the answer comes at once."""
    try:
        socket.getaddrinfo("example.com", 80)
    except socket.gaierror:
        return False
    return True


def talks(family: int, address: str) -> bool:
    """Whether a client can reach a server on this machine."""
    try:
        with socket.create_server((address, 0), family=family) as server:
            with socket.create_connection(server.getsockname()[:2], PATIENCE_SECONDS) as client:
                client.sendall(b"x")
                began = time.monotonic()
                theirs, _ = server.accept()
                with theirs:
                    return theirs.recv(1) == b"x" and time.monotonic() - began < PATIENCE_SECONDS
    except OSError:
        return False


def opened(path: str, flags: int) -> str:
    try:
        os.close(os.open(path, flags))
    except OSError as error:
        return tried_calls.named(error.errno)
    return "opened"


if __name__ == "__main__":
    main()
