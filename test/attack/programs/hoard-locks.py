import fcntl

from kit import answer, hold

file = open("/tmp/locked", "w+b")
place = iter(range(0, 10**9, 2))


def lock() -> int:
    """A lock of one byte, which the kernel keeps in its own memory."""
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, next(place))
    return 1


hold("locks", lock, most=5_000)
answer()
