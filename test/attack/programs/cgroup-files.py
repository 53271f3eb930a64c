import os
from pathlib import Path

from kit import answer, attempt

for name in ("memory/memory.limit_in_bytes", "memory.max", "cpu/cpu.cfs_quota_us", "cpu.max", "pids/pids.max", "pids.max", "devices/devices.allow", "memory/release_agent"):
    attempt(f"writing {name}", os.open, f"/sys/fs/cgroup/{name}", os.O_WRONLY)
for folder in ("", "memory", "pids"):
    attempt(f"a group below {folder}", os.mkdir, Path("/sys/fs/cgroup") / folder / "mine")
attempt("leaving it", os.open, "/sys/fs/cgroup/memory/cgroup.procs", os.O_WRONLY)
answer()
