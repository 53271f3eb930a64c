"""How much memory the suite may have: less than there is, so that its own data never end the grader, or a program in its place.

The kernel takes the programs first when the memory is full. Without a limit of its own, a suite with too much data would have
them killed, and then the grader, and the blame would be the learner's.
"""

from __future__ import annotations

import resource
from pathlib import Path

MIB = 2**20
#: What the launcher and a small program need beside the suite.
LEFT_FOR_PROGRAMS = 24 * MIB
#: The least that a suite may grow by, however small the sandbox is.
GROWTH_MIN = 16 * MIB


def limit_suite(memory_mb: float, status: Path = Path("/proc/self/status")) -> None:
    """From now on this process gets a MemoryError where it would leave too little for the programs."""
    found = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    data, resident = (int(found[name].split()[0]) * 1024 for name in ("VmData", "VmRSS"))
    growth = max(GROWTH_MIN, int(memory_mb * MIB) - resident - LEFT_FOR_PROGRAMS)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (data + growth, hard))
