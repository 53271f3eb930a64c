import os
import sys
import time

from kit import look_for_survivors, serve

if sys.argv[1:] == ["kept"]:
    serve()
look_for_survivors(b"own")
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 10)
        time.sleep(60)
    os._exit(0)
serve(7001)
