import unittest
from functools import partial

from codealong import solution

call_next = partial(solution.call, "waiting_list:call_next")
emergency = partial(solution.call, "waiting_list:emergency")


class WaitingListTest(unittest.TestCase):
    def test_1_call_next(self):
        """Removes the first name from the list"""
        for names in (["Ada"], ["Ada", "Alan"], ["Tim", "Ann", "Tim"]):
            with self.subTest(names=names):
                waiting = names[:]
                result = call_next(waiting)
                self.assertEqual(waiting, names[1:], "call_next should change the list that it is given.")
                self.assertIsNone(result, "call_next should return nothing.")

    def test_2_nobody_waits(self):
        """Does nothing when nobody waits"""
        waiting = []
        call_next(waiting)
        self.assertEqual(waiting, [])

    def test_3_emergency(self):
        """Puts a name at the front"""
        waiting = ["Ada", "Alan"]
        emergency(waiting, "Grace")
        self.assertEqual(waiting, ["Grace", "Ada", "Alan"])

    def test_4_emergency_of_one_who_waits(self):
        """Moves a name to the front"""
        waiting = ["Ada", "Alan", "Grace"]
        emergency(waiting, "Alan")
        self.assertEqual(waiting, ["Alan", "Ada", "Grace"])
