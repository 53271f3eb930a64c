"""Adds the whole numbers of its command line."""

import sys


def main(words: list[str]) -> int:
    try:
        print(add(words))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def add(words: list[str]) -> int:
    return sum(number(word) for word in words)


def number(word: str) -> int:
    try:
        return int(word)
    except ValueError:
        raise ValueError(f"{word} is not a whole number") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
