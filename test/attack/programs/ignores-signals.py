import signal

for one in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGHUP, signal.SIGXCPU):
    signal.signal(one, signal.SIG_IGN)
while True:
    pass
