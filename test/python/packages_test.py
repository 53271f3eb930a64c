"""docker/runner/packages.py: the packages of a course are there for its suite, and for nobody else in the grader."""

from __future__ import annotations

import importlib.metadata
import sys
import tempfile
import types
import unittest
from pathlib import Path

import place  # noqa: F401

from runner.packages import CoursePackages


class PackagesTest(unittest.TestCase):
    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.root = Path(self._folder.name)
        self.write("packages/cl_one/__init__.py", "import cl_two\nfrom cl_one import inner")
        self.write("packages/cl_one/inner.py", "value = 1")
        self.write("packages/cl_two.py", "value = 2")
        self.write("packages/cl_space/part.py", "value = 3")
        self.write("packages/cl_one-7.dist-info/METADATA", "Name: cl_one\nVersion: 7\n")
        self.write("packages/cl_one-7.dist-info/entry_points.txt", "[pytest11]\ncl = cl_one\n")
        self.finder = CoursePackages(str(self.root / "suite"), str(self.root / "packages"))
        sys.meta_path.append(self.finder)

    def tearDown(self) -> None:
        sys.meta_path.remove(self.finder)
        for name in [name for name in sys.modules if name.startswith("cl_")]:
            del sys.modules[name]
        self._folder.cleanup()

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run_in(self, file: str, text: str) -> dict[str, object]:
        """Runs the text as the module of that file."""
        module = types.ModuleType("tried")
        module.__file__ = str(self.root / file)
        exec(compile(text, module.__file__, "exec"), vars(module))
        return vars(module)

    def test_a_suite_imports_them_with_all_that_they_import(self) -> None:
        found = self.run_in("suite/steps/01-a/test_a.py", "import cl_one, cl_space.part, importlib\ntwo = importlib.import_module('cl_two')")
        self.assertEqual(found["cl_one"].inner.value, 1)  # type: ignore[attr-defined]
        self.assertEqual(found["two"].value, 2)  # type: ignore[attr-defined]
        self.assertEqual(found["cl_space"].part.value, 3)  # type: ignore[attr-defined]

    def test_nobody_else_imports_them(self) -> None:
        for file in ("suites/test_a.py", "elsewhere.py", "packages.py"):
            with self.assertRaises(ModuleNotFoundError):
                self.run_in(file, "import cl_one")
        with self.assertRaises(ModuleNotFoundError):
            self.run_in("elsewhere.py", "import importlib\nimportlib.import_module('cl_two')")

    def test_only_a_suite_hears_of_their_versions_and_plugins(self) -> None:
        version = "import importlib.metadata\nfound = importlib.metadata.version('cl_one')"
        self.assertEqual(self.run_in("suite/test_a.py", version)["found"], "7")
        with self.assertRaises(importlib.metadata.PackageNotFoundError):
            self.run_in("elsewhere.py", version)
        plugins = "import importlib.metadata\nfound = [one.value for one in importlib.metadata.entry_points(group='pytest11')]"
        self.assertNotIn("cl_one", self.run_in("elsewhere.py", plugins)["found"])  # type: ignore[arg-type]


if __name__ == "__main__":
    unittest.main()
