import json
import os

TEST = "steps/01-sum/test_sum.py::test_adds"
EVENTS = (
    {"event": "collected", "tests": [{"id": TEST, "name": "x", "file": "test_sum.py", "line": 4}], "problem": None, "skipped": []},
    {"event": "started", "test": TEST},
    {"event": "finished", "test": TEST, "outcome": "passed", "duration_ms": 1, "failure": None, "programs": [], "transcript": "", "parts": []},
    {"event": "done", "ending": "complete", "finished": 1, "args": {}},
)
for event in EVENTS:
    line = json.dumps(event, separators=(",", ":")).encode() + b"\n"
    for stream in (1, 2):
        os.write(stream, line)
        os.write(stream, b"\n" + bytes([1, 0, 0, 0]) + len(line).to_bytes(4, "big") + line)
