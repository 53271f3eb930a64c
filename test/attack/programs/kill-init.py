import os
import signal

from kit import answer, attempt

for one in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGUSR1, signal.SIGSEGV):
    attempt(one.name, os.kill, 1, one)
attempt("a descriptor of process 1", lambda: signal.pidfd_send_signal(os.pidfd_open(1), signal.SIGKILL))
answer()
