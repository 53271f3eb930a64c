"""Shared by the attacks: attempts, reported on stderr, and the honest work that earns a program its `passed`."""

from __future__ import annotations

import ctypes
import errno
import os
import socketserver
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NoReturn

libc = ctypes.CDLL(None, use_errno=True)

#: System calls by number, on the two machines that an image is built for.
NUMBERS: dict[str, tuple[int, int]] = {
    "add_key": (248, 217), "bpf": (321, 280), "chroot": (161, 51), "clone": (56, 220), "clock_settime": (227, 112), "init_module": (175, 105),
    "io_uring_setup": (425, 425), "keyctl": (250, 219), "kexec_load": (246, 104), "mount": (165, 40), "open_by_handle_at": (304, 265),
    "perf_event_open": (298, 241), "pidfd_getfd": (438, 438), "pivot_root": (155, 41), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "ptrace": (101, 117), "reboot": (169, 142), "request_key": (249, 218), "setdomainname": (171, 162),
    "sethostname": (170, 161), "setns": (308, 268), "settimeofday": (164, 170), "shmget": (29, 194), "unshare": (272, 97), "userfaultfd": (323, 282),
}  # fmt: skip


def tell(what: str, result: str) -> None:
    print(f"attack: {what}: {result}", file=sys.stderr, flush=True)


def attempt(what: str, do: Callable[..., object], *args: object) -> bool:
    """Tries something that must not work and reports the result. True if it did work."""
    try:
        got = do(*args)
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None)
        tell(what, f"refused: {errno.errorcode.get(number or 0, type(error).__name__)}")
        return False
    tell(what, f"DONE: {got!r}"[:200])
    return True


def call(name: str, *args: int) -> int:
    """A system call that libc has no function for, or would change."""
    ctypes.set_errno(0)
    result = libc.syscall(NUMBERS[name][os.uname().machine == "aarch64"], *args)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return int(result)


def read(path: str, size: int = 100) -> bytes:
    with open(path, "rb") as file:
        return file.read(size)


def write(path: str, data: bytes = b"x") -> int:
    with open(path, "r+b") as file:
        return file.write(data)


def launcher() -> int:
    """The process that starts programs, found by its command line, which everybody may read."""
    return _running(b"launcher.py")[0]


def graders() -> list[int]:
    """The grader and its watchdog, which is process 1."""
    found = _running(b"grader.py")
    assert len(found) == 2 and 1 in found, found
    return found


def look_for_survivors(word: bytes) -> None:
    """Reports whether a process of an earlier test is left, by a word in its command line that this process has too."""
    mine = [pid for pid in _running(word) if pid != os.getpid()]
    tell("a process of an earlier test", f"DONE: {mine}" if mine else "refused: it is gone")


def _running(name: bytes) -> list[int]:
    return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and name in read(f"/proc/{pid}/cmdline")]


def is_first() -> bool:
    """Whether this is the run's first program. Process ids only go up, so it uses up enough of them for the next program to notice."""
    if os.getpid() - launcher() > 25:
        return False
    for _ in range(30):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
    return True


def answer() -> None:
    """The honest work for the suite `sum`."""
    print(sum(int(word) for word in sys.argv[1:3]))


def exponent_and_double() -> tuple[Callable[[], int], Callable[[int], int]]:
    """The honest functions for the suite `words`."""
    return lambda: 4, lambda number: 2 * number


def hold(what: str, take: Callable[[], int], processes: int = 1, seconds: float = 6.0, most: int = 100_000) -> None:
    """Takes as much of something as the kernel gives, in some processes, and keeps it while another sandbox works beside this one."""
    for _ in range(processes - 1):
        if os.fork() == 0:
            _take_all(take, most)
            time.sleep(seconds)
            os._exit(0)
    held = _take_all(take, most)
    print(f"hold: {what}: {held} and more", file=sys.stderr, flush=True)
    time.sleep(seconds)


def _take_all(take: Callable[[], int], at_most: int) -> int:
    held = 0
    with suppress(OSError):
        while held < at_most:
            held += take()
    return held


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(line.upper())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve(port: int = 7000) -> NoReturn:
    """The honest work for the suites `server`, `kept` and `held`."""
    with Server(("127.0.0.1", port), Handler) as server:
        server.serve_forever()
    raise AssertionError


def answer_always(reply: bytes) -> NoReturn:
    """A server on the Redis port that gives this reply to every line."""

    class Same(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline():
                self.wfile.write(reply)

    with Server(("localhost", 6379), Same) as server:
        server.serve_forever()
    raise AssertionError


class Box:
    """For the step `objects`, with all that follows: what an honest program has."""

    def __init__(self, number: int) -> None:
        self.value = number

    def double(self) -> object:
        return 2 * self.value

    def __len__(self) -> int:
        return 3

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> bool:
        return False


def drop_first(numbers: list[object]) -> None:
    del numbers[0]


def feed(function: Callable[[object], object], number: int) -> None:
    function(number)


def count(number: int) -> Iterator[object]:
    while True:
        yield number
        number += 1


def few() -> Iterator[object]:
    yield from (1, 2)


def refuse() -> None:
    raise ValueError("no")


def marks() -> tuple[int, int] | None:
    """Address and size of the memory in which a traced program marks its lines; None in the run that is judged."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        for line in maps:
            if "memfd:lines" in line:
                begin, end = (int(part, 16) for part in line.split()[0].split("-"))
                return begin, end - begin
    return None


def set_marks(value: int) -> None:
    found = marks()
    if found is not None:
        ctypes.memset(found[0], value, found[1])


def answer_wrongly(line: bytes) -> bytes:
    """For the suite `redis-ping`: the branch that the test should reach stands here, and is missed."""
    if line == "PING":  # the line is bytes
        return b"+PONG\r\n"
    return b"-ERR\r\n"
