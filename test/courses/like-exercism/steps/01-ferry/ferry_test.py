import unittest
from functools import partial

import pytest

from codealong import solution

minutes_to_land = partial(solution.call, "ferry:minutes_to_land")
trip_minutes = partial(solution.call, "ferry:trip_minutes")


class FerryTest(unittest.TestCase):
    @pytest.mark.task(taskno=1)
    def test_crossing_minutes(self):
        """The constant CROSSING_MINUTES"""
        self.assertEqual(solution.value("ferry:CROSSING_MINUTES"), 25, msg="CROSSING_MINUTES is not what the task says.")

    @pytest.mark.task(taskno=2)
    def test_minutes_to_land(self):
        """The minutes that are left"""
        input_data = [0, 1, 10, 25]
        result_data = [25, 24, 15, 0]
        for variant, (elapsed, expected) in enumerate(zip(input_data, result_data), start=1):
            with self.subTest(f"variation #{variant}", elapsed=elapsed, expected=expected):
                self.assertEqual(minutes_to_land(elapsed), expected, msg=f"Called minutes_to_land({elapsed}).")

    @pytest.mark.task(taskno=3)
    def test_trip_minutes(self):
        """The minutes of a whole trip"""
        for variant, (cars, elapsed, expected) in enumerate([(0, 7, 7), (4, 10, 18), (30, 0, 60)], start=1):
            with self.subTest(f"variation #{variant}", cars=cars, elapsed=elapsed, expected=expected):
                self.assertEqual(trip_minutes(cars, elapsed), expected, msg=f"Called trip_minutes({cars}, {elapsed}).")

    @pytest.mark.task(taskno=4)
    def test_docstrings(self):
        """Each function has a docstring"""
        for function in ("minutes_to_land", "trip_minutes"):
            with self.subTest(function):
                self.assertIsNotNone(solution.value(f"ferry:{function}.__doc__"), msg=f"{function} has no docstring.")
