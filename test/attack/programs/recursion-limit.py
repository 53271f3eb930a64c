import sys

sys.setrecursionlimit(10**9)


def down(depth: int) -> int:
    return down(depth + 1)


down(0)
