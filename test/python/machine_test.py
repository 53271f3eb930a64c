"""docker/runner/machine.py: what the machine refuses is tried again for a second, and nothing else is."""

from __future__ import annotations

import errno
import time
import unittest
from collections.abc import Callable

import place  # noqa: F401

from runner import machine


def refusing(number: int, times: float) -> Callable[[], str]:
    """A call that fails this often with this error."""
    left = times

    def call() -> str:
        nonlocal left
        left -= 1
        if left >= 0:
            raise OSError(number, "refused")
        return "done"

    return call


class Patiently(unittest.TestCase):
    def test_a_call_that_works_is_made_once(self) -> None:
        calls: list[int] = []
        self.assertIsNone(machine.patiently(lambda: calls.append(1)))
        self.assertEqual(calls, [1])

    def test_a_call_is_repeated_until_the_machine_lets_go(self) -> None:
        for number in machine.ERRORS:
            began = time.monotonic()
            self.assertEqual(machine.patiently(refusing(number, 3)), "done")
            self.assertGreaterEqual(time.monotonic() - began, 3 * machine.PAUSE_SECONDS)

    def test_after_a_second_the_error_is_passed_on(self) -> None:
        began = time.monotonic()
        with self.assertRaises(OSError) as raised:
            machine.patiently(refusing(errno.ENFILE, float("inf")))
        self.assertEqual(raised.exception.errno, errno.ENFILE)
        took = time.monotonic() - began
        self.assertTrue(machine.PATIENCE_SECONDS <= took < 3 * machine.PATIENCE_SECONDS, f"{took} s")

    def test_any_other_error_is_passed_on_at_once(self) -> None:
        for number in (errno.ENOENT, errno.EACCES, errno.EPIPE, errno.ENOMEM, errno.EAGAIN, errno.EBADF):
            self.assertNotIn(number, machine.ERRORS)
            with self.assertRaises(OSError):
                machine.patiently(refusing(number, 1))
        with self.assertRaises(KeyError):
            machine.patiently(lambda: {}["x"])


if __name__ == "__main__":
    unittest.main()
