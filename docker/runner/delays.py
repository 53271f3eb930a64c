"""What the kernel says about this sandbox and the processor: used, wanted in vain, withheld by its limit, and idle on the machine."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from runner import cgroup

#: Of the sandbox's threads. More than any course needs; a program with more is told to have waited less than it did.
THREADS_READ = 64
Thread = tuple[str, str]


@dataclass(frozen=True)
class Reading:
    """Seconds."""

    at: float
    #: By all processes of the sandbox.
    used: float
    #: By the limit of CPU.
    throttled: float
    #: For how long each thread has been ready to run and did not run. The kernel adds a wait when it is over.
    waited: dict[Thread, float] = field(default_factory=dict)


def read() -> Reading:
    usage = cgroup.read()
    return Reading(time.monotonic(), usage.cpu_ms / 1e3, usage.throttled_ms / 1e3, waited())


def waited(proc: str = "/proc") -> dict[Thread, float]:
    """Empty where the kernel does not say. Only threads of this sandbox are in its /proc."""
    found: dict[Thread, float] = {}
    for pid in filter(str.isdigit, os.listdir(proc)):
        try:
            for thread in os.listdir(f"{proc}/{pid}/task"):
                with open(f"{proc}/{pid}/task/{thread}/schedstat", "rb") as file:
                    found[pid, thread] = int(file.read().split()[1]) / 1e9
                if len(found) >= THREADS_READ:
                    return found
        except (OSError, ValueError, IndexError):  # it has ended meanwhile
            continue
    return found


def idle(path: str = "/proc/stat") -> dict[int, float] | None:
    """For how many seconds each CPU that this sandbox may use has had nothing to do. None where the kernel does not say."""
    ticks = os.sysconf("SC_CLK_TCK")
    ours = os.sched_getaffinity(0)
    try:
        with open(path, "rb") as file:
            rows = [line.split() for line in file if line.startswith(b"cpu") and line[3:4].isdigit()]
        return {int(row[0][3:]): (int(row[4]) + int(row[5])) / ticks for row in rows if int(row[0][3:]) in ours} or None
    except (OSError, ValueError, IndexError):
        return None
