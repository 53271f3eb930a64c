import os
import signal

import kit

if kit.marks() is not None:
    os.kill(kit.launcher(), signal.SIGKILL)
kit.answer_always(kit.answer_wrongly(b"PING"))
