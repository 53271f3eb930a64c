import ctypes
import os

from kit import answer, hold, libc


def timer() -> int:
    """A timer has a signal ready, which counts against the user."""
    found = ctypes.c_void_p()
    if libc.timer_create(1, None, ctypes.byref(found)) != 0:
        raise OSError(ctypes.get_errno(), "timer_create")
    return 1


hold("timers", timer)
answer()
