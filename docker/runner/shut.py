"""The runner shuts itself in: this process, and all that it starts, gets our list of system calls and our limits from inside.

The engine is asked for both. Some drop the limits (Podman without root), or take a list from a file of their own machine only. What is
set here needs no right, and nothing can undo it: limits are only lowered, and a process that gives up new privileges may filter its calls.
Under an engine that has done the same it changes nothing. Imports nothing large, since process 1 of the sandbox keeps it all its life.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource

from runner.allowed_calls import MACHINES, ULIMITS
from runner.filter_code import filter_code

PR_SET_NO_NEW_PRIVS = 38
#: seccomp(2). With TSYNC a filter is for every thread that there is. prctl would leave out the others.
SET_MODE_FILTER, TSYNC = 1, 1
INSTRUCTION_BYTES = 8

libc = ctypes.CDLL(None, use_errno=True)


class FilterProgram(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def shut_in() -> None:
    """Before any learner's code is here. What the kernel does not have stays open; the facts tell it (`confinement.py`)."""
    lower_limits()
    try:
        filter_calls()
    except OSError:
        return


def lower_limits() -> None:
    for number, most in ULIMITS.items():
        try:
            lower_limit(number, most)
        except (OSError, ValueError):  # Python says ValueError for two of the kernel's errors
            continue


def lower_limit(number: int, most: int) -> None:
    soft, hard = resource.getrlimit(number)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if (soft, hard) != (bound, bound):
        resource.setrlimit(number, (bound, bound))


def filter_calls() -> None:
    """Raises OSError if the kernel has no filters, or if we do not know the numbers of its calls."""
    machine = MACHINES.get(os.uname().machine)
    if machine is None:
        raise OSError(errno.ENOSYS, "system calls of this machine")
    code = filter_code(machine)
    program = FilterProgram(len(code) // INSTRUCTION_BYTES, code)
    _done(libc.prctl(PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0))))
    mode, flags = ctypes.c_ulong(SET_MODE_FILTER), ctypes.c_ulong(TSYNC)
    _done(libc.syscall(ctypes.c_long(machine.seccomp), mode, flags, ctypes.byref(program)))


def _done(result: int) -> None:
    """A result above zero is the id of a thread that could not follow."""
    if result != 0:
        raise OSError(ctypes.get_errno() if result < 0 else errno.ESRCH, "the runner could not shut itself in")
