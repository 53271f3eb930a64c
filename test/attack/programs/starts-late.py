import time

from kit import serve

time.sleep(1)
serve()
