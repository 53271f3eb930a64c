import os
import time

from kit import answer, hold


def process() -> int:
    """A limit of processes by user would count those of all sandboxes. Ours counts them by container."""
    if os.fork() == 0:
        time.sleep(6)
        os._exit(0)
    return 1


hold("processes", process)
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
answer()
