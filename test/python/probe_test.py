"""docker/runner/probe.py: how it walks through the folders of a sandbox. What it finds in a real one is up to the sandbox tests."""

import os
import tempfile
import unittest
from unittest import mock

import place  # noqa: F401

from runner import probe


def for_others(path: str, _mode: int) -> bool:
    """As for a program that owns nothing, whoever runs this test."""
    return bool(os.stat(path).st_mode & 0o002)


class OpenFolders(unittest.TestCase):
    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.root = self._folder.name
        patched = mock.patch.object(probe.os, "access", for_others)
        patched.start()
        self.addCleanup(patched.stop)

    def make(self, path: str, mode: int) -> None:
        os.mkdir(f"{self.root}/{path}")
        os.chmod(f"{self.root}/{path}", mode)

    def found(self) -> list[str]:
        return [path.removeprefix(self.root) for path in probe.open_below(self.root)]

    def test_an_open_folder_is_found_below_closed_ones(self) -> None:
        self.make("closed", 0o755)
        self.make("closed/deep", 0o755)
        self.make("closed/deep/open", 0o777)
        self.assertEqual(self.found(), ["/closed/deep/open"])

    def test_what_lies_in_an_open_folder_is_not_told_again(self) -> None:
        self.make("open", 0o1777)
        self.make("open/inner", 0o777)
        self.assertEqual(self.found(), ["/open"])

    def test_nothing_is_found_where_all_is_closed_or_nothing_is(self) -> None:
        self.make("closed", 0o755)
        self.assertEqual(self.found(), [])
        self.assertEqual(list(probe.open_below(f"{self.root}/nowhere")), [])

    def test_links_are_not_followed(self) -> None:
        with tempfile.TemporaryDirectory() as elsewhere:
            os.chmod(elsewhere, 0o777)
            os.symlink(elsewhere, f"{self.root}/link")
            self.assertEqual(self.found(), [])

    def test_a_file_system_below_is_a_place_of_its_own(self) -> None:
        self.make("open", 0o777)
        others = os.lstat(f"{self.root}/open").st_dev + 1
        with mock.patch.object(probe, "device_of", lambda path: others if path.endswith("/open") else 0):
            self.assertEqual(self.found(), [])


class Places(unittest.TestCase):
    def test_a_place_that_is_not_there_counts_as_read_only(self) -> None:
        self.assertTrue(probe.is_read_only("/nowhere/at/all"))


if __name__ == "__main__":
    unittest.main()
