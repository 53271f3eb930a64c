"""docker/runner/kept_waiting.py and delays.py: what the machine takes from a sandbox, told apart from what the sandbox takes from itself."""

from __future__ import annotations

import os
import time
import unittest
from collections.abc import Iterable

import place  # noqa: F401

from runner import delays
from runner.kept_waiting import KeptWaiting

#: Seconds of a tenth of a second: used, withheld by the limit, waited by each thread, idle on each of two CPUs.
Slice = tuple[float, float, tuple[float, ...], tuple[float, float]]
RESTS: Slice = (0.0, 0.0, (0.0,), (0.1, 0.1))
STARVES: Slice = (0.01, 0.0, (0.09,), (0.0, 0.0))


def taken(slices: Iterable[Slice], cpus: float = 0.5) -> float:
    """What a sandbox has lost after these tenths of a second."""
    return meter(slices, cpus).seconds


def meter(slices: Iterable[Slice], cpus: float = 0.5) -> KeptWaiting:
    at, used, throttled, idle = 0.0, 0.0, 0.0, {0: 0.0, 1: 0.0}
    waits: dict[delays.Thread, float] = {}

    def read() -> delays.Reading:
        return delays.Reading(at, used, throttled, dict(waits))

    kept = KeptWaiting(cpus, read, lambda: dict(idle))
    for more, withheld, waited, rested in slices:
        at, used, throttled = at + 0.1, used + more, throttled + withheld
        for number, seconds in enumerate(waited):
            waits["2", str(number)] = waits.get(("2", str(number)), 0.0) + seconds
        idle = {cpu: idle[cpu] + rested[cpu] for cpu in idle}
        kept.look(at + 1e-6)
    return kept


class OfTheMachine(unittest.TestCase):
    def test_a_thread_that_is_ready_and_does_not_run_is_kept_waiting(self) -> None:
        self.assertAlmostEqual(taken([STARVES] * 50), 50 * 0.08, delta=0.3)

    def test_several_that_wait_at_the_same_time_lose_that_time_once(self) -> None:
        several: Slice = (0.0, 0.0, (0.1,) * 10, (0.0, 0.0))
        self.assertAlmostEqual(taken([several] * 50), 5, delta=0.3)

    def test_a_wait_that_is_told_late_counts_in_full(self) -> None:
        silent: Slice = (0.0, 0.0, (0.0,), (0.0, 0.0))
        told: Slice = (0.0, 0.0, (0.4,), (0.0, 0.0))
        self.assertAlmostEqual(taken([silent, silent, silent, told] * 10), 4, delta=0.3)

    def test_without_a_word_about_the_machine_the_rest_counts(self) -> None:
        readings = iter([delays.Reading(0.0, 0.0, 0.0), delays.Reading(0.2, 0.0, 0.0, {("2", "2"): 0.2})])
        kept = KeptWaiting(0.5, lambda: next(readings), lambda: None)
        self.assertTrue(kept.look(0.2))
        self.assertAlmostEqual(kept.seconds, 0.2)


class OfItsOwn(unittest.TestCase):
    def test_a_program_that_rests_loses_nothing(self) -> None:
        self.assertEqual(taken([RESTS] * 100), 0)

    def test_a_program_at_its_limit_loses_nothing(self) -> None:
        throttled: Slice = (0.05, 0.05, (0.05,), (0.1, 0.05))
        self.assertEqual(taken([throttled] * 100), 0)
        # The kernel gives its time out by periods, which readings may cut anywhere.
        uneven: Slice = (0.1, 0.0, (0.0,), (0.1, 0.0))
        self.assertLess(taken([uneven, (0.0, 0.1, (0.1,), (0.1, 0.1))] * 50), 0.2)

    def test_fifty_that_share_one_limit_lose_nothing(self) -> None:
        bomb: Slice = (0.05, 0.04, (0.099,) * 50, (0.08, 0.02))
        self.assertLess(taken([bomb] * 100), 0.2)
        # Even if the machine has nothing idle.
        self.assertLess(taken([(0.05, 0.04, (0.099,) * 50, (0.0, 0.0))] * 100), 0.2)

    def test_many_that_wake_together_on_one_cpu_wait_for_each_other(self) -> None:
        crowd: Slice = (0.02, 0.0, (0.01,) * 40, (0.08, 0.1))
        self.assertLess(taken([crowd] * 100), 0.1)


class Chance(unittest.TestCase):
    def test_a_run_that_hardly_got_the_processor_had_none(self) -> None:
        self.assertTrue(meter([STARVES] * 100).starved(10.0, 10.0))

    def test_a_run_that_used_its_share_had_one_however_long_it_took(self) -> None:
        slow: Slice = (0.025, 0.0, (0.075,), (0.0, 0.0))
        kept = meter([slow] * 190)
        self.assertGreater(kept.seconds, 8)
        self.assertFalse(kept.starved(19.0, 10.0))

    def test_a_run_on_a_quiet_machine_had_one(self) -> None:
        self.assertFalse(meter([RESTS] * 100).starved(10.0, 10.0))


@unittest.skipUnless(os.path.exists("/proc/self/schedstat"), "the kernel counts waits")
class Kernel(unittest.TestCase):
    def test_it_says_what_every_thread_has_waited(self) -> None:
        found = delays.waited()
        self.assertTrue(found)
        self.assertTrue(all(0 <= seconds < time.clock_gettime(time.CLOCK_BOOTTIME) for seconds in found.values()))

    def test_it_says_how_long_each_of_our_cpus_was_idle(self) -> None:
        found = delays.idle()
        self.assertEqual(set(found or {}), os.sched_getaffinity(0))

    def test_what_is_missing_is_no_wait(self) -> None:
        self.assertIs(delays.idle("/nonexistent"), None)


if __name__ == "__main__":
    unittest.main()
