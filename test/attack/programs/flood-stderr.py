import sys

while True:
    sys.stderr.write("y" * 10_000)
