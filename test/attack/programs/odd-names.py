import os

from kit import answer, tell

WANTED = {"a" * 251 + ".txt", "CON", "con", "trailing.", "twin.txt", "TWIN.txt", "\U0001f600.txt", "two\nlines.txt", " blank ", "-rf", "back\\slash", "quote'\".txt", "main.py", "kit.py"}
found = {name for name in os.listdir("/work") if not name.startswith("__")}
tell("the names", f"DONE: {sorted(found ^ WANTED)}" if found != WANTED else "refused: exact")
for name in WANTED - {"main.py", "kit.py"}:
    with open(name, encoding="utf-8") as file:
        tell("the content", "refused: exact" if file.read() == f"content of {name}" else f"DONE: {name!r}")
answer()
