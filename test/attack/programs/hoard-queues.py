import ctypes
import os

from kit import answer, hold, libc


class Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_long) for name in ("flags", "maxmsg", "msgsize", "curmsgs", *"abcd")]


made = 0


def queue() -> int:
    """The bytes of all message queues count against the user."""
    global made
    made += 1
    wanted = Attributes(0, 10, 8192, 0)
    name = f"/hoard-{os.getpid()}-{made}".encode()
    if libc.mq_open(name, os.O_CREAT | os.O_RDWR, 0o600, ctypes.byref(wanted)) < 0:
        raise OSError(ctypes.get_errno(), "mq_open")
    return 1


hold("message queues", queue)
answer()
