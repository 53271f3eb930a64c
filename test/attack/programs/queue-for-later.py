import ctypes
import os

from kit import attempt, call, libc, serve


def queue(flags: int) -> int:
    found = libc.mq_open(b"/kept", flags, 0o600, None)
    if found < 0:
        raise OSError(ctypes.get_errno(), "mq_open")
    return int(found)


# What lives in the kernel and not in a process or a file that everybody sees.
attempt("a queue of an earlier test", queue, os.O_RDWR)
attempt("a segment of an earlier test", call, "shmget", 1, 4096, 0)
attempt("a key of an earlier test", call, "request_key", 0, 0, 0, 0)
queue(os.O_RDWR | os.O_CREAT)
serve()
