import threading
import time

from kit import answer, tell

try:
    for _ in range(1000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError as error:
    tell("a thousand threads", f"refused: {error}")
answer()
