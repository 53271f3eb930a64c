import unittest
from functools import partial

from codealong import solution

sift = partial(solution.call, "sorting_office:sift")
tally = partial(solution.call, "sorting_office:tally")


class SiftTest(unittest.TestCase):
    def test_empty(self):
        """Nothing is wanted of nothing"""
        self.assertEqual(sift([], lambda parcel: True), [])

    def test_numbers(self):
        """Takes the numbers that are wanted"""
        self.assertEqual(sift([1, 2, 3, 4, 5], lambda parcel: parcel % 2 == 1), [1, 3, 5])

    def test_order(self):
        """Leaves them in their order"""
        self.assertEqual(sift(["zoo", "art", "pie"], str.islower), ["zoo", "art", "pie"])

    def test_asks_once_for_each(self):
        """Asks once about each parcel"""
        asked = []
        sift([7, 8, 9], asked.append)
        self.assertEqual(asked, [7, 8, 9])


class TallyTest(unittest.TestCase):
    def test_by_length(self):
        """Counts words by their length"""
        self.assertEqual(tally(["a", "bc", "d"], len), {1: 2, 2: 1})

    def test_by_first_letter(self):
        """Counts towns by their first letter"""
        self.assertEqual(tally(["Rome", "Oslo", "Riga"], lambda town: town[0]), {"R": 2, "O": 1})

    def test_empty(self):
        """Nothing is counted in nothing"""
        self.assertDictEqual(tally([], len), {})
