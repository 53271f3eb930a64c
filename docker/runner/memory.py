"""How much memory the suite may have: less than there is, so that its own data never end the grader, or a program in its place.

The kernel takes the programs first when the memory is full. Without a limit of its own, a suite with too much data would have
them killed, and then the grader, and the blame would be the learner's.
"""

from __future__ import annotations

import resource
from pathlib import Path

MIB = 2**20
STATUS = Path("/proc/self/status")
#: What the launcher and a small program need beside the suite.
LEFT_FOR_PROGRAMS = 24 * MIB
#: The least that a suite may grow by, however small the sandbox is.
GROWTH_MIN = 16 * MIB


def limit_suite(memory_mb: float) -> float:
    """From now on this process gets a MemoryError where it would leave too little for the programs. Gives the MiB that it has now."""
    data, resident = _bytes("VmData"), _bytes("VmRSS")
    growth = max(GROWTH_MIN, int(memory_mb * MIB) - resident - LEFT_FOR_PROGRAMS)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (data + growth, hard))
    return resident / MIB


def peak_mb() -> float:
    """The most that this process has had."""
    return _bytes("VmHWM") / MIB


def _bytes(name: str) -> int:
    found = dict(line.split(":", 1) for line in STATUS.read_text().splitlines() if ":" in line)
    return int(found[name].split()[0]) * 1024
