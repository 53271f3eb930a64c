import os
import time

# Memory that stands in no process's account: whoever is killed for it frees nothing.
for number in range(4):
    file = os.memfd_create(f"file {number}")
    for _ in range(40):
        os.write(file, b"x" * 10**6)
time.sleep(60)
