"""If one of these works, everything is marked, and nothing is told."""

import contextlib
import fcntl
import os

import kit


def tries(fd: int) -> None:
    path = f"/proc/self/fd/{fd}"
    for size in (0, 1 << 30):
        with contextlib.suppress(OSError):
            os.ftruncate(fd, size)
            kit.set_marks(0xFF)
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_RDWR))
        kit.set_marks(0xFF)
    with contextlib.suppress(OSError):
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
        kit.set_marks(0xFF)
    with contextlib.suppress(OSError):
        os.fchmod(fd, 0o777)
        kit.set_marks(0xFF)
    if os.access(path, os.X_OK):
        kit.set_marks(0xFF)


for number in os.listdir("/proc/self/fd"):
    with contextlib.suppress(OSError):
        if "memfd:lines" in os.readlink(f"/proc/self/fd/{number}"):
            tries(int(number))
kit.answer_always(kit.answer_wrongly(b"PING"))
