import os
import time

from kit import answer

for _ in range(30):
    if os.fork() == 0:
        os._exit(0)
time.sleep(0.2)
answer()
