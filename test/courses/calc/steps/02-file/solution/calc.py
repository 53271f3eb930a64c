"""Adds whole numbers from its command line, its input or a file."""

import argparse
import sys
from pathlib import Path


def main() -> int:
    options = parse()
    try:
        total = add(read_words(options))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.target:
        Path(options.target).write_text(f"{total}\n")
    else:
        print(total)
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*")
    parser.add_argument("--from", dest="source")
    parser.add_argument("--to", dest="target")
    return parser.parse_args()


def read_words(options: argparse.Namespace) -> list[str]:
    if options.words:
        return list(options.words)
    text = Path(options.source).read_text() if options.source else sys.stdin.read()
    return text.split()


def add(words: list[str]) -> int:
    return sum(number(word) for word in words)


def number(word: str) -> int:
    try:
        return int(word)
    except ValueError:
        raise ValueError(f"{word} is not a whole number") from None


if __name__ == "__main__":
    sys.exit(main())
