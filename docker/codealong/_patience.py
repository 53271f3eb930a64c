"""Was the program too slow, or did it not get the processor?

On a machine with much to do, a second may pass in which a program is ready to go on and is not let. That is not its fault, and must not
be told as such. A thread that is ready shows as running in /proc; one that waits for something, as asleep.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable

from codealong._stillness import TICKS_PER_SECOND

#: A program that has used so much since it was asked had its chance, however long that took.
ENOUGH_SECONDS = 0.4
#: So much longer than it was given is a program waited for, at most.
EXTRA_SECONDS = 5.0
#: So often it is looked at, so far apart, before it is said to wait for something.
LOOKS = 10
APART_SECONDS = 0.005


def processor_seconds(pids: Iterable[int]) -> float:
    """Processor time that these processes have used."""
    return sum(_ticks(stat) for pid in pids if (stat := _stat(f"/proc/{pid}/stat")) is not None) / TICKS_PER_SECOND


class Patience:
    """For one wait that is over its time. `used` is the processor time that the program had used when it was asked."""

    def __init__(self, pids: Iterable[int], used: float) -> None:
        self._pids = list(pids)
        self._used = used
        self._until = time.monotonic() + EXTRA_SECONDS
        self._ready: deque[bool] = deque(maxlen=LOOKS)

    def is_over(self) -> bool:
        """Looks once more. Call it every APART_SECONDS."""
        if time.monotonic() > self._until or processor_seconds(self._pids) - self._used >= ENOUGH_SECONDS:
            return True
        self._ready.append(any(_is_ready(pid) for pid in _families(self._pids)))
        return len(self._ready) == LOOKS and sum(self._ready) * 2 < LOOKS


def _families(pids: list[int]) -> set[int]:
    """These processes and those that they have started."""
    parents = {int(name): _parent(int(name)) for name in os.listdir("/proc") if name.isdigit()}
    found, more = set(pids), True
    while more:
        children = {pid for pid, parent in parents.items() if parent in found} - found
        found |= children
        more = bool(children)
    return found


def _is_ready(pid: int) -> bool:
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return False
    stats = (_stat(f"/proc/{pid}/task/{thread}/stat") for thread in threads)
    return any(stat[0] == "R" for stat in stats if stat is not None)


def _parent(pid: int) -> int:
    stat = _stat(f"/proc/{pid}/stat")
    return 0 if stat is None else int(stat[1])


def _ticks(stat: list[str]) -> int:
    return int(stat[11]) + int(stat[12])


def _stat(path: str) -> list[str] | None:
    """What follows the name of the command, which may hold anything. None when it is gone."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return None
