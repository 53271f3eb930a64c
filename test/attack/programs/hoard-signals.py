import ctypes
import os
import signal

from kit import answer, hold, libc

RANGE = range(signal.SIGRTMIN, signal.SIGRTMAX + 1)
signal.pthread_sigmask(signal.SIG_BLOCK, RANGE)


def queue() -> int:
    """A blocked real-time signal stays queued, and counts against the user."""
    if libc.sigqueue(os.getpid(), int(signal.SIGRTMIN), None) != 0:
        raise OSError(ctypes.get_errno(), "sigqueue")
    return 1


hold("queued signals", queue)
answer()
