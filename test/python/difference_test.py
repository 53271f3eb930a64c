"""docker/codealong/_difference.py: where two values differ, and both of them around that place."""

from __future__ import annotations

import random
import time
import unittest

import place  # noqa: F401

from codealong import Failed
from codealong._difference import Pair, first_difference, side_by_side
from codealong._show import show_exactly

#: Characters of a shown value: the bounds of codealong._show, with room for what is left out.
MOST = 4000


def differ(expected: object, actual: object) -> Pair:
    pair = side_by_side(expected, actual)
    assert pair.expected != pair.actual, pair
    assert max(len(pair.expected), len(pair.actual)) < MOST
    return pair


class TestDifference(unittest.TestCase):
    def test_short_values_are_shown_whole_and_need_no_words(self) -> None:
        for expected, actual in (("a", "b"), (b"a", b"b"), ([1], [2]), ({1: 2}, {1: 3}), (1, 2), ("1", 1), (None, "x" * 900)):
            self.assertEqual(differ(expected, actual), (show_exactly(expected), show_exactly(actual), {}))

    def test_long_texts_are_cut_around_the_first_difference(self) -> None:
        pair = differ("x" * 5000 + "end", "x" * 5000 + "END" + "y" * 900)
        self.assertEqual(pair.args, {"unit": "character", "at": 5001, "wanted_size": 5003, "came_size": 5903})
        self.assertTrue(pair.expected.startswith("… 'xxx") and pair.expected.endswith("xend'"))
        self.assertTrue("xENDyyy" in pair.actual and pair.actual.endswith("' … and 603 more"))

    def test_a_text_that_ends_too_early_differs_behind_its_end(self) -> None:
        pair = differ(b"\r\n" * 2000, b"\r\n" * 1500)
        self.assertEqual(pair.args, {"unit": "byte", "at": 3001, "wanted_size": 4000, "came_size": 3000})

    def test_a_text_that_fits_is_shown_whole_with_the_place(self) -> None:
        pair = differ("a" * 300, "a" * 299 + "b")
        self.assertEqual(pair[:2], ("'" + "a" * 300 + "'", "'" + "a" * 299 + "b'"))
        self.assertEqual(pair.args["at"], 300)

    def test_the_first_item_that_differs_is_shown_with_its_neighbours(self) -> None:
        pair = differ(list(range(100)), [*range(70), -1, *range(71, 100)])
        self.assertEqual(pair.actual, "[… 68 before, 68, 69, -1, 71, 72, 73, … and 26 more]")
        self.assertEqual(pair.args, {"unit": "item", "at": 71, "wanted_size": 100, "came_size": 100})
        self.assertEqual(differ((1,) * 90, (1,) * 80).actual, "(… 78 before, 1, 1)")

    def test_an_item_that_is_long_itself_is_cut_around_its_own_difference(self) -> None:
        pair = differ(["a" * 3000, 1], ["a" * 2500 + "b" + "a" * 499, 1])
        self.assertTrue("aba" in pair.actual)

    def test_the_key_whose_value_differs_is_named(self) -> None:
        full = {number: str(number) for number in range(100)}
        pair = differ(full, {**full, 77: "x"})
        self.assertEqual(pair[:2], ("{…, 77: '77', …}", "{…, 77: 'x', …}"))
        self.assertEqual((pair.args["unit"], pair.args["key"], pair.args["at"]), ("key", "77", None))
        del full[99]
        self.assertEqual(differ({**full, 99: "y"}, full).actual, "no 99 in 99 keys")

    def test_any_two_long_lists_of_texts_are_told_apart(self) -> None:
        chance = random.Random(7)
        for _ in range(300):
            expected = ["".join(chance.choices("ab", k=chance.choice((1, 30, 2500)))) for _ in range(chance.choice((1, 20, 90)))]
            actual = list(expected)
            at = chance.randrange(len(actual))
            actual[at] = actual[at] + "c" if chance.random() < 0.5 else "c" + actual[at]
            pair = side_by_side(expected, actual)
            self.assertLess(max(len(pair.expected), len(pair.actual)), MOST)
            self.assertEqual(first_difference(expected, actual), at)

    def test_megabytes_take_no_time(self) -> None:
        began = time.monotonic()
        differ("x" * 8_000_000, "x" * 7_999_999)
        self.assertLess(time.monotonic() - began, 5)

    def test_objects_of_the_suite_are_left_alone(self) -> None:
        class Odd:
            def __eq__(self, other: object) -> bool:
                raise ValueError

            def __hash__(self) -> int:
                return 1

        pair = side_by_side([Odd()] * 100, [Odd()] * 100)
        self.assertEqual(pair.args, {})

    def test_a_failure_in_the_words_of_the_suite_tells_the_place_too(self) -> None:
        failed = Failed("message", message="Wrong.", expected="a" * 3000, actual="a" * 2000)
        self.assertEqual(failed.args_["at"], 2001)
        described = Failed("message", message="Wrong.", expected="a long line", actual="b" * 3000)
        self.assertEqual((described.args_, described.expected), ({}, "a long line"))
        other = Failed("exit-code", {"wanted": 2}, expected=b"a" * 3000, actual=b"a" * 2000)
        self.assertEqual(other.args_, {"wanted": 2})


if __name__ == "__main__":
    unittest.main()
