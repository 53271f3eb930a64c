import os

from kit import answer

for stream in (0, 1, 2, 3, 255):
    os.write(1, bytes([stream, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]) + b"framed\n")
    os.write(2, bytes([stream, 0, 0, 0, 0, 0, 0, 5]) + b"hello\n")
answer()
