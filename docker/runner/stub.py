"""Run by every interpreter that is not isolated, before the program's first line (the image's codealong.pth): from now on a
signal makes a thread write where it is, and a crash does the same, into a pipe that the launcher has laid.

It leaves nothing that a program sees: the built-in faulthandler is forgotten again, and the pipe is for this process and its
forks alone. An interpreter that the program itself starts has no such pipe.

One that was started ahead waits here, before anything of the program's was looked for, and ends when it is not wanted.
"""

import sys

# Twins of STACK_FD, STACK_SIGNAL and GO_FD in contract.py, which is not imported here: it would cost the time of a start.
FD, SIGNAL, GO = 1000, 61, 1001


def _watch() -> None:
    import os

    try:
        if os.fstat(FD).st_mode & 0o170000 != 0o010000:
            return
        os.set_inheritable(FD, False)
        import faulthandler

        sys.modules.pop("faulthandler")
        faulthandler.register(SIGNAL, FD, all_threads=False)
        faulthandler.enable(FD, all_threads=False)
    except (OSError, ImportError):
        return


def _wait() -> None:
    import os

    try:
        if os.fstat(GO).st_mode & 0o170000 != 0o010000:
            return
        if not os.read(GO, 1):
            os._exit(0)
        os.close(GO)
    except OSError:
        return


_watch()
_wait()
