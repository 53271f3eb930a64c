"""What holds a process in, seen by itself: its limits, its filter, and what the kernel answers to calls that are not on our list.

Grader and launcher both look, since programs have what the launcher has.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
from typing import Any

from runner.allowed_calls import MACHINES, ULIMIT_NUMBERS

#: Calls and their arguments: they do nothing where they are allowed, and no kernel answers them with EPERM by itself, unless its owner
#: has closed them for everybody.
TRIED: dict[str, tuple[int, ...]] = {
    "add_key": (0, 0, 0, 0, 0), "bpf": (-1, 0, 0), "io_uring_setup": (0, 0), "keyctl": (-1, 0, 0, 0, 0), "mount": (0, 0, 0, 0, 0),
    "perf_event_open": (0, 0, 0, 0, 0), "process_vm_readv": (0, 0, 0, 0, 0, 1), "ptrace": (1, 0, 0, 0), "setns": (-1, 0),
    "shmget": (0, 0, 0), "unshare": (0,), "userfaultfd": (-1,),
}  # fmt: skip
REFUSED = "EPERM"
libc = ctypes.CDLL(None, use_errno=True)
HERE = MACHINES.get(os.uname().machine)


def of_process(found: dict[str, str]) -> dict[str, Any]:
    """In the form of the facts; `found` is the status. A limit is None if there is none."""
    return {
        "ulimits": {name: _ulimit(number) for name, number in ULIMIT_NUMBERS.items()},
        "no_new_privileges": found.get("NoNewPrivs") == "1",
        "seccomp": int(found.get("Seccomp", "0")),
        "calls": {name: tried(name, args) for name, args in TRIED.items()},
    }


def joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What holds for both processes: of each thing the weaker one."""
    return {
        "ulimits": {name: _higher(most, other["ulimits"][name]) for name, most in one["ulimits"].items()},
        "no_new_privileges": one["no_new_privileges"] and other["no_new_privileges"],
        "seccomp": min(one["seccomp"], other["seccomp"]),
        "calls": {
            name: answer if answer != REFUSED else other["calls"][name] for name, answer in one["calls"].items()
        },
    }


def tried(name: str, args: tuple[int, ...]) -> str:
    """`done`, or the name of the error; `unknown` if we do not know this machine's numbers."""
    if HERE is None:
        return "unknown"
    # A number of 64 bits: what stands in an integer's upper half would else be left to chance.
    result = libc.syscall(*map(ctypes.c_long, (HERE.refused[name], *args)))
    return "done" if result >= 0 else named(ctypes.get_errno())


def named(number: int | None) -> str:
    return errno.errorcode.get(number or 0, str(number))


def status() -> dict[str, str]:
    with open("/proc/self/status") as file:
        rows = (line.split(":", 1) for line in file)
        return {row[0]: row[1].strip() for row in rows if len(row) == 2}


def _ulimit(number: int) -> int | None:
    hard = resource.getrlimit(number)[1]
    return None if hard == resource.RLIM_INFINITY else hard


def _higher(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)
