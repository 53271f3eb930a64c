"""An honest program that needs a little of everything that hoarders hold."""

import array
import asyncio
import ctypes
import fcntl
import os
import signal
import socket

from kit import answer, libc


def checked(result: int, what: str) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), what)
    return result


class Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_long) for name in ("flags", "maxmsg", "msgsize", "curmsgs", *"abcd")]


left, right = socket.socketpair()
left.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
_, fds, _, _ = socket.recv_fds(right, 1, 3)
assert len(fds) == 3

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN])
checked(libc.sigqueue(os.getpid(), int(signal.SIGRTMIN), None), "sigqueue")

master, slave = os.openpty()
os.write(slave, b"line\n")
assert os.read(master, 4) == b"line"

checked(libc.inotify_init(), "inotify_init")
wanted = Attributes(0, 2, 64, 0)
checked(libc.mq_open(b"/honest", os.O_CREAT | os.O_RDWR, 0o600, ctypes.byref(wanted)), "mq_open")

read, write = os.pipe()
assert fcntl.fcntl(write, fcntl.F_GETPIPE_SZ) == 65536, "a small pipe"

asyncio.run(asyncio.sleep(0))
answer()
