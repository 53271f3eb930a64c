"""The launcher's side of a look at a program. One of the program's threads gets a signal and then writes its stack."""

from __future__ import annotations

import ctypes
import os
from typing import Any

THREADS_TOLD = 64

Answer = tuple[dict[str, Any], list[int]]
libc = ctypes.CDLL(None, use_errno=True)


def look(order: dict[str, Any]) -> Answer:
    """Makes one thread write its stack, unless the signal would end the program or be lost. Returns the state of all its threads."""
    pid, tid, signum = order["pid"], order["tid"], order["signum"]
    found = _status(f"/proc/{pid}/task/{tid}/status")
    sent = _minds(found, signum) and libc.tgkill(pid, tid, signum) == 0
    threads = sorted(map(int, os.listdir(f"/proc/{pid}/task")))[:THREADS_TOLD]
    return {"sent": sent, "busy": found["State"].strip().startswith("R"), "threads": threads}, []


def _minds(found: dict[str, str], signum: int) -> bool:
    """Whether the signal has a handler and this thread does not block it."""
    bit = 1 << (signum - 1)
    return bool(int(found["SigCgt"], 16) & bit) and not int(found["SigBlk"], 16) & bit


def _status(path: str) -> dict[str, str]:
    with open(path, encoding="utf-8", errors="replace") as lines:
        return dict(line.split(":", 1) for line in lines if ":" in line)
