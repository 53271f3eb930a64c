"""docker/runner/stacks.py: what is believed of the text in which a program tells where it is."""

from __future__ import annotations

import faulthandler
import random
import tempfile
import unittest
from typing import Any

from hostile import scrambled, within

from codealong._backend import Handle
from runner import languages, stacks

FILES = {"main.py": b"first\n    second\r\nthird \xff\n", "app/gr\xfc\xdfe.py": b"only\n"}
HEADER = b"Stack (most recent call first):\n"


def frames(text: bytes) -> list[tuple[str, int, str, str]]:
    handle = Handle(None)
    handle.threads.append((True, text))
    found: list[dict[str, Any]] = stacks.threads_of(handle, FILES, languages.PYTHON)
    return [(one["file"], one["line"], one["name"], one["source"]) for thread in found for one in thread["frames"]]


def frame(file: str, line: object, name: str = "f") -> bytes:
    return f'  File "{file}", line {line} in {name}\n'.encode()


class Frames(unittest.TestCase):
    def test_a_line_of_the_learner_has_its_source(self) -> None:
        text = HEADER + frame("/usr/lib/socket.py", 293, "accept") + frame("/work/main.py", 2, "<module>")
        expected = [("/usr/lib/socket.py", 293, "accept", ""), ("/work/main.py", 2, "<module>", "second")]
        self.assertEqual(frames(text), expected)

    def test_names_that_are_no_ascii_are_read(self) -> None:
        text = HEADER + frame("/work/app/gr\\xfc\\xdfe.py", 1, "gr\\xf6\\xdfe\\u65e5\\U0001f642")
        self.assertEqual(frames(text), [("/work/app/gr\xfc\xdfe.py", 1, "gr\xf6\xdfe\u65e5\U0001f642", "only")])

    def test_what_would_be_a_control_or_no_character_stays_as_it_was_written(self) -> None:
        name = "a\\x1b\\x0a\\ud800\\Uffffffff\\x85"
        self.assertEqual(frames(HEADER + frame("/work/main.py", 1, name)), [("/work/main.py", 1, name, "first")])

    def test_places_that_we_have_not_sent_are_left_out(self) -> None:
        for file, line in (
            ("/work/main.py", 0),
            ("/work/main.py", 4),
            ("/work/main.py", 9_999_999),
            ("/work/main.py", 99_999_999),
            ("/work/main.py", "-1"),
            ("/work/main.py", "1e3"),
            ("/work/main.py", "\u0661"),
            ("/work/other.py", 1),
            ("/work/../etc/passwd", 1),
            ("/work//main.py", 1),
            ("/work/app/../main.py", 1),
            ("/work/" + "x" * 1000, 1),
        ):
            self.assertEqual(frames(HEADER + frame(file, line)), [], (file, line))

    def test_a_text_without_its_first_line_is_none(self) -> None:
        for text in (b"", b"x", frame("/work/main.py", 1), b"Stack\n" + frame("/work/main.py", 1), HEADER, b"\0" * 9000):
            self.assertEqual(frames(text), [])

    def test_only_the_first_stack_of_a_text_counts(self) -> None:
        text = HEADER + frame("/work/main.py", 1) + b"\n" + HEADER + frame("/work/main.py", 2)
        self.assertEqual([line for _, line, _, _ in frames(text)], [1])

    def test_a_long_text_is_bounded(self) -> None:
        self.assertEqual(len(frames(HEADER + frame("/work/main.py", 1) * 100_000)), stacks.FRAMES_KEPT)
        self.assertEqual(frames(b"Stack " + b"(" * 10_000_000), [])

    def test_a_stack_is_whole_after_a_hundred_frames_with_a_sign_that_there_are_more_or_without(self) -> None:
        hundred = HEADER + frame("/work/main.py", 1) * 100
        self.assertFalse(languages.PYTHON.is_whole(HEADER + frame("/work/main.py", 1) * 99))
        self.assertFalse(languages.PYTHON.is_whole(hundred[:-1]))
        self.assertTrue(languages.PYTHON.is_whole(hundred))
        self.assertTrue(languages.PYTHON.is_whole(hundred + b"  ...\n"))

    def test_what_faulthandler_writes_is_read_and_seen_to_be_whole(self) -> None:
        def inner() -> None:
            faulthandler.dump_traceback(file, all_threads=False)

        with tempfile.TemporaryFile() as file:
            inner()
            file.seek(0)
            text = file.read()
        self.assertIn("run", [name for _, _, name, _ in frames(text)])
        self.assertTrue(languages.PYTHON.is_whole(text))
        self.assertFalse(languages.PYTHON.is_whole(text[:-1]))


    def test_whatever_a_program_writes_gives_few_frames_that_can_be_true(self) -> None:
        chance, seen = random.Random(51), 0
        good = HEADER + frame("/usr/lib/socket.py", 293, "accept") + frame("/work/main.py", 2, "\\u65e5") + frame("/work/app/gr\\xfc\\xdfe.py", 1)
        with within(10.0, 50):
            for _ in range(4000):
                text = scrambled(chance, good * chance.randrange(1, 4))
                found = frames(text)
                seen += len(found)
                self.assertLessEqual(len(found), stacks.FRAMES_KEPT)
                languages.PYTHON.is_whole(text), languages.PYTHON.crash_in(text)
                for file, line, name, source in found:
                    self.assertLessEqual(max(len(file), len(name)), 600)
                    self.assertTrue(0 <= line < 10**7)
                    if file.startswith("/work/"):
                        lines = FILES[file.removeprefix("/work/")].decode("utf-8", "replace").splitlines()
                        self.assertEqual(source, lines[line - 1].strip())
        self.assertGreater(seen, 2000)

    def test_no_text_takes_long(self) -> None:
        for unit in (b"\n", b"  File ", b'  File "', b'"' + b"a" * 599, HEADER, b"\\x1", b"\xff", b"Thread (", b"in <module>\n", b"\xe2\x80\xa8"):
            text = HEADER + unit * (1_000_000 // len(unit))
            with self.subTest(unit[:10]), within(0.5, 50):
                frames(text)
                frames(frame("/work/main.py", 1, "x" * 500) * 10_000)
                languages.PYTHON.is_whole(text), languages.PYTHON.crash_in(text)


class Crashes(unittest.TestCase):
    def threads(self, code: int | None, stack: bytes, looked: bytes = b"") -> list[int]:
        handle = Handle(None)
        handle.code = code
        handle.stack.data += stack
        if looked:
            handle.threads.append((False, looked))
        return [one["frames"][0]["line"] for one in stacks.threads_of(handle, FILES, languages.PYTHON)]

    CRASH = HEADER + frame("/work/main.py", 1) + b"Fatal Python error: Aborted\n\n" + HEADER + frame("/work/main.py", 2)

    def test_the_stack_of_a_crash_is_the_last_thing_that_a_program_wrote(self) -> None:
        self.assertEqual(self.threads(-6, self.CRASH), [2])
        self.assertEqual(self.threads(-6, self.CRASH, HEADER + frame("/work/main.py", 3)), [2])

    def test_a_program_that_lives_or_ended_otherwise_has_not_crashed(self) -> None:
        for code in (None, 0, 1):
            self.assertEqual(self.threads(code, self.CRASH), [])
            self.assertEqual(self.threads(code, self.CRASH, HEADER + frame("/work/main.py", 3)), [3])


if __name__ == "__main__":
    unittest.main()
