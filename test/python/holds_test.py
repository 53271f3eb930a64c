"""docker/runner/holds.py: what a fixture of wider scope has written stays as long as the fixture, and nothing else does."""

import os
import shutil
import tempfile
import unittest
from pathlib import Path

import place  # noqa: F401

from runner.holds import Holds


class Files(unittest.TestCase):
    def setUp(self) -> None:
        top = Path(tempfile.mkdtemp(prefix="codealong-holds-"))
        self.addCleanup(shutil.rmtree, top, ignore_errors=True)
        self.work, self.tmp = top / "work", top / "tmp"
        for folder in (self.work, self.tmp):
            folder.mkdir()
        self.holds = Holds((str(self.work), str(self.tmp)))

    def suite_writes(self, path: str) -> None:
        fd = os.memfd_create("content")
        try:
            self.holds.write({"path": str(self.work / path), "fds": [fd]})
        finally:
            os.close(fd)

    def program_writes(self, *paths: str) -> None:
        for path in paths:
            (self.work / path).parent.mkdir(parents=True, exist_ok=True)
            (self.work / path).write_text("x")

    def left(self) -> list[str]:
        found = [path for folder in (self.work, self.tmp) for path in folder.rglob("*")]
        return sorted(str(path.relative_to(self.work.parent)) for path in found)

    def ends(self, *scopes: int, known_only: bool = False, test_runs: bool = False) -> list[str]:
        """What is left after a test, or in its middle, when these scopes live."""
        self.holds.clear(set(scopes), known_only, test_runs)
        return self.left()

    def test_without_a_scope_nothing_stays(self) -> None:
        self.suite_writes("a/b.txt")
        self.program_writes("c/d.txt")
        self.assertEqual(self.ends(), [])

    def test_files_of_a_setup_stay_until_the_scope_ends_and_nothing_beside_them(self) -> None:
        self.suite_writes("a/b.txt")
        self.program_writes("a/c.txt")
        self.holds.hold({"scope": 1})
        self.suite_writes("d.txt")
        self.program_writes("a/e.txt", "a/f/g.txt", "h.txt")
        for _ in range(2):
            self.assertEqual(self.ends(1), ["work/a", "work/a/b.txt", "work/a/c.txt"])
        self.assertEqual(self.ends(), [])

    def test_what_was_there_before_a_setup_belongs_to_the_test(self) -> None:
        self.suite_writes("of-the-test.txt")
        self.holds.mark({"scope": 1})
        self.suite_writes("of-the-scope.txt")
        self.holds.hold({"scope": 1})
        self.assertEqual(self.ends(1), ["work/of-the-scope.txt"])

    def test_a_file_belongs_to_the_scope_that_was_set_up_first(self) -> None:
        self.suite_writes("first.txt")
        self.holds.hold({"scope": 1})
        self.suite_writes("second.txt")
        self.holds.hold({"scope": 2})
        self.assertEqual(self.ends(1), ["work/first.txt"])
        self.assertEqual(self.ends(), [])

    def test_beside_a_living_program_only_what_is_known_goes(self) -> None:
        self.suite_writes("of-the-scope.txt")
        self.holds.hold({"scope": 1})
        self.suite_writes("of-the-test/in.txt")
        self.suite_writes("shared/in.txt")
        self.program_writes("unknown.txt", "shared/unknown.txt")
        unknown = ["work/of-the-scope.txt", "work/shared", "work/shared/unknown.txt", "work/unknown.txt"]
        self.assertEqual(self.ends(1, known_only=True), unknown)
        self.assertEqual(self.ends(known_only=True), unknown[1:])
        self.assertEqual(self.ends(), [])

    def test_a_folder_that_the_test_gives_to_a_program_goes_with_all_that_is_in_it(self) -> None:
        given = str(self.tmp / "scratch")
        for _ in range(2):
            self.holds.make_folder({"path": given})
        Path(given, "deep", "er").mkdir(parents=True)
        self.assertEqual(self.ends(known_only=True), [])

    def test_a_folder_of_a_scope_stays_when_a_test_gives_it_to_a_program_as_well(self) -> None:
        given = str(self.tmp / "scratch")
        self.holds.make_folder({"path": given})
        self.holds.hold({"scope": 1})
        self.holds.make_folder({"path": given})
        Path(given, "unknown.txt").write_text("x")
        self.assertEqual(self.ends(1, known_only=True), ["tmp/scratch", "tmp/scratch/unknown.txt"])
        self.assertEqual(self.ends(1), ["tmp/scratch"])

    def test_in_the_middle_of_a_test_what_it_wrote_stays(self) -> None:
        self.suite_writes("of-the-scope.txt")
        self.holds.hold({"scope": 1})
        self.suite_writes("of-the-test.txt")
        self.assertEqual(self.ends(known_only=True, test_runs=True), ["work/of-the-test.txt"])
        self.assertEqual(self.ends(known_only=True), [])

    def test_a_link_in_the_place_of_a_file_is_removed_and_not_followed(self) -> None:
        precious = self.work.parent / "precious.txt"
        precious.write_text("x")
        self.suite_writes("a.txt")
        (self.work / "a.txt").unlink()
        os.symlink(precious, self.work / "a.txt")
        os.symlink(precious.parent, self.work / "round")
        self.holds.hold({"scope": 1})
        self.assertEqual(self.ends(1), ["work/a.txt", "work/round"])
        self.assertEqual(self.ends(known_only=True), [])
        self.assertTrue(precious.exists())


if __name__ == "__main__":
    unittest.main()
