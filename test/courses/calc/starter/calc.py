"""Your calculator grows in this file. What follows its name on the command line is in `sys.argv[1:]`."""

import sys


def main(words: list[str]) -> int:
    print("I cannot add yet, but I have read:", *words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
