import os
import time

# Forty processes on one processor wake up together, again and again: each waits for the others, and none for other work of the machine.
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
for _ in range(40):
    if os.fork() == 0:
        break
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
while True:
    until = time.perf_counter() + 0.0003
    while time.perf_counter() < until:
        pass
    time.sleep(0.04 - time.time() % 0.04)
