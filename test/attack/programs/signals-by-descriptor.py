import fcntl
import os
import signal

from kit import attempt, graders, serve

F_SETSIG = 10
# The other ends of these pipes belong to the grader: their news shall kill it, its watchdog, or the whole group.
for fd in (0, 1, 2):
    for owner in (*graders(), -1):
        attempt(f"an owner of {fd} is {owner}", lambda fd=fd, owner=owner: fcntl.fcntl(fd, fcntl.F_SETOWN, owner) or os.stat("/nowhere"))
        fcntl.fcntl(fd, F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | os.O_ASYNC)
serve()
