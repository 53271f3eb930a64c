import os
import sys

os.write(2, b"\x01" * 16384)
print(sys.argv[1], flush=True)
os._exit(0)
