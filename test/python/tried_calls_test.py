"""docker/runner/tried_calls.py: what a child is answered, and how it ends under a list that ends whoever makes a call."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import unittest
from unittest import mock

import place

from runner import tried_calls

#: By it the kernel ends the process.
KILL_PROCESS = 0x80000000


@unittest.skipIf(tried_calls.HERE is None, "the numbers of this machine's calls are not known")
class Answers(unittest.TestCase):
    def numbers(self) -> dict[str, int]:
        assert tried_calls.HERE is not None
        return tried_calls.HERE.refused

    def under_a_list(self, code: str) -> str:
        """In a process of its own, whose list ends it for each call that ours only refuses."""
        before = f"""
            import sys
            sys.path.insert(0, {str(place.TEST.parent / "docker")!r})
            from runner import filter_code, probe, shut, tried_calls
            ours, filter_code.REFUSE = filter_code.REFUSE, {KILL_PROCESS}
            shut.filter_calls()
        """
        lines = textwrap.dedent(before) + textwrap.dedent(code)
        done = subprocess.run([sys.executable, "-B", "-c", lines], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def test_stand_in_the_order_of_the_calls(self) -> None:
        number = self.numbers()["setns"]
        found = tried_calls.answers({"none": (-1, ()), "no file": (number, (-1, 0)), "again": (-1, ())})
        self.assertEqual(list(found), ["none", "no file", "again"])
        self.assertEqual(found["none"], found["again"])

    def test_to_no_calls_are_none(self) -> None:
        with mock.patch.object(os, "fork") as fork:
            self.assertEqual(tried_calls.answers({}), {})
        fork.assert_not_called()

    def test_to_usual_calls_need_one_child(self) -> None:
        with mock.patch.object(os, "fork", side_effect=os.fork) as fork:
            tried_calls.some()
        self.assertEqual(fork.call_count, 1)

    def test_of_a_list_that_ends_the_caller_name_the_signal_and_the_process_goes_on(self) -> None:
        self.assertEqual(self.under_a_list("print(set(tried_calls.some().values()))"), "{'SIGSYS'}")

    def test_of_the_strictest_list_count(self) -> None:
        both = """
            filter_code.REFUSE = ours
            shut.filter_calls()
            print(set(tried_calls.some().values()), set(probe.sockets().values()), set(probe.absent().values()))
        """
        self.assertEqual(self.under_a_list(both), "{'SIGSYS'} {'SIGSYS'} {'ENOSYS'}")

    def test_of_a_child_that_says_nothing_are_unknown(self) -> None:
        with mock.patch.object(tried_calls, "made", side_effect=OSError):
            self.assertEqual(set(tried_calls.some().values()), {"unknown"})


class Elsewhere(unittest.TestCase):
    def test_a_machine_whose_numbers_are_not_known_has_the_same_names_and_no_answers(self) -> None:
        names = list(tried_calls.some())
        with mock.patch.object(tried_calls, "HERE", None):
            self.assertEqual(tried_calls.some(), dict.fromkeys(names, "unknown"))


if __name__ == "__main__":
    unittest.main()
