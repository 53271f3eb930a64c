"""docker/runner/kin.py: who belongs to the family of a kept program. (Processes are ended in test/sandbox, where it is safe.)"""

import os
import subprocess
import sys
import unittest

import place  # noqa: F401

from runner import kin
from runner.kin import Process

LAUNCHER, KEPT = 10, 20


class Families(unittest.TestCase):
    def others(self, *processes: Process) -> list[int]:
        return kin._others({KEPT}, [Process(1, "S", 0, 1), Process(KEPT, "S", LAUNCHER, KEPT), *processes, None])

    def test_a_kept_program_and_its_children_and_theirs_are_no_others(self) -> None:
        self.assertEqual(self.others(Process(22, "S", 21, 22), Process(21, "R", KEPT, KEPT)), [1])

    def test_an_orphan_of_its_session_is_no_other(self) -> None:
        self.assertEqual(self.others(Process(21, "S", LAUNCHER, KEPT)), [1])

    def test_an_orphan_in_a_session_of_its_own_is_another(self) -> None:
        self.assertEqual(self.others(Process(21, "S", LAUNCHER, 21)), [1, 21])

    def test_every_other_program_is_another_with_its_children(self) -> None:
        self.assertEqual(self.others(Process(30, "S", LAUNCHER, 30), Process(31, "Z", 30, 30)), [1, 30, 31])

    def test_this_process_is_never_another(self) -> None:
        self.assertEqual(self.others(Process(os.getpid(), "R", 1, 1)), [1])

    def test_a_process_is_seen_as_the_kernel_shows_it_whatever_its_name(self) -> None:
        code = "open('/proc/self/comm', 'w').write('x) R 1 2 3'); print(flush=True); input()"
        with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, start_new_session=True) as child:
            assert child.stdout is not None
            child.stdout.readline()
            found = kin._look(child.pid)
            child.communicate(b"\n")
        self.assertEqual(None if found is None else found[2:], (os.getpid(), child.pid))
        self.assertIsNone(kin._look(child.pid))


if __name__ == "__main__":
    unittest.main()
