import os
import sys

from kit import exponent_and_double

_, double = exponent_and_double()
#: A process that outlives this one must not keep the sandbox alive.
if os.fork() == 0:
    os.setsid()
    while True:
        pass


def words() -> list[str]:
    return ["two", "one", "one"]


def exponent() -> int:
    print("on the way", flush=True, file=sys.stderr)
    return 10**9
