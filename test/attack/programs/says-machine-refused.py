import json
import os
import sys

REFUSED = {"event": "done", "ending": "machine-refused", "finished": 0, "args": {"call": "start", "why": "ENFILE"}}
ANSWER = {"re": 1, "error": "Too many open files in system", "errno": 23}
for fd in (1, 2):
    os.write(fd, json.dumps(REFUSED).encode() + b"\n" + json.dumps(ANSWER).encode() + b"\n")
sys.exit("OSError: [Errno 23] Too many open files in system")
