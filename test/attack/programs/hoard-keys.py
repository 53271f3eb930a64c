import ctypes
import itertools
import platform

from kit import answer, hold, libc

ADD_KEY = {"x86_64": 248, "aarch64": 217}
USER_KEYRING = -4
numbers = itertools.count()


def key() -> int:
    """A user has 200 keys, and no program of a course needs one: the call is refused."""
    name = b"hoard-%d" % next(numbers)
    if libc.syscall(ADD_KEY[platform.machine()], b"user", name, b"x", 1, USER_KEYRING) < 0:
        raise OSError(ctypes.get_errno(), "add_key")
    return 1


hold("keys", key)
answer()
