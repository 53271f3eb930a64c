"""Run by every interpreter that is not isolated, before the program's first line (the image's codealong.pth). From then on a thread
writes its stack on a signal, and on a crash, into a pipe that the launcher made.

A program sees nothing of it: the built-in faulthandler module is forgotten again, and the pipe is only for this process and its
forks. An interpreter that the program itself starts has no such pipe.

The packages of a course are found behind Python's own modules and before those of the base, which belong to the runner. Their folder is
not one that Python runs code from by itself.

In a traced run of a failing test, the lines that are reached are marked from here on (tracer.py). No verdict is made of such a run.
An interpreter with a debugger's socket loads the debugger and waits for it (debuggee.py).

An interpreter that was started ahead waits here, before Python looked for any file of the program. It ends if it is not wanted.
"""

import sys

# Twins of STACK_FD, STACK_SIGNAL, GO_FD, TRACE_FD and DEBUG_FD in contract.py. Importing contract.py here would slow down every start.
FD, SIGNAL, GO, TRACE, DEBUG = 1000, 61, 1001, 1002, 1003
TRACER = "/opt/codealong/runner/tracer.py"
#: Twin of FOLDER in packages.py.
PACKAGES = "/opt/codealong/packages"


def _watch() -> None:
    import os

    try:
        if os.fstat(FD).st_mode & 0o170000 != 0o010000:
            return
        os.set_inheritable(FD, False)
        import faulthandler

        sys.modules.pop("faulthandler")
        faulthandler.register(SIGNAL, FD, all_threads=False)
        # From 3.14 on the frames of C would follow those of Python. Nobody reads them, and a crashed process should not do more work.
        plain = {"c_stack": False} if sys.version_info >= (3, 14) else {}
        faulthandler.enable(FD, all_threads=False, **plain)
    except (OSError, ImportError):
        return


def _find_packages() -> None:
    import os

    if not os.path.isdir(PACKAGES):
        return
    bases = [at for at, path in enumerate(sys.path) if path.endswith(("/site-packages", "/dist-packages"))]
    sys.path.insert(min(bases, default=len(sys.path)), PACKAGES)


def _trace() -> None:
    import os

    try:
        if os.fstat(TRACE).st_mode & 0o170000 != 0o100000:
            return
        with open(TRACER, "rb") as tracer:
            exec(compile(tracer.read(), TRACER, "exec"), {"__name__": "tracer"})
    except (OSError, ValueError):
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


def _debug() -> None:
    import os

    try:
        if os.fstat(DEBUG).st_mode & 0o170000 != 0o140000:
            return
    except OSError:
        return
    path = "/opt/codealong/runner/debuggee.py"
    with open(path, "rb") as file:
        exec(compile(file.read(), path, "exec"), {"__name__": "debuggee"})


_watch()
_find_packages()
_trace()
_wait()
_debug()
