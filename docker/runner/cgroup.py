"""The kernel's counters for this container, read from the control group's files (versions 1 and 2).

`docker stats` is slow and can hang. `failcnt` stayed 0 when a process was killed for memory, so `oom_kill` is read instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Usage:
    """Milliseconds of CPU time and of throttling, MiB at the peak, kills for lack of memory, refused forks."""

    cpu_ms: float = 0.0
    throttled_ms: float = 0.0
    peak_memory_mb: float = 0.0
    oom_kills: int = 0
    pids_refused: int = 0


def read(root: Path = ROOT) -> Usage:
    return _read_v2(root) if (root / "cgroup.controllers").exists() else _read_v1(root)


def _read_v2(root: Path) -> Usage:
    cpu = _table(root / "cpu.stat")
    return Usage(
        cpu_ms=cpu.get("usage_usec", 0) / 1e3,
        throttled_ms=cpu.get("throttled_usec", 0) / 1e3,
        # Kernels before 5.19 keep no peak. The current usage is better than nothing.
        peak_memory_mb=(_number(root / "memory.peak") or _number(root / "memory.current")) / 2**20,
        oom_kills=_table(root / "memory.events").get("oom_kill", 0),
        pids_refused=_table(root / "pids.events").get("max", 0),
    )


def _read_v1(root: Path) -> Usage:
    return Usage(
        cpu_ms=_number(root / "cpuacct" / "cpuacct.usage") / 1e6,
        throttled_ms=_table(root / "cpu" / "cpu.stat").get("throttled_time", 0) / 1e6,
        peak_memory_mb=_number(root / "memory" / "memory.max_usage_in_bytes") / 2**20,
        oom_kills=_table(root / "memory" / "memory.oom_control").get("oom_kill", 0),
        pids_refused=_table(root / "pids" / "pids.events").get("max", 0),
    )


def _table(path: Path) -> dict[str, int]:
    try:
        rows = [line.split() for line in path.read_text().splitlines()]
    except OSError:
        return {}
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}


def _number(path: Path) -> int:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return 0
