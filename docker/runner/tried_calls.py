"""What the kernel answers to calls that our list refuses.

A child makes them: an engine's own list may end whoever makes a call that is not on it, and the strictest of all lists decides.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
from collections.abc import Iterable

from runner.allowed_calls import MACHINES

#: Its number and its arguments.
Call = tuple[int, tuple[int, ...]]

#: Calls and their arguments: they do nothing where they are allowed, and a kernel answers none of them with EPERM by itself, unless its
#: owner has closed it for everybody. (`bpf` is closed to most users almost everywhere, so its answer would tell nothing.)
TRIED: dict[str, tuple[int, ...]] = {
    "add_key": (0, 0, 0, 0, 0), "io_uring_setup": (0, 0), "keyctl": (-1, 0, 0, 0, 0), "mount": (0, 0, 0, 0, 0),
    "perf_event_open": (0, 0, 0, 0, 0), "process_vm_readv": (0, 0, 0, 0, 0, 1), "ptrace": (1, 0, 0, 0), "setns": (-1, 0),
    "shmget": (0, 0, 0), "unshare": (0,), "userfaultfd": (-1,),
}  # fmt: skip
#: A stream to the host. This call is tested by its first argument, and so is not among those that are always refused.
AF_VSOCK, SOCK_STREAM = 40, 1
#: How our list answers, and how an engine's own may.
REFUSED = ("EPERM", "SIGSYS")
libc = ctypes.CDLL(None, use_errno=True)
HERE = MACHINES.get(os.uname().machine)


def some() -> dict[str, str]:
    """The answers by which a sandbox is judged. A process that starts quickly can ask for them."""
    if HERE is None:
        return dict.fromkeys([*TRIED, _socket(AF_VSOCK)], "unknown")
    calls = {name: (HERE.refused[name], args) for name, args in TRIED.items()}
    return answers({**calls, **sockets([AF_VSOCK], SOCK_STREAM)})


def sockets(families: Iterable[int], kind: int) -> dict[str, Call]:
    """The calls that open a socket, by the name `socket 40`. None where we do not know the numbers of calls."""
    return {} if HERE is None else {_socket(family): (HERE.socket, (family, kind, 0)) for family in families}


def _socket(family: int) -> str:
    return f"socket {family}"


def answers(calls: dict[str, Call]) -> dict[str, str]:
    """Of each call: `done`, the name of the error, or of the signal that ended the process."""
    found: list[str] = []
    while len(found) < len(calls):
        found += _of_a_child(list(calls.values())[len(found) :])
    return dict(zip(calls, found, strict=True))


def _of_a_child(calls: list[Call]) -> list[str]:
    """All answers, or those up to the call that ended the child."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _tell_all(calls, writer)
    os.close(writer)
    with open(reader) as pipe:
        told = pipe.read().split()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if len(told) == len(calls):
        return told
    return [*told, signal.Signals(-code).name if code < 0 else "unknown"]


def _tell_all(calls: list[Call], writer: int) -> None:
    try:
        for number, args in calls:
            os.write(writer, f"{made(number, args)}\n".encode())
    finally:
        os._exit(0)


def made(number: int, args: tuple[int, ...]) -> str:
    """The answer to a call that this process makes itself."""
    # Numbers of 64 bits: what stands in an integer's upper half would else be left to chance.
    result = libc.syscall(*map(ctypes.c_long, (number, *args)))
    return "done" if result >= 0 else named(ctypes.get_errno())


def named(number: int | None) -> str:
    return errno.errorcode.get(number or 0, str(number))
