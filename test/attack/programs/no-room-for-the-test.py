import sys

from kit import attempt


def fill(path: str) -> None:
    with open(path, "wb", buffering=0) as file:
        while True:
            file.write(b"x" * 2**20)


if sys.argv[1] == "read":
    attempt("filling /work", fill, "full")
    print("ready", flush=True)
    sys.stdin.readline()
    print("nothing")
