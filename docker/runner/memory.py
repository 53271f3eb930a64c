"""How much memory the suite may use: less than there is, so that its own data never ends the grader, or a program in its place.

When memory is full, the kernel kills the programs first. Without a limit of its own, a suite with too much data would get the
programs killed and then the grader, and the learner would be blamed.
"""

from __future__ import annotations

import resource
from pathlib import Path

MIB = 2**20
STATUS = Path("/proc/self/status")
#: Memory that the watchdog, the launcher and a small program need beside the suite.
LEFT_FOR_PROGRAMS = 27 * MIB
#: The suite may always grow by this much, however small the sandbox is.
GROWTH_MIN = 16 * MIB


def limit_suite(memory_mb: float) -> float:
    """Limits this process: it gets a MemoryError before it leaves too little for the programs. Returns the MiB that it uses now."""
    data, resident = _bytes("VmData"), _bytes("VmRSS")
    growth = max(GROWTH_MIN, int(memory_mb * MIB) - resident - LEFT_FOR_PROGRAMS)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (data + growth, hard))
    return resident / MIB


def peak_mb() -> float:
    """The peak memory of this process."""
    return _bytes("VmHWM") / MIB


def _bytes(name: str) -> int:
    found = dict(line.split(":", 1) for line in STATUS.read_text().splitlines() if ":" in line)
    return int(found[name].split()[0]) * 1024
