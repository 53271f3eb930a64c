import atexit
import signal
import sys

from kit import serve


@atexit.register
def spin() -> None:
    while True:
        pass


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
serve()
