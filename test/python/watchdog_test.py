"""docker/runner/watchdog.py: what it is told, what it adds, and when it acts. Its real work is tested in test/sandbox."""

import faulthandler
import json
import os
import time
import unittest
from collections.abc import Callable
from typing import Any

import place  # noqa: F401

from runner import board, contract, last_words, watchdog

Grader = Callable[[board.Board], object]
TEST = "steps/a/test_a.py::test_a"


def events(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def posted(write: Callable[[last_words.LastWords], None]) -> list[dict[str, Any]]:
    one = board.Board()
    words = last_words.LastWords(one, 10)
    words.deadline = 100.0
    write(words)
    return events(one.last_words())


def place_in(*frames: tuple[str, int]) -> object:
    lines = [f'  File "{file}", line {line} in it' for file, line in frames]
    stack = ["Current thread 0x1 (most recent call first):", *lines]
    last = contract.finished(TEST, "failed", 1.0, contract.failure("check-endless"), [], "")
    return events(watchdog.with_place(contract.encode(last), stack))[0]["failure"]["place"]


def watched(grader: Grader) -> tuple[int, bytes, float]:
    """Exit code, stdout and seconds of a watchdog whose grader runs that function."""
    read, write = os.pipe()
    began = time.monotonic()
    middle = os.fork()
    if middle == 0:
        os.dup2(write, 1)
        grader(watchdog.fork())
        os._exit(3)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        data = said.read()
    code = os.waitstatus_to_exitcode(os.waitpid(middle, 0)[1])
    return code, data, time.monotonic() - began


def spin(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def armed(one: board.Board, seconds: float = 0.2) -> None:
    one.post(b"last words\n")
    one.arm(time.monotonic() + seconds)


def survive_the_question() -> None:
    """Without a handler, the signal that asks for the stack would end the grader."""
    faulthandler.register(watchdog.SIGUSR1, file=os.open(os.devnull, os.O_WRONLY))


@unittest.skipUnless(hasattr(os, "memfd_create"), "the sandbox is Linux")
class Words(unittest.TestCase):
    def test_between_two_tests_only_the_end_is_missing(self) -> None:
        self.assertEqual(posted(lambda words: words.between(3)), [contract.done("timeout", 3)])

    def test_during_a_test_its_record_is_missing(self) -> None:
        last, done = posted(lambda words: words.during(TEST, 92.5, 1, "double(2)"))
        self.assertEqual((last["test"], last["outcome"], last["duration_ms"]), (TEST, "failed", 7500.0))
        self.assertEqual((last["failure"]["code"], last["failure"]["args"]), ("check-endless", {"seconds": 10}))
        self.assertEqual(last["failure"]["request"], "double(2)")
        self.assertEqual(done, contract.done("timeout", 2))

    def test_a_test_that_has_asked_for_nothing_is_the_courses(self) -> None:
        last, done = posted(lambda words: words.during(TEST, 92.5, 0, None))
        self.assertEqual((last["outcome"], last["failure"]["code"]), ("errored", "suite-error"))
        self.assertEqual(done, contract.done("timeout", 1))

    def test_a_record_on_its_way_is_not_said_again(self) -> None:
        def write(words: last_words.LastWords) -> None:
            words.during(TEST, 92.5, 4, "double(2)")
            words.sending(4)

        self.assertEqual(posted(write), [contract.done("timeout", 5)])

    def test_everything_fits_on_the_page(self) -> None:
        last, _ = posted(lambda words: words.during(TEST, 92.5, 0, "\x01" * 5000))
        self.assertEqual(last["failure"]["request"], "\x01" * 200 + " …")
        self.assertEqual(posted(lambda words: words.during("x" * 5000, 92.5, 0, "go")), [contract.done("timeout", 1)])

    def test_a_shorter_post_leaves_nothing_of_a_longer_one(self) -> None:
        one = board.Board()
        one.post(b"x" * board.MOST_BYTES)
        self.assertEqual(one.last_words(), b"x" * board.MOST_BYTES)
        one.end_by_itself()
        one.post(b"y")
        self.assertEqual((one.last_words(), one.ends_by_itself()), (b"y", True))

    def test_the_line_of_the_suite_is_named(self) -> None:
        library, toolbox = ("/usr/lib/python3/re.py", 3), ("/grader/suite/lib/resp.py", 5)
        one, other = ("/grader/suite/a/test_a.py", 7), ("/grader/suite/a/test_b.py", 9)
        self.assertIs(place_in(library), None)
        self.assertEqual(place_in(library, toolbox), {"file": "lib/resp.py", "line": 5})
        self.assertEqual(place_in(toolbox, one, library), {"file": "a/test_a.py", "line": 7})
        self.assertEqual(place_in(one, other), {"file": "a/test_a.py", "line": 7})

    def test_a_name_that_json_would_escape_is_left_out(self) -> None:
        for name in ('a"b', "a\\b", "ä", "a\x01b"):
            self.assertIs(place_in((f"/grader/suite/{name}.py", 5)), None)


@unittest.skipUnless(hasattr(os, "memfd_create"), "the sandbox is Linux")
class Deeds(unittest.TestCase):
    def test_the_exit_code_of_a_grader_is_that_of_the_container(self) -> None:
        self.assertEqual(watched(lambda one: None)[:2], (3, b""))
        self.assertEqual(watched(lambda one: (armed(one), os._exit(4)))[:2], (4, b""))
        self.assertEqual(watched(lambda one: os.kill(os.getpid(), 9))[:2], (137, b""))

    def test_a_grader_that_works_beyond_its_time_is_ended(self) -> None:
        def grader(one: board.Board) -> None:
            armed(one)
            os.write(1, b'{"event":"outp')
            survive_the_question()
            spin(20)

        code, said, seconds = watched(grader)
        self.assertEqual((code, said), (0, b'{"event":"outp\x18\nlast words\n'))
        self.assertLess(seconds, 2)

    def test_a_grader_that_got_more_time_is_ended_after_that(self) -> None:
        def grader(one: board.Board) -> None:
            armed(one)
            one.extend(time.monotonic() + 0.8)
            survive_the_question()
            spin(20)

        code, said, seconds = watched(grader)
        self.assertEqual((code, said), (0, b"\x18\nlast words\n"))
        self.assertGreater(seconds, 0.8)
        self.assertLess(seconds, 3)

    def test_a_grader_that_ends_its_run_by_itself_is_left_alone(self) -> None:
        def grader(one: board.Board) -> None:
            armed(one)
            one.end_by_itself()
            spin(0.6)

        self.assertEqual(watched(grader)[:2], (3, b""))

    def test_a_grader_that_gets_no_processor_time_is_not_taken_for_blocked(self) -> None:
        def grader(one: board.Board) -> None:
            armed(one)
            time.sleep(1)

        self.assertEqual(watched(grader)[:2], (3, b""))

    def test_a_grader_that_works_much_and_gives_signs_of_life_is_left_alone(self) -> None:
        def grader(one: board.Board) -> None:
            armed(one)
            for _ in range(30):
                spin(0.02)
                one.beat()

        self.assertEqual(watched(grader)[:2], (3, b""))

    def test_a_grader_that_never_ends_is_killed_in_the_end(self) -> None:
        def grader(one: board.Board) -> None:
            armed(one, 0.0)
            time.sleep(20)

        code, said, seconds = watched(grader)
        self.assertEqual((code, said), (1, b""))
        self.assertGreaterEqual(seconds, watchdog.HARD_CAP_SECONDS)
        self.assertLess(seconds, watchdog.HARD_CAP_SECONDS + 2)


if __name__ == "__main__":
    unittest.main()
