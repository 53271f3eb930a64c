import os
from pathlib import Path

from kit import answer, attempt

ROOT = Path("/sys/fs/cgroup")


def held(paths: tuple[str, ...], most: float) -> object:
    """Version 1 or 2 of control groups; `max`, and no number above `most`, is no limit."""
    text = next((ROOT / path).read_text() for path in paths if (ROOT / path).exists())
    words = text.split()
    if words[0] != "max" and 0 < int(words[0]) <= most:
        return os.stat("/nowhere")
    return text


def period() -> int:
    """Microseconds; the second word of version 2."""
    paths = (ROOT / "cpu/cpu.cfs_period_us", ROOT / "cpu.max")
    return int(next(path.read_text() for path in paths if path.exists()).split()[-1])


attempt("a whole CPU", held, ("cpu/cpu.cfs_quota_us", "cpu.max"), period() / 2)
attempt("more memory", held, ("memory/memory.limit_in_bytes", "memory.max"), 128 * 2**20)
attempt("more processes", held, ("pids/pids.max", "pids.max"), 50)
answer()
