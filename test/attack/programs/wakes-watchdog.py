import os
import signal
import time

from kit import attempt, graders, serve

# Many busy processes, so that grader and watchdog are late, and the signals that the watchdog uses itself.
for _ in range(20):
    if os.fork() == 0:
        until = time.monotonic() + 3
        while time.monotonic() < until:
            pass
        os._exit(0)
for pid in graders():
    for one in (signal.SIGUSR1, signal.SIGCHLD, signal.SIGALRM, signal.SIGHUP):
        attempt(f"{one.name} to {pid}", os.kill, pid, one)
serve()
