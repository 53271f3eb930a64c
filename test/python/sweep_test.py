"""docker/runner/sweep.py: nothing of a test's files may live on. (Processes are swept in test/sandbox, where it is safe.)"""

import os
import shutil
import tempfile
import unittest
from pathlib import Path

import place  # noqa: F401

from runner import sweep


class Files(unittest.TestCase):
    def setUp(self) -> None:
        self.top = Path(tempfile.mkdtemp(prefix="codealong-sweep-"))
        self.folder = self.top / "work"
        self.folder.mkdir()
        self.addCleanup(shutil.rmtree, self.top, ignore_errors=True)

    def swept(self) -> list[str]:
        sweep.remove_everything((str(self.folder),))
        return sorted(os.listdir(self.folder))

    def nest(self, folder: Path, depth: int) -> None:
        """Deeper than a path may be long, as a program can do it: step by step."""
        at = os.open(folder, os.O_RDONLY)
        for _ in range(depth):
            os.mkdir("d" * 20, dir_fd=at)
            deeper = os.open("d" * 20, os.O_RDONLY, dir_fd=at)
            os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=deeper))
            os.close(at)
            at = deeper
        os.close(at)

    def test_files_of_every_kind_are_removed(self) -> None:
        (self.folder / "file").write_text("x")
        (self.folder / "new\nline").write_text("x")
        os.mkfifo(self.folder / "fifo")
        os.symlink("nowhere", self.folder / "dangling")
        os.symlink(".", self.folder / "round")
        (self.folder / "a" / "b").mkdir(parents=True)
        (self.folder / "a" / "b" / "c").write_text("x")
        self.assertEqual(self.swept(), [])

    def test_folders_nested_deeper_than_python_can_recurse_are_removed(self) -> None:
        self.nest(self.folder, 2000)
        self.assertEqual(self.swept(), [])

    def test_a_folder_with_many_folders_is_removed(self) -> None:
        for number in range(300):
            (self.folder / "many" / str(number) / "x").mkdir(parents=True)
        self.assertEqual(self.swept(), [])

    def test_a_link_is_removed_and_what_it_leads_to_stays(self) -> None:
        outside = self.top / "outside"
        (outside / "inner").mkdir(parents=True)
        (outside / "precious").write_text("x")
        (self.folder / "a").mkdir()
        for place_ in (self.folder, self.folder / "a"):
            os.symlink(outside, place_ / "folder")
            os.symlink(outside / "precious", place_ / "file")
        os.link(outside / "precious", self.folder / "hard")
        self.assertEqual(self.swept(), [])
        self.assertEqual(sorted(os.listdir(outside)), ["inner", "precious"])
        self.assertEqual((outside / "precious").read_text(), "x")

    def test_a_folder_that_is_a_link_is_not_entered(self) -> None:
        outside = self.top / "outside"
        outside.mkdir()
        (outside / "precious").write_text("x")
        self.folder.rmdir()
        os.symlink(outside, self.folder)
        sweep.remove_everything((str(self.folder), str(self.top / "missing")))
        self.assertEqual(os.listdir(outside), ["precious"])

    def test_names_like_those_that_the_sweep_uses_do_not_stop_it(self) -> None:
        for number in range(4):
            (self.folder / f".swept-{number}" / "full" / "x").mkdir(parents=True)
            (self.folder / "a" / f".swept-{number}" / "b" / "c").mkdir(parents=True)
        (self.folder / ".swept-5").write_text("a file")
        self.nest(self.folder / "a", 10)
        self.assertEqual(self.swept(), [])

    def test_folders_that_may_not_be_entered_are_removed(self) -> None:
        locked = self.folder / "a" / "locked"
        (locked / "inner").mkdir(parents=True)
        (locked / "inner" / "file").write_text("x")
        for folder in (locked / "inner", locked, self.folder / "a"):
            folder.chmod(0)
        self.assertEqual(self.swept(), [])


if __name__ == "__main__":
    unittest.main()
