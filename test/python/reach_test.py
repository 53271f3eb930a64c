"""docker/runner/reach.py and branches.py: what is said of lines that a failing test did not reach, and when nothing is said."""

from __future__ import annotations

import textwrap
import unittest

from place import TEST  # noqa: F401

from runner.branches import words_in
from runner.reach import Unreached, unreached

SERVER = """\
def answer(words):
    if words[0] == "PING":
        return "PONG"
    elif words[0].upper() == b"ECHO":
        first = words[1]
        return first
    return "ERR"


def main():
    print(answer(["x"]))


main()
"""


def told(source: str, lines: object, request: str | None = None, other: str = "") -> Unreached | None:
    files = {"main.py": textwrap.dedent(source).encode(), "other.py": textwrap.dedent(other).encode()}
    marks = {"main.py": frozenset(lines), "other.py": frozenset[int]()}  # type: ignore[call-overload]
    return unreached(files, marks.__getitem__, "main.py", request)


class Branches(unittest.TestCase):
    ENTERED = (1, 2, 4, 7, 10, 11, 14)

    def test_the_branch_for_a_word_of_the_request_is_told_with_its_function(self) -> None:
        found = told(SERVER, self.ENTERED, r'"*2\r\n$4\r\nECHO\r\n$3\r\nhey\r\n"')
        self.assertEqual(found, Unreached("main.py", "answer", 5, 6, False, "ECHO"))

    def test_a_branch_that_was_reached_is_not_told(self) -> None:
        self.assertIsNone(told(SERVER, (*self.ENTERED, 5, 6), "ECHO hey"))

    def test_branches_for_other_words_are_not_told(self) -> None:
        self.assertIsNone(told(SERVER, self.ENTERED, "SET key value"))
        self.assertIsNone(told(SERVER, self.ENTERED, None))

    def test_one_place_for_the_word_that_was_reached_is_enough(self) -> None:
        source = 'word = input()\nif word == "ECHO":\n    a = 1\nif "ECHO" in word:\n    b = 2\n'
        self.assertIsNone(told(source, (1, 2, 4, 5), "ECHO"))
        self.assertEqual(told(source, (1, 2, 4), "ECHO"), Unreached("main.py", None, 3, 3, False, "ECHO"))

    def test_the_word_belongs_to_the_branch_in_which_it_is_meant(self) -> None:
        source = 'word = input()\nif word != "ECHO":\n    a = 1\nelse:\n    b = 2\nif not word.startswith("ECHO"):\n    c = 3\n'
        self.assertEqual(told(source, (1, 2, 3, 6, 7), "ECHO"), Unreached("main.py", None, 5, 5, False, "ECHO"))
        self.assertIsNone(told(source, (1, 2, 5, 6), "ECHO"))

    def test_a_branch_on_the_line_of_its_condition_counts_as_reached(self) -> None:
        self.assertIsNone(told('word = input()\nif word == "ECHO": print(word)\n', (1, 2), "ECHO"))

    def test_cases_of_a_match_are_branches(self) -> None:
        source = 'match input().split():\n    case ["ECHO", word]:\n        print(word)\n    case _:\n        print()\n'
        self.assertEqual(told(source, (1, 4, 5), "ECHO x"), Unreached("main.py", None, 3, 3, False, "ECHO"))

    def test_a_later_word_is_told_if_the_first_was_reached(self) -> None:
        source = 'def put(words):\n    if words[0] == "SET":\n        if "PX" in words:\n            later()\n        return\n\n\nput([])\n'
        self.assertEqual(told(source, (1, 2, 3, 5, 8), "SET a b PX 100"), Unreached("main.py", "put", 4, 4, False, "PX"))


class Functions(unittest.TestCase):
    def test_a_function_that_is_named_after_the_command_is_told(self) -> None:
        source = 'def handle_echo(word):\n    """Says it."""\n    return word\n\n\ndef serve():\n    return 1\n\n\nserve()\n'
        found = told(source, (1, 6, 7, 10), "ECHO hey")
        self.assertEqual(found, Unreached("main.py", "handle_echo", 1, 3, True, "ECHO"))
        self.assertIsNone(told(source, (1, 6, 7, 10), "PING handle"), "only the first word is a command")
        self.assertEqual(told(source, (1, 6, 7, 10), "redis-cli ECHO hey"), found, "or one that is shouted")

    def test_a_table_of_commands_and_a_decorator_say_what_a_function_is_for(self) -> None:
        for source in ('def one(w):\n    return w\n\n\nT = {"ECHO": one}\n', '@command("ECHO")\ndef one(w):\n    return w\n\n\nT = 1\n'):
            found = told(source, (1, 2, 5) if source.startswith("@") else (1, 5), "ECHO")
            self.assertEqual(found and (found.function, found.whole, found.word), ("one", True, "ECHO"))

    def test_methods_are_named_with_their_class(self) -> None:
        source = "class Store:\n    def echo(self):\n        return 1\n\n\nStore()\n"
        self.assertEqual(told(source, (1, 2, 6), "ECHO"), Unreached("main.py", "Store.echo", 2, 3, True, "ECHO"))

    def test_the_one_function_that_nobody_calls_is_told_where_nothing_was_called(self) -> None:
        source = "def serve():\n    return 1\n\n\ndef main():\n    serve()\n"
        self.assertEqual(told(source, (1, 5)), Unreached("main.py", "main", 5, 6, True, None))
        self.assertIsNone(told(source, (1, 5, 6)))
        self.assertIsNone(told("def a():\n    b\n\n\ndef c():\n    d\n", (1, 5)), "one of two may be meant")

    def test_a_program_that_was_not_run_or_cannot_be_read_is_not_judged(self) -> None:
        self.assertIsNone(told(SERVER, (), "ECHO"))
        for source in ("def main(:\n", "\0", "(" * 5000, "x = 1\n" + "if 1:\n" + "elif 2:\n    x\n" * 5000):
            self.assertIsNone(told(source, (1,), "ECHO"))


class Words(unittest.TestCase):
    def test_escapes_and_numbers_are_no_words(self) -> None:
        self.assertEqual(words_in(r'"*2\r\n$4\r\nECHO\r\n\x0aabc\u00e4\n12 a GET"'), ["ECHO", "abc", "GET"])


if __name__ == "__main__":
    unittest.main()
