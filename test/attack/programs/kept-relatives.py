import ctypes
import os
import signal
import sys
import time

from kit import attempt, libc, look_for_survivors, read, serve

PR_SET_NAME, PR_SET_CHILD_SUBREAPER, CLONE_PARENT = 15, 36, 0x8000


def kept() -> int:
    return next(int(pid) for pid in os.listdir("/proc") if pid.isdigit() and b"kept" in read(f"/proc/{pid}/cmdline"))


def group_of(pid: int) -> int:
    os.setpgid(0, pid)
    return os.getpgid(0)


def brother() -> int:
    """A child whose parent is the launcher, as that of the kept program is."""
    pid = libc.syscall({"x86_64": 56}.get(os.uname().machine, 220), CLONE_PARENT | signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        linger()
    return int(pid)


def linger() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
    libc.prctl(PR_SET_NAME, ctypes.c_char_p(b"kept) S 1 1 1"), 0, 0, 0)
    time.sleep(60)
    os._exit(0)


if sys.argv[1:] == ["kept"]:
    # It would take in the orphans of its own children, and only those.
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    serve()
look_for_survivors(b"own")
attempt("the kept program's group", group_of, kept())
for leaves_session in (False, True):
    if os.fork() == 0:
        if leaves_session:
            os.setsid()
        if os.fork() == 0:
            linger()
        os._exit(0)
brother()
serve(7001)
