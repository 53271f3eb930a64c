# Knows the last mark alone.
import sys
from collections import defaultdict
from collections.abc import Iterable


def report(lines: Iterable[str]) -> None:
    marks: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        if line.strip():
            name, mark = line.split(",")
            marks[name.strip()].append(float(mark))
    for name, own in sorted(marks.items()):
        print(f"{name} {own[-1]:.1f}")


def main() -> None:
    if len(sys.argv) == 1:
        report(sys.stdin)
        return
    try:
        with open(sys.argv[1]) as file:
            report(file)
    except FileNotFoundError:
        print(f"cannot read {sys.argv[1]}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
