import fcntl
import os

from kit import answer, hold

ends = []


def large_pipe() -> int:
    """The memory of all pipes counts against the user: beyond 64 MB, each new pipe gets one page."""
    ends.append(os.pipe())
    fcntl.fcntl(ends[-1][1], fcntl.F_SETPIPE_SZ, 1024 * 1024)
    return 1


hold("large pipes", large_pipe)
answer()
