import fcntl
import os
import signal
import sys

# Whoever opens a file under a lease waits until its owner lets go, which this one never does.
signal.signal(signal.SIGIO, signal.SIG_IGN)
if sys.argv[1] == "write":
    if os.fork() == 0:
        os.closerange(0, 3)
        file = os.open("out.txt", os.O_CREAT | os.O_RDWR)
        os.write(file, sys.argv[2].encode())
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        while True:
            signal.pause()
    while not os.path.exists("out.txt"):
        pass
    signal.sigtimedwait([signal.SIGUSR1], 0.2)
