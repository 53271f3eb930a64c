import os
import time

from kit import answer

for byte in "snow\u2603man \U0001f600\n".encode():
    os.write(1, bytes([byte]))
    time.sleep(0.005)
os.write(1, b"a" * 65535 + "\u00e9".encode() + b"\n")
answer()
