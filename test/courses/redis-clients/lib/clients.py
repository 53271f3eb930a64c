"""The genuine clients, run beside the program under test. Both ends live in one sandbox and share its limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from codealong import fail, program

PORT = 6379
REFERENCE = "/opt/reference"
CLIENT_SECONDS = 8.0


def start_server() -> None:
    """Starts the program under test and waits until it listens."""
    program.start()
    program.wait_for_port(PORT)


def run_client(name: str, *args: str, input: bytes = b"") -> bytes:
    """What the client wrote on its stdout. It must end well and in time."""
    return _run([f"{REFERENCE}/bin/{name}", *args], {"LD_LIBRARY_PATH": f"{REFERENCE}/lib"}, input)


def redis_cli(*words: str, input: bytes = b"") -> bytes:
    """The reply to one command; without words, the replies to the commands in `input`, one a line."""
    return run_client("redis-cli", *words, input=input)


def talk_in_python(conversation: str) -> None:
    """Holds one of the conversations of `with_python.py`."""
    script = Path(__file__).with_name("with_python.py")
    # Isolated, as no program of a learner is: the image looks after those.
    assert _run([sys.executable, "-I", str(script), conversation], {}) == b"well\n"


def _run(command: list[str], env: dict[str, str], input: bytes = b"") -> bytes:
    done = subprocess.run(command, input=input, capture_output=True, env=env, timeout=CLIENT_SECONDS, check=False)
    if done.returncode != 0:
        said = (done.stdout + done.stderr).decode("utf-8", "backslashreplace")
        fail(f"{' '.join(command)} ended with code {done.returncode} and said: {said}")
    return done.stdout
