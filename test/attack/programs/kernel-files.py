import os

from kit import answer, attempt, read

for path in ("sysrq-trigger", "sys/kernel/core_pattern", "sys/kernel/hostname", "sys/vm/drop_caches", "sys/kernel/panic", "sys/fs/binfmt_misc/register"):
    attempt(f"writing {path}", os.open, f"/proc/{path}", os.O_WRONLY)
for path in ("/proc/kcore", "/proc/kmsg", "/proc/vmallocinfo", "/proc/slabinfo", "/sys/firmware/acpi/tables/DSDT"):
    attempt(f"reading {path}", lambda path: read(path) or os.stat("/nowhere"), path)
answer()
