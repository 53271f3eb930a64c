import os

from kit import answer

os.write(2, b"\xff\0" * 2**18)
os.write(1, b"\0\xed\xa0" * 2**17 + b"\n")
answer()
