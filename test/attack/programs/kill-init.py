import os
import signal

from kit import answer, attempt, graders

for pid in graders():
    for one in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGUSR1, signal.SIGSEGV):
        attempt(f"{one.name} to {pid}", os.kill, pid, one)
    attempt(f"a descriptor of {pid}", lambda pid=pid: signal.pidfd_send_signal(os.pidfd_open(pid), signal.SIGKILL))
answer()
