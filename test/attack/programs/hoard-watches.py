import ctypes

from kit import answer, hold, libc


def instance() -> int:
    """Instances of inotify count against the user: 128 of them by default."""
    if libc.inotify_init() < 0:
        raise OSError(ctypes.get_errno(), "inotify_init")
    return 1


hold("instances of inotify", instance)
answer()
