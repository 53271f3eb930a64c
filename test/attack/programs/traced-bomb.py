import os
import signal

import kit

if kit.marks() is not None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        try:
            os.fork()
        except OSError:
            pass
kit.answer_always(kit.answer_wrongly(b"PING"))
