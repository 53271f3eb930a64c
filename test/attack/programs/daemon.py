import os
import time

from kit import read, serve, tell

mine = [pid for pid in os.listdir("/proc") if pid.isdigit() and b"main.py" in read(f"/proc/{pid}/cmdline")]
tell("a daemon of an earlier test", f"DONE: {mine}" if len(mine) > 1 else "refused: it is gone")
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 10)
        time.sleep(60)
    os._exit(0)
serve()
