"""docker/runner/coverage.py and code_lines.py: which lines each test has reached, and which there are to reach."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import Any

from place import TEST

from runner import contract
from runner.bounds import Bounds
from runner.code_lines import Code, Function, code_in, stretches
from runner.coverage import ALL_BYTES, EVENT_BYTES, Coverage

TRACER = (TEST.parent / "docker/runner/tracer.py").read_text("utf-8")


def code(source: str) -> Code:
    return code_in(textwrap.dedent(source).encode())


def listed(pairs: list[int]) -> list[int]:
    return [line for first, last in zip(pairs[::2], pairs[1::2]) for line in range(first, last + 1)]


class Lines(unittest.TestCase):
    def test_are_those_of_statements_and_not_of_docstrings_comments_and_gaps(self) -> None:
        found = code('"""Module."""\n\nimport os\n\n\nclass A:\n    """Of\n    a class."""\n\n    x = 1\n\n\n# note\ndef f(a):\n    """Of a function."""\n    if a:\n        return 1\n    else:\n        return 2\n')
        self.assertEqual(found.lines, [3, 6, 10, 14, 16, 17, 19])

    def test_an_annotation_that_is_only_asked_for_is_none(self) -> None:
        lines = code("class A:\n    x: int = 1\n    y: str\n").lines
        self.assertEqual([line for line in lines if line != 3], [1, 2])
        if sys.version_info >= (3, 14):
            self.assertEqual(lines, [1, 2])

    def test_what_cannot_be_compiled_has_none(self) -> None:
        for source in (b"def f(:\n", b"\0", b"return 1\n", b"(" * 5000, b"\xff\xfe"):
            self.assertEqual(code_in(source), Code([], []))

    def test_are_told_in_stretches(self) -> None:
        for lines in ([], [1], [1, 2, 3], [2, 4], [1, 2, 4, 5, 6, 9]):
            self.assertEqual(listed(stretches(lines)), lines)
        self.assertEqual(stretches([1, 2, 4, 5, 6, 9]), [1, 2, 4, 6, 9, 9])


class Functions(unittest.TestCase):
    def test_are_told_with_their_class_and_with_the_lines_of_their_bodies(self) -> None:
        found = code('class A:\n    def f(self):\n        """Doc."""\n        return 1\n\n\n@wraps\ndef g(\n    a=1,\n):\n\n    def h():\n        return a\n\n    return h\n').functions
        self.assertEqual(found, [Function("A.f", 2, 4, 4), Function("g", 8, 12, 15), Function("g.h", 12, 13, 13)])

    def test_are_found_in_every_block(self) -> None:
        found = code("try:\n    def a():\n        x\nexcept E:\n    def b():\n        x\nelse:\n    def c():\n        x\nfinally:\n    def d():\n        x\nmatch 1:\n    case 1:\n        def e():\n            x\n").functions
        self.assertEqual([one.name for one in found], ["a", "b", "c", "d", "e"])

    def test_with_their_body_beside_the_head_cannot_be_told_apart_from_being_made(self) -> None:
        self.assertEqual(code("def f(): return 1\ndef g(a=1,\n      b=2): return a\n").functions, [])

    def test_with_nothing_but_a_docstring_have_no_line_that_could_be_reached(self) -> None:
        self.assertEqual(code('def f():\n    """Doc."""\n').functions, [])


class Traced(unittest.TestCase):
    """Programs that are really run, in this interpreter."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name).resolve()

    def run_in(self, coverage: Coverage, *args: str) -> None:
        tracer = TRACER.replace('"/work/"', repr(f"{self.work}/"))
        start = f"import runpy, sys; exec({tracer!r}, {{'__name__': 'tracer'}}); runpy.run_path({str(self.work / 'main.py')!r}, run_name='__main__')"
        give = lambda: os.dup2(coverage.map.fd, contract.TRACE_FD)  # noqa: E731
        subprocess.run([sys.executable, "-c", start, *args], cwd=self.work, preexec_fn=give, close_fds=False, stderr=subprocess.DEVNULL)

    def told(self, source: str, *tests: tuple[str, ...]) -> list[contract.Event]:
        (self.work / "main.py").write_text(source, "utf-8")
        coverage = Coverage({"main.py": source.encode()})
        self.addCleanup(coverage.map.close)
        for args in tests:
            self.run_in(coverage, *args)
            coverage.ended(" ".join(args) or "no", False)
        return coverage.events()

    def test_each_test_has_its_own_lines(self) -> None:
        source = "import sys\nif len(sys.argv) > 1:\n    print(1)\nelse:\n    print(2)\n"
        *tests, file, end = self.told(source, (), ("a",))
        self.assertEqual(tests, [
            {"event": "covered", "test": "no", "files": [{"path": "main.py", "lines": [1, 2, 5, 5]}]},
            {"event": "covered", "test": "a", "files": [{"path": "main.py", "lines": [1, 3]}]},
        ])  # fmt: skip
        self.assertEqual((file["path"], file["lines"]), ("main.py", [1, 3, 5, 5]))
        self.assertEqual(end, {"event": "traced", "why": None})

    def test_every_line_that_can_be_reached_is_one_that_is_told_of_and_the_other_way_round(self) -> None:
        """The compiled lines and those that an interpreter reports must not differ, or a right program would have gaps for ever."""
        *tests, file, end = self.told(WHOLE, ())
        self.assertEqual(end["why"], None)
        reached, known = set(listed(tests[0]["files"][0]["lines"])), set(listed(file["lines"]))
        self.assertEqual(sorted(reached - known), [1, 16])  # docstrings
        self.assertEqual(sorted(known - reached), [])

    def test_a_program_that_starts_another_is_not_told_of(self) -> None:
        self.assertEqual(self.told("import os\nos.system('true')\n", ()), [{"event": "traced", "why": "others"}])

    def test_a_program_that_was_not_run_is_not_told_of(self) -> None:
        self.assertEqual(self.told("x = 1\n"), [{"event": "traced", "why": "no-lines"}])


