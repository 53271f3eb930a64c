"""docker/codealong/_show.py: values as a learner sees them."""

import ast
import random
import time
import unittest

import place  # noqa: F401

from codealong import _show


class Show(unittest.TestCase):
    def test_bytes_are_written_between_double_quotes_with_their_line_ends(self) -> None:
        self.assertEqual(_show.show(b"+PONG\r\n"), '"+PONG\\r\\n"')
        self.assertEqual(_show.show(bytearray(b"\0\xff\t")), '"\\x00\\xff\\t"')

    def test_quotes_and_backslashes_are_told_apart(self) -> None:
        self.assertEqual(_show.show(b"it's"), '"it\'s"')
        self.assertEqual(_show.show(b'say "x"'), '"say \\"x\\""')
        self.assertEqual(_show.show(b"\\'"), '"\\\\\'"')

    def test_shown_bytes_can_be_read_back_as_python(self) -> None:
        chance = random.Random(3)
        for _ in range(3000):
            data = bytes(chance.choices(b"'\"\\abx0\n\r\xff\0", k=chance.randrange(8)))
            self.assertEqual(ast.literal_eval("b" + _show.show(data)), data)

    def test_text_stays_as_it_is_or_is_quoted_when_it_must_be_exact(self) -> None:
        self.assertEqual(_show.show("two\nlines"), "two\nlines")
        self.assertEqual(_show.show_exactly("two\nlines "), "'two\\nlines '")

    def test_long_values_say_how_much_is_left_out(self) -> None:
        limit = _show.SHOWN_CHARACTERS
        self.assertEqual(_show.show("x" * limit), "x" * limit)
        self.assertEqual(_show.show("x" * (limit + 3)), "x" * limit + " … and 3 more characters")
        self.assertEqual(_show.show(b"x" * limit), '"' + "x" * limit + '"')
        self.assertEqual(_show.show(b"x" * (limit + 3)), '"' + "x" * limit + '" … and 3 more bytes')

    def test_other_values_are_written_as_in_python(self) -> None:
        for value in (None, True, 1, 1.5, [1, "a"], (1,), {"a": b"b"}, set(), {1}, frozenset()):
            self.assertEqual(_show.show(value), repr(value))

    def test_a_number_of_many_digits_is_shown_and_not_refused(self) -> None:
        for value in (10**5000, -(10**100_000), [10**5000], {10**5000: {10**6000}}):
            self.assertLess(len(_show.show_exactly(value)), 2100)
            self.assertLess(len(_show.show(value)), 2100)

    def test_huge_values_are_shown_at_once(self) -> None:
        deep: list[object] = []
        for _ in range(100_000):
            deep = [deep]
        values = [list(range(10**6)), "x" * 10**7, b"x" * 10**7, {n: n for n in range(10**5)}, deep, 7 ** (10**5)]
        began = time.monotonic()
        for value in values:
            self.assertLess(len(_show.show_exactly(value)), 2100)
        self.assertLess(time.monotonic() - began, 2.0)


if __name__ == "__main__":
    unittest.main()
