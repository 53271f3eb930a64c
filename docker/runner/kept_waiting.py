"""For how long the machine has kept this sandbox from the processor. That is not the learner's time (docs/architecture.md, "How time is counted").

A thread that waits for the processor may wait for three things: for the sandbox's own limit of CPU, for other threads of the sandbox, or
for other work of the machine. Only the last is no fault of the program. So what its threads have waited is cut twice: to the time in
which the sandbox used less than its limit allows, and to the time in which no CPU of the machine was idle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from runner import delays

#: Seconds between two readings: a period of the kernel's, in which it gives the limit of CPU out.
APART_SECONDS = 0.1
#: The kernel reports a wait only when it is over, and a burst may fall on either side of a reading. What one reading leaves over counts
#: for this long with the next ones.
CARRIED_SECONDS, OWED_SECONDS = 2.0, 0.3
#: Less than this is not worth a look at the whole machine, which takes milliseconds where there are many CPUs.
LEAST_SECONDS = 0.005
#: A run that has lost this part of its time, and has used less than this part of what its limit allows, has not had its chance.
GOOD_PART, CHANCE = 0.25, 0.75


class KeptWaiting:
    """Adds up what the machine has taken since it was made. `cpus`: the sandbox's limit."""

    def __init__(
        self,
        cpus: float,
        read: Callable[[], delays.Reading] = delays.read,
        idle: Callable[[], Mapping[int, float] | None] = delays.idle,
    ) -> None:
        #: What may be used of a second. One busy thread, or many on one CPU, cannot use more than that CPU.
        self._share = min(cpus, 1.0)
        self._read = read
        self._idle = idle
        self._last = self._first = read()
        self._crowd = Crowd(self._last.at, idle())
        self._wanted = self._unused = 0.0
        self.seconds = 0.0

    def look(self, now: float) -> bool:
        """Reads again if the last reading is old enough. True if more was taken."""
        return now - self._last.at >= APART_SECONDS and self._take(self._read())

    def _take(self, now: delays.Reading) -> bool:
        last, self._last = self._last, now
        waited = sum(max(0.0, seconds - last.waited.get(thread, 0.0)) for thread, seconds in now.waited.items())
        elapsed, used = now.at - last.at, now.used - last.used
        self._wanted = max(-OWED_SECONDS, self._wanted + waited - (now.throttled - last.throttled))
        self._unused = within(-OWED_SECONDS, self._unused + elapsed - used / self._share, max(CARRIED_SECONDS, elapsed))
        taken = min(self._wanted, self._unused)
        if taken < LEAST_SECONDS:
            self._wanted = min(self._wanted, LEAST_SECONDS)
            return False
        taken = min(taken, self._crowd.since(now.at, self._idle()))
        self._crowd.seconds -= taken
        self._unused -= taken
        self._wanted = 0.0  # several threads may have waited at the same time
        self.seconds += taken
        return taken > 0

    def used(self) -> float:
        """Processor time of the sandbox until the last reading."""
        return self._last.used - self._first.used

    def starved(self, took: float, limit: float) -> bool:
        """Whether a run with this limit, which took that long, has not had its chance to come to an end."""
        return self.seconds >= GOOD_PART * took and self.used() < CHANCE * self._share * limit


class Crowd:
    """For how long no CPU was idle, as far as that is not counted yet. The CPU that was idle most shows it."""

    def __init__(self, at: float, idle: Mapping[int, float] | None) -> None:
        self._at, self._idle = at, idle
        self.seconds = 0.0

    def since(self, now: float, idle: Mapping[int, float] | None) -> float:
        """Until now. Where the kernel does not say, the machine counts as crowded."""
        elapsed = now - self._at
        before = self._idle or {}
        rested = max((seconds - before.get(cpu, seconds) for cpu, seconds in (idle or {}).items()), default=0.0)
        self._at, self._idle = now, idle
        self.seconds = within(0.0, self.seconds + elapsed - rested, max(CARRIED_SECONDS, elapsed))
        return self.seconds


def within(least: float, value: float, most: float) -> float:
    return max(least, min(value, most))
