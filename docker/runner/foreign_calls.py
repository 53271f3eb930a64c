"""Calls that do not go the usual way, each tried in a process of its own: a filter may end whoever makes them.

On x86_64 a process can call the kernel as a program of 32 bits does, or with the numbers of x32. A list of numbers that does not look at
the machine of the call would take them for others. Everywhere `clone` can make new namespaces, as `unshare` does.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import signal
from collections.abc import Callable

from runner import tried_calls

#: push rbx; mov eax, 20 (getpid for 32 bits); int 0x80; pop rbx; ret
GETPID_OF_32_BITS = b"\x53\xb8\x14\x00\x00\x00\xcd\x80\x5b\xc3"
GETPID_OF_X32 = 0x40000000 + 39
CLONE_NEWUSER = 0x10000000


def answers() -> dict[str, str]:
    """`done`, `none` where the machine has no such way, or the name of the error, or of the signal that ended the process."""
    tries: dict[str, Callable[[], int]] = {}
    if tried_calls.HERE is not None:
        clone = tried_calls.HERE.clone
        tries["namespace by clone"] = lambda: _call(clone, CLONE_NEWUSER | signal.SIGCHLD, 0, 0, 0, 0)
    if os.uname().machine == "x86_64":
        tries |= {"32 bits": _of_32_bits, "x32": lambda: _call(GETPID_OF_X32)}
    return {name: _apart(call) for name, call in tries.items()}


def _apart(call: Callable[[], int]) -> str:
    """`call` returns what the kernel returns: a number of an error is negative."""
    child = os.fork()
    if child == 0:
        os._exit(_exit_code(call))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code < 0:
        # Kernels that know no calls of 32 bits answer with the signal for an access that is not allowed.
        return "none" if code == -signal.SIGSEGV else signal.Signals(-code).name
    answer = tried_calls.named(code) if code else "done"
    return "none" if answer == "ENOSYS" else answer


def _exit_code(call: Callable[[], int]) -> int:
    try:
        return max(0, -call()) & 0xFF
    except OSError:  # the machine gives no memory that can be executed
        return errno.ENOSYS


def _call(number: int, *args: int) -> int:
    result = tried_calls.libc.syscall(*map(ctypes.c_long, (number, *args)))
    return result if result >= 0 else -ctypes.get_errno()


def _of_32_bits() -> int:
    code = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(GETPID_OF_32_BITS)
    call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    return int(call())
