"""docker/runner/link.py: a machine that refuses an order's way to the launcher is told as that, and never as the program's deed."""

import errno
import os
import unittest
from typing import Any

import place  # noqa: F401

from runner import link, machine

machine.PATIENCE_SECONDS = 0.2


class Connection:
    """A socket whose first sends are refused."""

    def __init__(self, number: int, refusals: int) -> None:
        self.number, self.refusals, self.sent = number, refusals, 0

    def sendmsg(self, *_: Any) -> int:
        if self.refusals > 0:
            self.refusals -= 1
            raise OSError(self.number, os.strerror(self.number))
        self.sent += 1
        return 1


class Orders(unittest.TestCase):
    def link(self, connection: Any) -> link.Link:
        self.told: list[tuple[str, ...]] = []
        made = link.Link(connection, os.getpid())
        made.on_refused = lambda call, why: self.told.append((call, why))
        made.on_lost = lambda: self.told.append(("lost",))
        return made

    def test_that_are_refused_are_told_as_the_machines(self) -> None:
        for name in ("ETOOMANYREFS", "ENOBUFS", "ENFILE"):
            with self.assertRaises(link.LauncherLost):
                self.link(Connection(getattr(errno, name), 10**9)).ask("write")
            self.assertEqual(self.told[0], ("write", name))

    def test_whose_launcher_is_gone_are_not(self) -> None:
        for number in (errno.EPIPE, errno.ECONNRESET):
            with self.assertRaises(link.LauncherLost):
                self.link(Connection(number, 10**9)).ask("write")
            self.assertEqual(self.told, [("lost",)])

    def test_that_are_refused_for_a_moment_are_sent_once(self) -> None:
        connection = Connection(errno.ETOOMANYREFS, 3)
        self.assertEqual(self.link(connection).post("write"), 1)
        self.assertEqual((connection.sent, self.told), (1, []))

    def test_of_a_launcher_with_lowered_limits_are_noticed(self) -> None:
        made = self.link(Connection(0, 0))
        self.assertTrue(made.has_its_room())
        made._limits = made._limits.replace(b"Max open files", b"Max open file_")
        self.assertFalse(made.has_its_room())


if __name__ == "__main__":
    unittest.main()
