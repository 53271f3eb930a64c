"""Decides whether the program was too slow or only did not get the processor.

On a busy machine a program may be ready to run for a second without getting the processor. That is not the program's fault, and the
learner must not be told that it is. In /proc a thread that is ready shows as running; a thread that waits for something shows as asleep.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable

from codealong._clock import now, stands
from codealong._stillness import TICKS_PER_SECOND

#: A program that has used this much processor time since the request has had its chance, however long that took.
ENOUGH_SECONDS = 0.4
#: The longest extra wait beyond the time limit.
EXTRA_SECONDS = 5.0
#: Number of looks, and the pause between two of them, before a program is considered to be waiting.
LOOKS = 10
APART_SECONDS = 0.005


def processor_seconds(pids: Iterable[int]) -> float:
    """Processor time used by these processes."""
    return sum(_ticks(stat) for pid in pids if (stat := _stat(f"/proc/{pid}/stat")) is not None) / TICKS_PER_SECOND


class Patience:
    """Extra patience for one wait that is over its time. `used` is the processor time that the program had used at the request."""

    def __init__(self, pids: Iterable[int], used: float) -> None:
        self._pids = list(pids)
        self._used = used
        self._until = now() + EXTRA_SECONDS
        self._ready: deque[bool] = deque(maxlen=LOOKS)

    def is_over(self) -> bool:
        """Looks once more. Call this every APART_SECONDS."""
        if stands():
            return False
        if now() > self._until or processor_seconds(self._pids) - self._used >= ENOUGH_SECONDS:
            return True
        self._ready.append(any(_is_ready(pid) for pid in _families(self._pids)))
        return len(self._ready) == LOOKS and sum(self._ready) * 2 < LOOKS


def _families(pids: list[int]) -> set[int]:
    """These processes and all processes that they started."""
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
    """The fields after the command name, which may hold any character. None if the process is gone."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return None
