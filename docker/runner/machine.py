"""Errors of our own calls for which the machine is to blame: the kernel has run out of something, and no learner's program is the cause."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
#: Descriptors of this process, of the machine, in flight, buffers, pseudo-terminals. What a program can use up itself is not among them:
#: memory (ENOMEM) and processes (EAGAIN) are limits of the sandbox as a whole, and reported as those; the grader looks at their counters.
ERRORS = frozenset({errno.EMFILE, errno.ENFILE, errno.ETOOMANYREFS, errno.ENOBUFS, errno.ENOSPC})
#: Another sandbox, or another program of this machine, may let go of it meanwhile.
PATIENCE_SECONDS, PAUSE_SECONDS = 1.0, 0.02


def patiently(call: Callable[[], Value]) -> Value:
    """Repeats a call for a second while the machine refuses it. The call must leave nothing behind when it fails."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return call()
        except OSError as error:
            if error.errno not in ERRORS or time.monotonic() >= until:
                raise
        time.sleep(PAUSE_SECONDS)
