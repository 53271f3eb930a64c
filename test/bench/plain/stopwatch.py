"""Runs a command and prints its wall time in milliseconds, its exit code and its last words, as JSON.

Inside the container, so that what it costs to get in there is not measured.
"""

import json
import subprocess
import sys
import time

began = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
took = (time.perf_counter() - began) * 1e3
words = ended.stdout.decode("utf-8", "replace")[-2000:]
print(json.dumps({"ms": round(took, 3), "code": ended.returncode, "said": words}))