#: Each of its lines runs.
WHOLE = '''\
"""A program."""

import contextlib
from dataclasses import (
    dataclass,
)

TABLE = {
    "a": 1,
    "b": 2,
}


@dataclass
class Point:
    """A point."""

    x: int = 0
    y: int = 0

    @property
    def sum(self) -> int:
        """Both."""
        return self.x + self.y


def counted(*amounts: int, start: int = 0) -> "list[int]":
    found = []
    for amount in amounts:
        if amount > 1:
            found.append(amount)
            continue
        elif amount == 1:
            pass
        else:
            found.append(
                start,
            )
    else:
        found.append(9)
    while True:
        try:
            raise ValueError("x")
        except ValueError as error:
            del error
        finally:
            found.append(3)
        with contextlib.suppress(KeyError):
            TABLE["c"]
        break
    match found:
        case [first, *_]:
            assert first, "text"
    return [
        one
        for one in found
        if one
    ]


def endless():
    yield 1
    yield from (
        2,
    )


class Empty:
    ...


print(
    counted(1, 2, 0),
    Point(1, 2).sum,
    *endless(),
    (lambda: 1)(),
    sep=" ",
)
if __name__ == "__main__":
    print(Empty())
'''


class Bounded(unittest.TestCase):
    def events(self, files: dict[str, bytes], mark: bytes, tests: int = 1) -> list[contract.Event]:
        coverage = Coverage(files)
        self.addCleanup(coverage.map.close)
        size = os.fstat(coverage.map.fd).st_size
        for number in range(tests):
            lines = coverage.map._others_at + 1
            os.pwrite(coverage.map.fd, (mark * size)[: size - lines], lines)
            coverage.ended(str(number), False)
        return coverage.events()

    def test_whatever_is_marked_only_lines_of_its_own_files_are_told(self) -> None:
        *tests, _a, _z, end = self.events({"main.py": b"a = 1\nb = 2", "z.py": b"c = 3\n", "notes.txt": b"x"}, b"\xff")
        self.assertEqual([one["path"] for one in tests[0]["files"]], ["main.py", "z.py"])
        self.assertLessEqual(max(tests[0]["files"][0]["lines"]), 3)
        self.assertIsNone(end["why"])

    def test_what_would_be_too_much_is_not_told_at_all(self) -> None:
        large = {f"f{number}.py": b"x = 1\n" * 20_000 for number in range(3)}
        self.assertEqual(self.events(large, b"\1\0"), [{"event": "traced", "why": "too-much"}])
        self.assertEqual(self.events({"main.py": b"x = 1\n" * 8000}, b"\1\0", tests=40), [{"event": "traced", "why": "too-much"}])

    def test_no_event_is_shortened_however_much_a_run_has_said(self) -> None:
        self.assertLess(EVENT_BYTES, ALL_BYTES)
        events: list[Any] = self.events({"main.py": b"x = 1\n" * 8000}, b"\1\0")
        self.assertEqual(events[-1], {"event": "traced", "why": None})
        said = Bounds()
        said._left = 0
        for event in events:
            self.assertEqual(said.encode(event), contract.encode(event))

    def test_marks_stay_while_a_program_of_wider_scope_lives(self) -> None:
        coverage = Coverage({"main.py": b"a = 1\nb = 2\nc = 3\n"})
        self.addCleanup(coverage.map.close)
        begins = coverage.map._begins["main.py"]
        for line, test, lives in ((1, "one", True), (2, "two", False), (3, "three", False)):
            os.pwrite(coverage.map.fd, b"\1", begins + line)
            coverage.ended(test, lives)
        told = {one["test"]: one["files"][0]["lines"] for one in coverage.events() if one["event"] == "covered"}
        self.assertEqual(told, {"one": [1, 1], "two": [1, 2], "three": [3, 3]})


if __name__ == "__main__":
    unittest.main()
