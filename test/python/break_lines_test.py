import tempfile
import unittest

import place  # noqa: F401
from runner.break_lines import Places, placed

SOURCE = b'''import os
# a comment

def f(a):
    """What it does."""
    if a:
        x = 1

    else:
        # a note
        y = 2

    for i in range(3):
        pass

    z = dict(
        a=1,
        b=2,
    )

    return z

try:
    f(0)
# in between
except ValueError:

    print("x")
finally:
    print("y")

'''


class Lines(unittest.TestCase):
    def setUp(self) -> None:
        self.places = Places(SOURCE)

    def at(self, line: int) -> int | None:
        return self.places.of(line)

    def test_a_line_with_code_stays(self) -> None:
        for line in (1, 4, 6, 7, 11, 13, 14, 16, 17, 21, 24, 28, 30):
            self.assertEqual(self.at(line), line)

    def test_a_blank_line_or_a_comment_moves_down_within_its_block(self) -> None:
        self.assertEqual([self.at(line) for line in (2, 3, 12, 15, 20, 22)], [4, 4, 13, 16, 21, 24 - 1])

    def test_a_docstring_moves_to_the_first_statement(self) -> None:
        self.assertEqual(self.at(5), 6)

    def test_the_word_of_a_branch_moves_into_that_branch(self) -> None:
        self.assertEqual([self.at(line) for line in (9, 10, 27)], [11, 11, 28])

    def test_it_never_comes_into_another_branch(self) -> None:
        self.assertEqual([self.at(line) for line in (8, 25)], [None, None])

    def test_another_line_of_a_long_statement_is_that_statement(self) -> None:
        self.assertEqual(self.at(19), 16)

    def test_a_statement_without_code_is_passed_over(self) -> None:
        places = Places(b"def f():\n\n    global x\n    x = 1\n")
        self.assertEqual([places.of(line) for line in (2, 3, 4)], [4, 4, 4])

    def test_a_character_that_ends_no_line_of_python_moves_none(self) -> None:
        places = Places('a = "\u2028"\n\f\nif a:\n    x = 1\nelse:\n\n    y = 2\n'.encode())
        self.assertEqual([places.of(line) for line in (5, 6, 7)], [7, 7, 7])

    def test_a_name_is_no_word_of_a_branch(self) -> None:
        places = Places(b"if a:\n    x = 1\nelse:\n\n    exceptions = 2\n")
        self.assertEqual([places.of(line) for line in (3, 4, 5)], [5, 5, 5])

    def test_nothing_follows_the_last_line(self) -> None:
        self.assertEqual([self.at(line) for line in (31, 99, 0)], [None, None, 1])

    def test_every_line_of_every_kind_has_a_place_or_none(self) -> None:
        kinds = b"""
async def g():
    async with a as b, \\
            c:

        await b
    async for x in y:
        pass
    else:

        pass
while 1:
    break

else:
    pass
match 1:

    case 1:

        x = 1
    case _:
        pass
class A:

    @property
    def b(self): return [
        i for i in self

    ]
lambda: (
  1)
"""
        found = Places(kinds)
        for line in range(kinds.count(b"\n") + 3):
            at = found.of(line)
            self.assertTrue(at is None or at >= 1)


class Files(unittest.TestCase):
    def test_a_file_that_cannot_be_compiled_has_no_places(self) -> None:
        for source in (b"def", b"\0", b"\xff", b"(" * 100_000):
            with tempfile.NamedTemporaryFile() as file:
                file.write(source)
                file.flush()
                self.assertEqual(placed(file.name, [1, 2]), [None, None])

    def test_a_file_that_is_not_there_has_no_places(self) -> None:
        self.assertEqual(placed("/nowhere/main.py", [1]), [None])


if __name__ == "__main__":
    unittest.main()
