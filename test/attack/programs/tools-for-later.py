import mmap
import os
import signal
import sys
import time

from kit import attempt

attempt("a tool of the other test", os.stat, "/tools/second" if os.path.exists("/tools/first") else "/tools/first")
seal = os.open("/tools/seal", os.O_RDONLY)
kept = mmap.mmap(seal, 10, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_EXEC)
if os.fork() == 0:  # a daemon that holds the tool in each way, and would run it for a later test
    os.setsid()
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    os.chdir("/tools")
    for number in (0, 1, 2):
        os.close(number)
    time.sleep(60)
    os._exit(0)
os.execvp("seal", ["seal", sys.argv[1]])
