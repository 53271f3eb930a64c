"""Runs a command for which the kernel seems to have no filters of system calls: prctl(PR_GET_SECCOMP) answers EINVAL.

That is how an engine finds out. Only root can do it. What the command starts can still filter its own calls, by seccomp(2).
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

PR_GET_SECCOMP, PR_SET_SECCOMP, BY_FILTER = 21, 22, 2
PRCTL = {"x86_64": 157, "aarch64": 167}
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 22
#: Where a filter finds the number of the call, and its first argument.
NUMBER, FIRST = 0, 16


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("rows", ctypes.c_void_p)]


def main(command: list[str]) -> None:
    rows = [
        (LOAD, 0, 0, NUMBER),
        (JUMP_IF_EQUAL, 0, 3, PRCTL[os.uname().machine]),
        (LOAD, 0, 0, FIRST),
        (JUMP_IF_EQUAL, 0, 1, PR_GET_SECCOMP),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *row) for row in rows))
    program = Program(len(rows), ctypes.cast(code, ctypes.c_void_p))
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_SECCOMP, BY_FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    os.execvp(command[0], command)


main(sys.argv[1:])
