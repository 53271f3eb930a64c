"""Reports as JSON what a learner's program finds in this sandbox. The doctor starts it in the program's place and as its user."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from runner import facts

#: The system call has this number on every architecture.
IO_URING_SETUP = 425
IPC_PRIVATE = 0
#: A machine on the internet, and the metadata service of cloud providers.
OUTSIDE = (("1.1.1.1", 53), ("169.254.169.254", 80))
PATIENCE_SECONDS = 2.0
libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    print(json.dumps(found()))


def found() -> dict[str, Any]:
    return {
        "uid": os.getuid(),
        "capabilities": facts.capabilities(facts.status_of_self()),
        "vsock": facts.tried_socket(40),
        "packet": facts.tried_socket(17, socket.SOCK_RAW),
        "shared_memory": called(lambda: libc.shmget(IPC_PRIVATE, 4096, 0o600)),
        "io_uring": called(lambda: libc.syscall(IO_URING_SETUP, 0, 0)),
        "outside": [reached(address) for address in OUTSIDE],
        "name_found": name_found(),
        "loopback": talks(socket.AF_INET, "127.0.0.1"),
        "ipv6_loopback": talks(socket.AF_INET6, "::1"),
        "root_write": opened("/codealong-probe", os.O_CREAT | os.O_WRONLY),
        "grader_memory": opened("/proc/1/environ", os.O_RDONLY),
        "suite": opened("/grader", os.O_RDONLY),
        "writable": writable(),
    }


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


def named(number: int | None) -> str:
    return errno.errorcode.get(number or 0, str(number))


def called(call: Callable[[], Any]) -> str:
    ctypes.set_errno(0)
    return "done" if call() >= 0 else named(ctypes.get_errno())


def reached(address: tuple[str, int]) -> str:
    with socket.socket() as client:
        client.settimeout(PATIENCE_SECONDS)
        try:
            client.connect(address)
        except OSError as error:
            return named(error.errno) if error.errno else type(error).__name__
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
        return named(error.errno)
    return "opened"


if __name__ == "__main__":
    main()
