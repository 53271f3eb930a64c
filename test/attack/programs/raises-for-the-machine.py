import errno
import os


def double(_: int) -> int:
    raise OSError(errno.ENFILE, os.strerror(errno.ENFILE))
