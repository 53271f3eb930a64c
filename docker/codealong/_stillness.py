"""Checks whether a process has stopped doing anything. It reads /proc, so the answer does not depend on how busy the machine is.

"It still runs after 300 ms" says little about a program that did not get the processor: a program that is about to end would pass
by luck. The process must be seen asleep, again and again, without having run in between.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

#: After this many looks without a change, this far apart, a process is waiting. We run at each look, so its output is drained.
LOOKS = 20
APART_SECONDS = 0.005
ASLEEP = ("S", "D", "T", "I")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    state: str
    #: Processor time in clock ticks.
    ticks: int
    switches: str


class Stillness:
    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._first = self._last = sample(pid)
        self._unmoved = 0
        self._looked = time.monotonic()

    def look(self) -> bool:
        """Looks again, if the last look is long enough ago. True once the process has been still for long enough."""
        now = time.monotonic()
        if now - self._looked >= APART_SECONDS:
            self._looked = now
            found = sample(self._pid)
            moved = found is None or found != self._last or found.state not in ASLEEP
            self._unmoved = 0 if moved else self._unmoved + 1
            self._last = found
        return self._unmoved >= LOOKS

    def busy_seconds(self) -> float:
        """Processor time that the process has used since the first look."""
        if self._first is None or self._last is None:
            return 0.0
        return (self._last.ticks - self._first.ticks) / TICKS_PER_SECOND


def sample(pid: int) -> Sample | None:
    """None if the process is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            switches = "".join(line for line in file if "ctxt_switches" in line)
    except (OSError, ValueError):
        return None
    return Sample(state=fields[0], ticks=int(fields[11]) + int(fields[12]), switches=switches)
