"""Fetches the wheels of a course that do not lie beside it, with the base's own pip, from wherever that pip looks: an index, or a folder.

Only wheels, and only those whose hash stands in the course's list: nothing of a package is run. What they need is for install.py to check:
another package may lie in the course without being in a list. The last line of what this writes is a
record for the host (src/run/package-refusals.ts) when a wheel is missing.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

WHEELS = "/build/wheels"
REQUIREMENTS = f"{WHEELS}/requirements.txt"
#: What is refused by pip stands below this line, when a file is not what the list says.
MISMATCH = "DO NOT MATCH THE HASHES"
SAID_MAX = 200
#: Twin of PACKED_MAX in install.py. What is more is refused here already, so that it does not become a layer that the engine keeps.
PACKED_MAX = 50 * 1024 * 1024


def main() -> None:
    if not os.environ.get("FETCH"):
        return
    if importlib.util.find_spec("pip") is None:
        not_fetched("no-pip", "")
    command = [sys.executable, "-I", "-m", "pip", "download", "--no-deps", "--disable-pip-version-check", "--no-input", "--no-cache-dir"]
    wanted = ["--progress-bar=off", "--require-hashes", "--only-binary=:all:", f"--find-links={WHEELS}", f"--dest={WHEELS}"]
    done = subprocess.run([*command, *wanted, "-r", REQUIREMENTS], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout, flush=True)
    if done.returncode != 0:
        not_fetched("hash" if MISMATCH in done.stdout else "failed", last_error(done.stdout))
    packed = sum(file.stat().st_size for file in Path(WHEELS).glob("*.whl"))
    if packed > PACKED_MAX:
        refuse("packages-too-large", {"bytes": packed, "most": PACKED_MAX})


def last_error(said: str) -> str:
    """What pip calls an error, without the lines on how it came there."""
    errors = [line.removeprefix("ERROR: ") for line in said.splitlines() if line.startswith("ERROR: ")]
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return (errors or lines or [""])[-1][:SAID_MAX]


def not_fetched(why: str, said: str) -> NoReturn:
    refuse("wheel-not-fetched", {"why": why, "package": os.environ["FETCH"], "said": said})


def refuse(code: str, args: dict[str, str | int]) -> NoReturn:
    print(json.dumps({"code": code, "args": args}), flush=True)
    sys.exit(1)


main()
