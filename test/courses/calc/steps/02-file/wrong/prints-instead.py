# Reads everything rightly, but prints the sum also when it was told to write a file.
import sys
from pathlib import Path

words = sys.argv[1:]
source = words[words.index("--from") + 1] if "--from" in words else None
text = Path(source).read_text() if source else " ".join(words) or sys.stdin.read()
try:
    print(sum(map(int, text.split())))
except ValueError as error:
    sys.exit(print(error, file=sys.stderr) or 2)
